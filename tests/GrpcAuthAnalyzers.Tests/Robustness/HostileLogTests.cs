using System;
using System.Threading.Tasks;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>Log calls that no person should write: broken, endless, or half a language construct. Nothing may throw, and every host must say the same.</summary>
public sealed class HostileLogTests
{
    [Theory]
    [InlineData("Console.WriteLine(token")]
    [InlineData("Console.WriteLine($\"{token\");")]
    [InlineData("Console.WriteLine(token.);")]
    [InlineData("Console.WriteLine(, token);")]
    [InlineData("Console.WriteLine(token: token);")]
    [InlineData("Console.WriteLine(token, token, , token);")]
    [InlineData("logger.LogInformation();")]
    [InlineData("logger.LogInformation(\"{Token}\", args: null);")]
    [InlineData("logger.LogInformation(\"{Token}\", args: new object[token.Length]);")]
    [InlineData("logger.LogInformation(args: new object?[] { token, null }, message: \"{Token} {Nothing}\");")]
    [InlineData("logger.LogInformation(\"{Token}\", [token, .. token.Split(' ')]);")]
    [InlineData("logger.LogInformation(\"{Token}\", token is { Length: > 3 } and not \"x\" ? token : default);")]
    [InlineData("var token2 = token2 + token; Console.WriteLine(token2);")]
    [InlineData("string a = token, b = a; a = b; b = a; Console.WriteLine(a + b);")]
    [InlineData("while (true) { token = token + token; Console.WriteLine(token); }")]
    [InlineData("token = token ?? (token ??= token) ?? token; Console.WriteLine(token);")]
    [InlineData("Console.WriteLine(Token(token)); string Token(string token) => Token(token);")]
    [InlineData("Console.WriteLine(A(token)); string A(string token) => B(token); string B(string token) => A(token);")]
    [InlineData("Func<string, string> token2 = null!; token2 = t => token2(t); Console.WriteLine(token2(token));")]
    [InlineData("ref var token2 = ref token; Console.WriteLine(token2);")]
    [InlineData("var (token2, (token3, _)) = (token, (token, token)); Console.WriteLine(token2 + token3);")]
    [InlineData("(token, var token2) = (token, token); Console.WriteLine(token2);")]
    [InlineData("foreach (var header in headers) foreach (var header in headers) Console.WriteLine(header.Value);")]
    [InlineData("foreach (var (token2, value) in headers) Console.WriteLine(token2);")]
    [InlineData("Console.WriteLine(headers.Select(token => headers.Select(token2 => token2.Value + token.Value)));")]
    [InlineData("Console.WriteLine(string.Join(headers, headers));")]
    [InlineData("Console.WriteLine(string.Join());")]
    [InlineData("Console.WriteLine(string.Format(token));")]
    [InlineData("Console.WriteLine(string.Format(\"{0} {1} {2}\", token));")]
    [InlineData("Console.WriteLine(token[token.IndexOf(token)..]);")]
    [InlineData("Console.WriteLine(token.Split()[1]); Console.WriteLine(token.Replace());")]
    [InlineData("throw new(token);")]
    [InlineData("throw new Exception(token) { Data = { [token] = token } };")]
    [InlineData("throw new TokenException<string>(message: token);")]
    [InlineData("_ = new Status(detail: token);")]
    [InlineData("dynamic d = token; Console.WriteLine(d); logger.LogInformation(\"{Token}\", d.Token(token));")]
    [InlineData("unsafe { fixed (char* p = token) Console.WriteLine(*p); }")]
    [InlineData("Console.WriteLine(from token2 in headers where token2.IsBinary select token2.Value);")]
    [InlineData("Console.WriteLine(stackalloc char[] { token[0] });")]
    [InlineData("Console.WriteLine(headers with { Token = token });")]
    [InlineData("async Task T() { await foreach (var token2 in headers) Console.WriteLine(token2); }")]
    [InlineData("goto token; token: Console.WriteLine(token); goto token;")]
    public async Task Statements(string statement)
    {
        var source = $$"""
            using Microsoft.Extensions.Logging;

            public sealed class Caller(ILogger<Caller> logger)
            {
                public static void Witness(Metadata headers, string secret)
                {
                    headers.Add("authorization", secret);
                    Console.WriteLine(secret);
                }

                public string Token => Token;

                public string Header { get => Header2; }

                public string Header2 { get => Header; }

                public void Call(Metadata headers, string token)
                {
                    headers.Add("authorization", token);
                    Console.WriteLine(Token + Header);
                    {{statement}}
                }
            }
            """;
        var reports = await Hostile.AnalyzeAsync(source);
        Assert.Contains(reports, static report => report.Id == "GRPCAUTH2006" && report.Location.SourceTree!.ToString().LastIndexOf("secret)", StringComparison.Ordinal) == report.Location.SourceSpan.Start);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(3_000)]
    public async Task Long_chains(int length)
    {
        var source = $$"""
            public sealed class Caller
            {
                public void Call(Metadata headers, string token)
                {
                    headers.Add("authorization", token);
                    Console.WriteLine({{Hostile.Repeat(length, _ => "\"x\" + token +").Replace('\n', ' ')}} "");
                    Console.WriteLine($"{{Hostile.Repeat(length, _ => "{token.Length}").Replace('\n', ' ')}}");
                }
            }
            """;
        Assert.NotEmpty(await Hostile.AnalyzeAsync(source));
    }
}

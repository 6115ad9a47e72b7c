using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>A local that is printed and returned is a credential where the caller puts the result into a header.</summary>
public sealed class CredentialReturnedTests
{
    [Theory]
    [InlineData("private string Value() { var v = Fetch(); Console.WriteLine({|GRPCAUTH2006:v|}); return v; }", "headers.Add(\"authorization\", Value());")]
    [InlineData("private async Task<string> ValueAsync() { var v = await FetchAsync(); Console.WriteLine(\"got \" + {|GRPCAUTH2006:v|}); return v; }", "headers.Add(\"authorization\", \"Bearer \" + ValueAsync().Result);")]
    [InlineData("private string Value() { var v = Fetch(); Console.WriteLine({|GRPCAUTH2006:v|}); return \"Bearer \" + v; }", "var sent = Value(); headers.Add(value: sent, key: \"authorization\");")]
    [InlineData("private static string Value(string v) { Console.WriteLine({|GRPCAUTH2006:v|}); return v; }", "headers.Add(\"authorization\", Value(Fetch()));")]
    public Task Over_a_private_method(string method, string use) => Verify.Reports(Program(method, use));

    [Theory]
    [InlineData("private string Value { get { var v = Fetch(); Console.WriteLine({|GRPCAUTH2006:v|}); return v; } }", "headers.Add(\"authorization\", Value);")]
    [InlineData("private static string Key { get { string v = Fetch(); Console.WriteLine($\"key {{|GRPCAUTH2006:v|}}\"); return v; } }", "headers.Add(\"x-api-key\", Key);")]
    [InlineData("internal string Value { get { var v = Fetch(); Console.WriteLine({|GRPCAUTH2006:v|}); return \"Bearer \" + v; } }", "headers.Add(\"authorization\", this.Value);")]
    public Task Over_a_getter(string property, string use) => Verify.Reports(Program(property, use));

    [Fact]
    public Task Over_a_local_function() => Verify.Reports(Program("", """
        string Value() { var v = Fetch(); Console.WriteLine({|GRPCAUTH2006:v|}); return v; }
        headers.Add("authorization", Value());
        """));

    [Theory]
    [InlineData("public string Value() { var v = Fetch(); Console.WriteLine(v); return v; }", "headers.Add(\"authorization\", Value());")]
    [InlineData("private string Value() { var v = Fetch(); Console.WriteLine(v); return v; }", "headers.Add(\"x-trace\", Value());")]
    [InlineData("private string Value() { var v = Fetch(); Console.WriteLine(v); return v; }", "headers.Add(\"authorization\", Environment.MachineName); Console.Write(Value().Length);")]
    [InlineData("private string Value() { var userName = Fetch(); Console.WriteLine(userName); return userName; }", "headers.Add(\"authorization\", Value());")]
    [InlineData("private string Value() { var v = Fetch(); Console.WriteLine(v.Length); return v; }", "headers.Add(\"authorization\", Value());")]
    [InlineData("private string Value() { var v = Fetch(); Console.WriteLine(v); v = Environment.MachineName; return v; }", "headers.Add(\"authorization\", Value());")]
    [InlineData("private string Region { get { var v = Fetch(); Console.WriteLine(v); return v; } } private string Key => Fetch();", "headers.Add(\"x-api-key\", Key); headers.Add(\"x-region\", Region);")]
    [InlineData("private string Key { get { var path = Fetch(); Console.WriteLine(path); return System.IO.File.ReadAllText(path).Trim(); } }", "headers.Add(\"x-api-key\", Key);")]
    [InlineData("public string Value { get { var v = Fetch(); Console.WriteLine(v); return v; } }", "headers.Add(\"authorization\", Value);")]
    [InlineData("private string Value() { var v = Fetch(); Console.WriteLine(v); return Environment.MachineName; }", "headers.Add(\"authorization\", Value());")]
    public Task Other_results_are_silent(string method, string use) => Verify.Silent(Program(method, use));

    private static string Program(string method, string use) => $$"""
        public class Caller
        {
            {{method}}

            public Metadata Headers()
            {
                var headers = new Metadata();
                {{use}}
                return headers;
            }

            private static string Fetch() => Environment.GetCommandLineArgs()[0];

            private static Task<string> FetchAsync() => Task.FromResult(Environment.GetCommandLineArgs()[0]);
        }
        """;
}

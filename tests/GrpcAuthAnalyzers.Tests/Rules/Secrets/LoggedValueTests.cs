using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>GRPCAUTH2006: how a credential comes to the text that shows it, over variables, members, methods and choices.</summary>
public sealed class LoggedValueTests
{
    [Theory]
    [InlineData("Console.WriteLine(\"token \" + {|GRPCAUTH2006:CurrentKey|});")]
    [InlineData("Console.WriteLine(\"token \" + {|GRPCAUTH2006:StoredKey|});")]
    [InlineData("Console.WriteLine(\"token \" + {|GRPCAUTH2006:Read(isShort)|});")]
    [InlineData("Console.WriteLine(\"token \" + ({|GRPCAUTH2006:isShort ? token : string.Empty|}));")]
    [InlineData("Console.WriteLine(\"token \" + ({|GRPCAUTH2006:token ?? throw new InvalidOperationException()|}));")]
    [InlineData("Console.WriteLine(\"token \" + ({|GRPCAUTH2006:isShort switch { true => \"none\", _ => token }|}));")]
    [InlineData("string? shown = null; shown = token; Console.WriteLine(\"token \" + {|GRPCAUTH2006:shown|});")]
    [InlineData("var shown = token; Console.WriteLine(\"token \" + {|GRPCAUTH2006:shown|}); shown = \"***\" + shown.Length; Console.Write(shown);")]
    [InlineData("object shown = token; Console.WriteLine(\"token \" + {|GRPCAUTH2006:shown|});")]
    [InlineData("object? shown = token; Console.WriteLine(\"{0}\", {|GRPCAUTH2006:shown|});")]
    [InlineData("Show(null); Show(token); void Show(string? text) => Console.WriteLine(\"token \" + {|GRPCAUTH2006:text|});")]
    [InlineData("Print(token);")]
    [InlineData("_stored = token; Console.WriteLine(\"token \" + {|GRPCAUTH2006:_stored|});")]
    [InlineData("Console.WriteLine(\"token \" + {|GRPCAUTH2006:Prefixed(token)|});")]
    [InlineData("var (shown, count) = (token, 1); Console.WriteLine(\"token \" + {|GRPCAUTH2006:shown|} + count);")]
    public Task What_shows_the_token(string statement) => Verify.Reports(Program(statement));

    [Theory]
    [InlineData("Console.WriteLine(\"token \" + (isShort ? token : _shown));")]
    [InlineData("Console.WriteLine(\"token \" + (isShort ? token : Read(isShort, 3)));")]
    [InlineData("Show(token); Show(_shown); void Show(string? text) => Console.WriteLine(\"token \" + text);")]
    [InlineData("Show(token); void Show(string? text) { text = \"***\"; Console.WriteLine(\"token \" + text); }")]
    [InlineData("Console.WriteLine(\"token \" + MaskedKey);")]
    [InlineData("Console.WriteLine(\"token \" + Redaction.Apply(token));")]
    [InlineData("Console.WriteLine(\"token \" + Redaction.Current);")]
    [InlineData("var pair = (Token: token, Count: 1); Console.WriteLine(\"token \" + pair.Token);")]
    [InlineData("if (Guid.TryParse(token, out var id)) Console.WriteLine(\"token \" + id);")]
    [InlineData("if (Redaction.TryParse(token, out var text)) Console.WriteLine(\"token \" + text);")]
    [InlineData("ShowGiven(token);")]
    [InlineData("_changed = token; Console.WriteLine(\"token \" + _changed);")]
    [InlineData("const string Demo = \"demo\"; Console.WriteLine(\"token \" + Demo);")]
    [InlineData("var region = Enum.Parse<Region>(token); headers.Add(\"x-auth\", $\"{region}\"); Console.WriteLine(\"token \" + region);")]
    [InlineData("var age = TimeSpan.FromDays(1); headers.Add(\"x-auth\", $\"{age}\"); Console.WriteLine(\"token \" + age);")]
    [InlineData("var count = int.Parse(token); headers.Add(\"x-auth\", $\"{count}\"); Console.WriteLine(\"token \" + count);")]
    public Task What_shows_something_else(string statement) => Verify.Silent(Program(statement));

    [Fact]
    public Task A_constant_is_no_secret_of_the_log() => Verify.Silent(
        """
        public static class Caller
        {
            public static void Call(Metadata headers)
            {
                const string Key = "letmein123";
                headers.Add("x-api-key", Key);
                var shown = Key + Environment.NewLine;
                Console.WriteLine("token " + shown);
            }
        }
        """,
        Setup.Usual with { EditorConfig = "dotnet_diagnostic.GRPCAUTH2001.severity = none" });

    [Theory]
    [InlineData("Environment.GetEnvironmentVariable(\"GRPC_API_KEY\")", "The setting 'GRPC_API_KEY' is written to the console; whoever reads it can make calls with it")]
    [InlineData("await context.GetTokenAsync(\"access_token\")", "The token from 'GetTokenAsync' is written to the console; whoever reads it can make calls with it")]
    [InlineData("await context.GetTokenAsync(\"refresh_token\")", null)]
    [InlineData("await context.GetTokenAsync(\"oidc\", \"id_token\")", null)]
    [InlineData("string.Join(\",\", http.DefaultRequestHeaders.GetValues(\"Authorization\"))", null)]
    [InlineData("http.DefaultRequestHeaders.GetValues(\"X-Api-Key\").First()", null)]
    [InlineData("configuration.GetValue(\"Orders:ApiKey\", \"none\")", null)]
    [InlineData("configuration.GetValue<string>(key: \"Orders:ApiKey\")", null)]
    [InlineData("http.DefaultRequestHeaders.TryGetValues(\"Authorization\", out var values) ? values.First() : null", null)]
    [InlineData("new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", name)", "The value of 'authorization' is written to the console; whoever reads it can make calls with it")]
    [InlineData("provider.RequestToken() is { } answer ? answer.AccessToken : null", "The token from 'RequestToken' is written to the console; whoever reads it can make calls with it")]
    [InlineData("provider.GetAccessToken()", "The token from 'GetAccessToken' is written to the console; whoever reads it can make calls with it")]
    public Task What_is_obtained_there(string value, string? message) => Verify.Reports(Obtained($"{{|GRPCAUTH2006:{value}|}}"), message: message);

    [Theory]
    [InlineData("await context.GetTokenAsync(\"expires_at\")")]
    [InlineData("await context.GetTokenAsync(name)")]
    [InlineData("Values.GetValues(\"Authorization\")")]
    [InlineData("later.GetAccessToken()")]
    [InlineData("new OwnHeaders().GetValues()")]
    [InlineData("create()")]
    [InlineData("(new Dictionary<string, string> { [\"a\"] = name }.TryGetValue(\"authorization\", out var value) ? value : null)")]
    [InlineData("(context.Request.Headers.TryGetValue(\"Accept\", out var accept) ? accept.ToString() : null)")]
    [InlineData("context.Request.Headers[\"Accept\"]")]
    [InlineData("new Answer().Authorization")]
    [InlineData("new Answer().AccessToken")]
    [InlineData("provider.RequestToken().Length")]
    [InlineData("http.DefaultRequestHeaders.GetValues(\"Accept\").First()")]
    [InlineData("Values.GetValue(\"Orders:ApiKey\")")]
    public Task What_is_obtained_elsewhere(string value) => Verify.Silent(Obtained(value));

    private static string Obtained(string value) => $$"""
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Configuration;

        public interface ITokenProvider
        {
            string GetAccessToken();

            Answer RequestToken();
        }

        public sealed class Answer
        {
            public string AccessToken { get; set; } = "";

            public string Authorization { get; set; } = "";

            public int Length => AccessToken.Length + Authorization.Length;
        }

        public interface ILaterTokenProvider
        {
            Lazy<string> GetAccessToken();
        }

        public sealed class OwnHeaders : System.Net.Http.Headers.HttpHeaders
        {
            public string GetValues() => "none";
        }

        public delegate string AccessTokenProvider();

        public static class Values
        {
            public static string GetValues(string name) => name;

            public static string GetValue(string name) => name;
        }

        public static class Caller
        {
            public static async Task CallAsync(
                HttpContext context, HttpClient http, IConfiguration configuration, ITokenProvider provider, ILaterTokenProvider later, AccessTokenProvider create, string name)
            {
                await Task.Yield();
                Console.WriteLine("token " + ({{value}}));
            }
        }
        """;

    private static string Program(string statement) => $$"""
        public enum Region { Europe }

        public sealed class Caller
        {
            private string? _shown;

            public void Set(string shown) => _shown = shown;

            private string? _stored = null;

            private string? _changed = null;

            public void Change() => Redaction.TryParse("none", out _changed);

            public static void ShowGiven(string text) => Console.WriteLine("token " + text);

            public int Length => _stored?.Length ?? 0;

            private static string CurrentKey => Environment.GetEnvironmentVariable("GRPC_API_KEY")!;

            private static string? StoredKey { get; } = Environment.GetEnvironmentVariable("GRPC_API_KEY");

            private static string MaskedKey => Environment.GetEnvironmentVariable("GRPC_API_KEY")!;

            private static string? Read(bool isShort)
            {
                if (isShort)
                    return null;

                return Environment.GetEnvironmentVariable("GRPC_API_KEY");
            }

            private static string? Read(bool isShort, int length) => isShort ? Environment.MachineName : Environment.GetEnvironmentVariable("GRPC_API_KEY");

            private static string Prefixed(string text) => "> " + text;

            private static void Print(string text) => Console.WriteLine("token " + {{(statement.StartsWith("Print", System.StringComparison.Ordinal) ? "{|GRPCAUTH2006:text|}" : "text.Length")}});

            public void Call(Metadata headers, string token, bool isShort)
            {
                headers.Add("authorization", $"Bearer {token}");
                {{statement}}
            }
        }

        public static class Redaction
        {
            public static string Apply(string text) => text;

            public static bool TryParse(string text, out string? parsed)
            {
                parsed = text;
                return true;
            }

            public static string Current => Environment.GetEnvironmentVariable("GRPC_API_KEY")!;
        }
        """;
}

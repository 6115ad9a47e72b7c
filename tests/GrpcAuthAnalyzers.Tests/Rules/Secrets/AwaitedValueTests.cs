using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>GRPCAUTH2006: a token that is still awaited, or is read from a member, where it is sent.</summary>
public sealed class AwaitedValueTests
{
    [Theory]
    [InlineData("headers.Add(\"authorization\", await pending);")]
    [InlineData("headers.Add(\"authorization\", \"Bearer \" + pending.Result);")]
    [InlineData("var sent = await pending; headers.Add(\"authorization\", sent);")]
    public Task A_task(string statement) => Verify.Reports($$"""
        public static class Caller
        {
            public static async Task CallAsync(Metadata headers, Func<Task<string>> read)
            {
                var pending = read();
                await Task.Yield();
                {{statement}}
                Console.WriteLine("token " + {|GRPCAUTH2006:pending.Result|});
            }
        }
        """);

    [Theory]
    [InlineData("account?.ApiKey!")]
    [InlineData("account!.ApiKey.Trim()")]
    [InlineData("$\"{account!.ApiKey}\"")]
    public Task A_member(string value) => Verify.Reports($$"""
        public sealed class Account { public string ApiKey { get; set; } = ""; }

        public static class Caller
        {
            public static Metadata Headers(Account? account) => new() { { "x-api-key", {{value}} } };

            public static void Show(Account account) => Console.WriteLine("key " + {|GRPCAUTH2006:account.ApiKey|});
        }
        """);

    [Theory]
    [InlineData("Func<string> later = () => value; headers.Add(\"authorization\", later());")]
    [InlineData("headers.Add(\"authorization\", names[value]);")]
    [InlineData("headers.Add(\"authorization\", new string(value[0], 12));")]
    [InlineData("if (value.Length > 3) headers.Add(\"authorization\", names[\"a\"]);")]
    public Task A_value_that_is_not_sent_itself(string statement) => Verify.Silent($$"""
        public static class Caller
        {
            public static void Call(Metadata headers, Func<string> read, Dictionary<string, string> names)
            {
                var value = read();
                {{statement}}
                Console.WriteLine("token " + value);
            }
        }
        """);

    [Fact]
    public Task A_token_of_top_level_statements() => Verify.Reports(
        $"var feed = new Uri({{|GRPCAUTH2002:\"https://x:{new FakeSecrets(seed: 4714).GitHubPersonal}@example.com\"|}}); Console.WriteLine(feed.Host);");
}

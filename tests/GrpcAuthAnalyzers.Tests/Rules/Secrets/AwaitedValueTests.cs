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

    /// <summary>The text of a task is the name of its type; that of a <c>ValueTask</c> is its result.</summary>
    [Theory]
    [InlineData("Console.WriteLine(pending);")]
    [InlineData("Console.WriteLine(\"token \" + pending);")]
    [InlineData("Console.WriteLine($\"token {pending}\");")]
    [InlineData("Console.WriteLine(\"token {0}\", pending);")]
    [InlineData("object shown = pending; Console.WriteLine(\"token \" + shown);")]
    [InlineData("Console.WriteLine(\"token \" + pending.ToString());")]
    [InlineData("logger.LogInformation(\"Token task {Task}\", pending);")]
    [InlineData("logger.LogInformation(\"Token task {Task}\", tokens.GetTokenAsync());")]
    [InlineData("Console.WriteLine(string.Concat(\"token \", pending));")]
    public Task The_task_itself(string statement) => Verify.Silent(Waiting(statement));

    [Theory]
    [InlineData("Console.WriteLine(\"token \" + {|GRPCAUTH2006:await pending|});")]
    [InlineData("Task<string> other = pending; Console.WriteLine(\"token \" + {|GRPCAUTH2006:await other|});")]
    [InlineData("object shown = await pending; Console.WriteLine(\"token \" + {|GRPCAUTH2006:shown|});")]
    [InlineData("var soon = tokens.GetAccessTokenAsync(); Console.WriteLine(\"token \" + {|GRPCAUTH2006:soon|});")]
    public Task The_result_of_a_task(string statement) => Verify.Reports(Waiting(statement));

    private static string Waiting(string statement) => $$"""
        using Microsoft.Extensions.Logging;

        public interface ITokenProvider
        {
            Task<string> GetTokenAsync();

            ValueTask<string> GetAccessTokenAsync();
        }

        public static class Caller
        {
            public static async Task CallAsync(Metadata headers, ITokenProvider tokens, ILogger logger)
            {
                var pending = tokens.GetTokenAsync();
                {{statement}}
                headers.Add("authorization", "Bearer " + await pending);
                headers.Add("x-api-key", await tokens.GetAccessTokenAsync());
            }
        }
        """;

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

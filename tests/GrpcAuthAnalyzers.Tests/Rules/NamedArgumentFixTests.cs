using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules;

/// <summary>Fixes go by the parameter, too: named arguments may stand in any order.</summary>
public sealed class NamedArgumentFixTests
{
    [Fact]
    public Task A_hard_coded_value_is_replaced_and_not_the_name() => Verify.Fixes("""
        class Gateway(Tokens tokens)
        {
            public Metadata Get()
            {
                var headers = new Metadata();
                headers.Add(value: {|GRPCAUTH2001:"Bearer archive-writer-88c4"|}, key: "authorization");
                return headers;
            }
        }

        class Tokens { public string GetToken() => Environment.MachineName; }
        """, """
        class Gateway(Tokens tokens)
        {
            public Metadata Get()
            {
                var headers = new Metadata();
                headers.Add(value: $"Bearer {tokens.GetToken()}", key: "authorization");
                return headers;
            }
        }

        class Tokens { public string GetToken() => Environment.MachineName; }
        """);

    [Fact]
    public Task A_repeated_entry_is_removed() => Verify.Fixes(
        Repeated("headers.Add(value: token, key: \"authorization\");\n        {|GRPCAUTH1009:headers.Add(value: token, key: \"authorization\")|};"),
        Repeated("headers.Add(value: token, key: \"authorization\");"));

    [Fact]
    public Task Entries_in_another_order_are_the_same() => Verify.Fixes(
        Repeated("headers.Add(\"authorization\", token);\n        {|GRPCAUTH1009:headers.Add(value: token, key: \"authorization\")|};"),
        Repeated("headers.Add(\"authorization\", token);"));

    [Theory]
    [InlineData("c.DefaultRequestHeaders.Authorization = new(parameter: tokens.Read(), scheme: \"Bearer\")")]
    [InlineData("c.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", parameter: tokens.Read())")]
    [InlineData("c.DefaultRequestHeaders.Add(value: \"Bearer \" + tokens.Read(), name: \"authorization\")")]
    public Task Default_headers_become_call_credentials(string statement) => Verify.Fixes(
        Startup("ConfigureHttpClient(c => {|GRPCAUTH3003:" + statement + "|})"),
        Startup("""
            AddCallCredentials((context, metadata) =>
                        {
                            metadata.Add("authorization", $"Bearer {tokens.Read()}");
                            return Task.CompletedTask;
                        })
            """));

    private static string Repeated(string statements) => $$"""
        public static class Calls
        {
            public static async Task CallAsync(Orders.OrdersClient orders, string token)
            {
                var headers = new Metadata();
                {{statements}}
                await orders.GetOrderAsync(headers: headers, request: new OrderRequest());
            }
        }
        """;

    private static string Startup(string configure) => Freshness.CredentialOnHttpClientTests.Usings + $$"""
        public sealed class Reader
        {
            public string Read() => Environment.MachineName;
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services, Reader tokens) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .{{configure}};
        }
        """;
}

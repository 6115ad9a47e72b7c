using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MisspelledCredentialHeaderTests
{
    [Theory]
    [InlineData("""{ {|GRPCAUTH4005:"Authentication"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"Authorisation"|}, "Bearer " + token }""")]
    [InlineData("""{ {|GRPCAUTH4005:"Auhtorization"|}, "Basic " + token }""")]
    [InlineData("""{ {|GRPCAUTH4005:"authorizaton"|}, string.Format("Bearer {0}", token) }""")]
    [InlineData("""{ {|GRPCAUTH4005:"autorization"|}, Header(token) }""")]
    [InlineData("""{ {|GRPCAUTH4005:"authorizations"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"Bearer"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:Names.Header|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"authorzaton"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"auhtorizatoin"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"authoriizattion"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"aothorisation"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"authroizatiom"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"auuhtorization"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"bearer"|}, $"Bearer {(id.Length > 3 ? token : "")}" }""")]
    [InlineData("""{ {|GRPCAUTH4003:{|GRPCAUTH4005:"Authentication "|}|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4005:"AUTHORIZATIOM"|}, $"Bearer {token}" }""")]
    [InlineData("""{ {|GRPCAUTH4003:"authentication"|}, System.Text.Encoding.UTF8.GetBytes($"Bearer {token}") }""")]
    [InlineData("""{ "x-tenant", id }, { {|GRPCAUTH4005:"Authentication"|}, $"Bearer {token}" }""")]
    [InlineData("""new Metadata.Entry({|GRPCAUTH4005:"Authentication"|}, $"ApiKey {token}")""")]
    public Task A_credential_under_another_name(string entry) => Verify.Reports($$"""
        public static class Names
        {
            public const string Header = "Authentication";
        }

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string token) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata { {{entry}} });

            private static string Header(string token) => "Bearer " + token;
        }
        """);

    [Fact]
    public Task The_only_report_of_a_call_over_a_bare_channel() => Verify.Reports("""
        public sealed class OrderDesk(Session session)
        {
            private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public async Task<Order> GetAsync(string id)
            {
                var token = await session.GetTokenAsync();
                return await _orders.GetOrderAsync(new OrderRequest { Id = id }, new Metadata { { {|GRPCAUTH4005:"authorisation"|}, "Bearer " + token } });
            }
        }

        public sealed class Session(Func<Task<string>> read)
        {
            private string _token = "";

            public async Task<string> GetTokenAsync()
            {
                if (DateTime.UtcNow.Hour > 2)
                    _token = await read();

                return _token;
            }
        }
        """);

    [Fact]
    public Task A_constant_credential() => Verify.Reports(
        """
        public static class Headers
        {
            public static Metadata Of() => new() { { {|GRPCAUTH4005:"Authentication"|}, "Bearer 8f2k1q0z" } };
        }
        """,
        new Setup { GlobalConfig = "dotnet_diagnostic.GRPCAUTH2001.severity = none" });

    [Theory]
    [InlineData("")]
    [InlineData("request.Headers.Date = DateTimeOffset.UtcNow;")]
    [InlineData("request.Headers.Add(\"x-tenant\", request.Method.Method);")]
    public Task A_header_that_a_handler_sets(string other) => Verify.Reports($$"""
        public sealed class TokenHandler(Func<string> source) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                {{other}}
                request.Headers.Add({|GRPCAUTH4005:"Authentication"|}, $"Bearer {source()}");
                return base.SendAsync(request, cancellationToken);
            }
        }
        """);

    [Fact]
    public Task In_a_helper_of_several_calls() => Verify.Reports("""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string token) => orders.GetOrder(new OrderRequest { Id = id }, Headers(token));

            public AsyncUnaryCall<Order> Ask(string id, string token) => orders.GetOrderAsync(new OrderRequest { Id = id }, Headers(token));

            private static Metadata Headers(string token) => new() { { {|GRPCAUTH4005:"Authentication"|}, $"Bearer {token}" } };
        }
        """);

    [Theory]
    [InlineData("context.RequestHeaders.GetValue(\"x-tenant\")")]
    [InlineData("names[\"authentication\"] = token")]
    [InlineData("names[Header] = token")]
    [InlineData("Header.ToUpperInvariant()")]
    [InlineData("lengths.Contains(Header.Length).ToString()")]
    [InlineData("string.Concat(\"authentication\", token)")]
    [InlineData("names.Remove(\"authentication\").ToString()")]
    public Task A_name_that_no_code_looks_for(string other) => Verify.Reports($$"""
        public sealed class Protocol
        {
            public const string Header = "authentication";

            public string? Authorization { get; set; }

            public Metadata Headers(string token)
            {
                Authorization = token;
                return new() { { {|GRPCAUTH4005:Header|}, $"Bearer {token}" } };
            }

            public string? Other(ServerCallContext context, Dictionary<string, string> names, List<int> lengths, string token) =>
                names.Count > 3 && context.Peer == token && lengths.Count > 3 ? {{other}} : null;
        }
        """, message: "'authentication' is not 'authorization'; the server finds no credential and answers Unauthenticated");
}

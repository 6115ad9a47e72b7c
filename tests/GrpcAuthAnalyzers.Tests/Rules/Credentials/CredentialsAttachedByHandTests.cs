using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CredentialsAttachedByHandTests
{
    private const string Tokens = """
        public interface ITokens { string Token { get; } Task<string> GetAsync(CancellationToken cancellation); }

        """;

    [Fact]
    public Task The_same_header_at_each_call_of_an_injected_client() => Verify.Reports(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public async Task<Order> Get(CancellationToken stop)
            {
                var token = await tokens.GetAsync(stop);
                return await {|GRPCAUTH1004:orders.GetOrderAsync|}(new OrderRequest(), new Metadata { { "authorization", $"Bearer {token}" } });
            }

            public async Task<object> List(CancellationToken cancellation)
            {
                var headers = new Metadata();
                headers.Add("Authorization", "Bearer " + await tokens.GetAsync(cancellation).ConfigureAwait(false));
                return {|#0:orders.ListOrders|}(new OrderRequest(), new CallOptions(headers, cancellationToken: cancellation));
            }
        }
        """,
        message: "'authorization' is added by hand to 2 calls on 'orders'; a call written without it fails with Unauthenticated",
        severity: DiagnosticSeverity.Info);

    [Fact]
    public Task A_helper_is_called_by_hand_at_each_call() => Verify.Reports(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => {|GRPCAUTH1004:orders.GetOrder|}(new OrderRequest(), Headers());

            public object List() => {|#0:orders.ListOrders|}(new OrderRequest(), Headers());

            private Metadata Headers() => new() { { "x-api-key", tokens.Token } };
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task A_client_that_is_made_here_and_two_headers() => Verify.Reports("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("http://localhost:5000"));
        {|GRPCAUTH1004:{|GRPCAUTH1004:client.GetOrder|}|}(new OrderRequest(), new Metadata { { "authorization", Token() }, { "x-api-key", Token() } });
        client.TrackOrders(new Metadata { { "x-api-key", Token() }, { "authorization", Token() }, { "x-request-id", "1" } });

        static string Token() => Environment.GetEnvironmentVariable("TOKEN") ?? throw new InvalidOperationException();
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task The_first_call_is_that_of_the_first_document() => Verify.Reports("""
        public sealed partial class Desk
        {
            public Order Get() => {|#0:_orders.GetOrder|}(new OrderRequest(), new Metadata { { "authorization", _tokens.Token } });
        }
        """, Setup.Usual with
    {
        Documents =
            [
                ("A.cs", Tokens + """
                    public sealed partial class Desk(Orders.OrdersClient orders, ITokens tokens)
                    {
                        private readonly Orders.OrdersClient _orders = orders;
                        private readonly ITokens _tokens = tokens;

                        public Order First() => {|GRPCAUTH1004:_orders.GetOrder|}(new OrderRequest(), new Metadata { { "authorization", _tokens.Token } });
                    }
                    """),
            ],
    }, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Strict_does_not_make_it_an_error() => Verify.Reports(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => {|GRPCAUTH1004:orders.GetOrder|}(new OrderRequest(), Headers);

            public object List() => orders.ListOrders(new OrderRequest(), Headers);

            private Metadata Headers => new() { { "authorization", tokens.Token } };
        }
        """, Setup.Usual with { GlobalConfig = "build_property.GrpcAuthAnalysisMode = Strict" }, severity: DiagnosticSeverity.Info);
}

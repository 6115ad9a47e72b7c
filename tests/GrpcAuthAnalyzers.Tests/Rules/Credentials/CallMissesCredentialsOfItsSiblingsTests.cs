using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CallMissesCredentialsOfItsSiblingsTests
{
    private const string Tokens = """
        public interface ITokens { string Token { get; } }

        """;

    [Fact]
    public Task One_call_of_an_injected_client_without_the_header_of_the_others() => Verify.Reports(Tokens + """
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            private readonly ITokens _tokens;

            public Desk(Orders.OrdersClient orders, ITokens tokens)
            {
                _orders = orders;
                _tokens = tokens;
            }

            public Order Get() => {|#0:{|GRPCAUTH1004:_orders.GetOrder|}|}(new OrderRequest(), Headers());

            public object List() => _orders.ListOrders(new OrderRequest(), new CallOptions(Headers(), DateTime.UtcNow.AddSeconds(5)));

            public object Upload() => _orders.UploadOrders(Headers());

            public object Track() => {|GRPCAUTH1003:_orders.TrackOrders|}();

            private Metadata Headers() => new() { { "authorization", $"Bearer {_tokens.Token}" } };
        }
        """, message: "This call passes no credential, although 3 other calls on '_orders' pass 'authorization'");

    [Theory]
    [InlineData("{|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest())")]
    [InlineData("{|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest(), null, DateTime.UtcNow)")]
    [InlineData("{|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest(), new Metadata { { \"x-request-id\", \"1\" } })")]
    [InlineData("{|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest(), cancellationToken: default)")]
    [InlineData("{|GRPCAUTH1003:orders!.ListOrders|}(new OrderRequest())")]
    [InlineData("orders?{|GRPCAUTH1003:.ListOrders|}(new OrderRequest())")]
    [InlineData("{|GRPCAUTH1003:(orders).ListOrders|}(new OrderRequest())")]
    [InlineData("{|GRPCAUTH1003:orders.ListOrders|}(options: new CallOptions(deadline: DateTime.UtcNow), request: new OrderRequest())")]
    [InlineData("new Func<object>(() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest()))")]
    public Task A_tie_is_reported_in_every_form_of_the_call(string call) => Verify.Reports(Tokens + $$"""
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "x-api-key", tokens.Token } });

            public object? List() => {{call}};
        }
        """, message: "This call passes no credential, although 1 other call on 'orders' passes 'x-api-key'");

    [Fact]
    public Task Calls_of_all_parts_and_of_nested_types_count() => Verify.Reports("""
        public sealed partial class Desk
        {
            private readonly Orders.OrdersClient _orders;

            public Desk(Orders.OrdersClient orders) => _orders = orders;

            public object List() => {|GRPCAUTH1003:_orders.ListOrders|}(new OrderRequest());

            private sealed class Nested(Desk desk)
            {
                public object Track() => {|GRPCAUTH1003:desk._orders.TrackOrders|}();
            }
        }
        """, Setup.Usual with
    {
        Documents =
            [
                ("Desk.Calls.cs", Tokens + """
                    public sealed partial class Desk
                    {
                        public Order Get(ITokens tokens) => {|#0:_orders.GetOrder|}(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });

                        public Order Again(ITokens tokens) => this._orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });
                    }
                    """),
            ],
    });

    [Fact]
    public Task A_parameter_a_local_and_a_property() => Verify.Reports(Tokens + """
        public abstract class Base
        {
            protected abstract Orders.OrdersClient Client { get; }
        }

        public sealed class Desk(IServiceProvider services, ITokens tokens) : Base
        {
            protected override Orders.OrdersClient Client => (Orders.OrdersClient)services.GetService(typeof(Orders.OrdersClient))!;

            public void Property()
            {
                Client.GetOrder(new OrderRequest(), Headers);
                {|GRPCAUTH1003:Client.GetOrder|}(new OrderRequest());
            }

            public void Local()
            {
                var client = (Orders.OrdersClient)services.GetService(typeof(Orders.OrdersClient))!;
                client.GetOrder(new OrderRequest(), Headers);
                Task.Run(() => {|GRPCAUTH1003:client.GetOrder|}(new OrderRequest()));
            }

            public void Parameter(Orders.OrdersClient client)
            {
                {|GRPCAUTH1003:client.GetOrder|}(new OrderRequest());
                client.GetOrder(new OrderRequest(), Headers);
            }

            private Metadata Headers => new() { { "authorization", tokens.Token } };
        }
        """);

    [Fact]
    public Task Call_credentials_in_the_options_and_headers_assembled_conditionally_count() => Verify.Reports(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, CallCredentials credentials, ITokens? tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new CallOptions(credentials: CallCredentials.Compose(credentials, credentials)));

            public Order First()
            {
                var headers = new Metadata();
                if (tokens is not null)
                    headers.Add("authorization", tokens.Token);
                return orders.GetOrder(new OrderRequest(), headers);
            }

            public object List() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest());
        }
        """, message: "This call passes no credential, although 1 other call on 'orders' passes call credentials");

    [Theory]
    [InlineData("new CallOptions(Headers()).WithDeadline(DateTime.UtcNow)", "'authorization'")]
    [InlineData("new CallOptions(Headers(), credentials: given).WithCredentials(null)", "'authorization'")]
    [InlineData("new CallOptions(Headers()).WithCredentials(given)", "call credentials")]
    [InlineData("new CallOptions(credentials: given).WithHeaders(new Metadata())", "call credentials")]
    [InlineData("new CallOptions(new Metadata { { \"x-api-key\", tokens.Token } }).WithHeaders(Headers())", "'authorization'")]
    public Task Options_are_named_by_what_they_hold_at_the_end(string options, string credential) => Verify.Reports(Tokens + $$"""
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get()
            {
                var given = CallCredentials.FromInterceptor((_, _) => System.Threading.Tasks.Task.CompletedTask);
                return orders.GetOrder(new OrderRequest(), {{options}});
            }

            public object List() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest());

            private Metadata Headers() => new() { { "authorization", $"Bearer {tokens.Token}" } };
        }
        """, message: $"This call passes no credential, although 1 other call on 'orders' passes {credential}");

    [Fact]
    public Task A_code_first_client() => Verify.Reports(Tokens + """
        public sealed class Stock(Acme.Inventory.IInventory inventory, ITokens tokens)
        {
            public async Task Run()
            {
                await inventory.GetStockAsync(new Acme.Inventory.StockRequest(), new CallOptions(new Metadata { { "authorization", tokens.Token } }));
                await {|GRPCAUTH1003:inventory.GetStockAsync|}(new Acme.Inventory.StockRequest());
            }
        }
        """);

    [Fact]
    public Task A_registration_without_credentials_does_not_help_the_call() => Verify.Reports(Tokens + """
        public static class Startup
        {
            public static void Configure(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
                Microsoft.Extensions.DependencyInjection.GrpcClientServiceExtensions.AddGrpcClient<Orders.OrdersClient>(services);
        }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });

            public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new OrderRequest());
        }
        """);

    [Fact]
    public Task In_a_test_project_it_is_information() => Verify.Reports(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });

            public object List() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest());
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Generated_clients_in_the_same_project() => Verify.Reports(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });

            public object List() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest());
        }
        """, Setup.Usual with { GeneratedContracts = true });

    [Fact]
    public Task Old_language() => Verify.Reports("""
        using System;
        using Acme.Orders;
        using Grpc.Core;

        public class Desk
        {
            private Orders.OrdersClient _orders;

            public Desk(Orders.OrdersClient orders) { _orders = orders; }

            public Order Get(string token) { return _orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } }); }

            public Order Last() { return {|GRPCAUTH1003:_orders.GetOrder|}(new OrderRequest()); }
        }
        """, Setup.Usual with { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable });
}

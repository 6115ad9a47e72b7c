using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Code that looks like GRPCAUTH1003 and is right, or cannot be known.</summary>
public sealed class CallMissesCredentialsOfItsSiblingsSilentTests
{
    private const string Tokens = """
        public interface ITokens { string Token { get; } Task<Metadata> HeadersAsync(); CallOptions Options(); }

        """;

    [Fact]
    public Task The_public_calls_are_the_rule() => Verify.Silent(Tokens + """
        public sealed class Catalog(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest());

            public object List() => orders.ListOrders(new OrderRequest());

            public object Upload() => orders.UploadOrders(new Metadata { { "authorization", "Bearer " + tokens.Token } });
        }
        """);

    [Theory]
    [InlineData("tokens.Token is { Length: > 0 } token ? orders.GetOrderAsync(request, new Metadata { { \"x-api-key\", token } }) : orders.GetOrderAsync(request)")]
    [InlineData("tokens.Token switch { null => orders.GetOrderAsync(request), var token => orders.GetOrderAsync(request, new Metadata { { \"authorization\", token } }) }")]
    public Task Authentication_that_is_optional(string call) => Verify.Silent(Tokens + $$"""
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public async Task<Order> Get(OrderRequest request) => await ({{call}});
        }
        """);

    [Fact]
    public Task A_token_that_is_sent_only_where_it_is_asked_for() => Verify.Silent(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public async Task<Order> Get(OrderRequest request)
            {
                try
                {
                    return await orders.GetOrderAsync(request);
                }
                catch (RpcException e) when (e.StatusCode == StatusCode.Unauthenticated)
                {
                    return await orders.GetOrderAsync(request, new Metadata { { "authorization", "Bearer " + tokens.Token } });
                }
            }
        }
        """);

    [Fact]
    public Task A_subclass_of_the_generated_client_may_add_the_credential() => Verify.Silent(Tokens + """
        public sealed class SignedOrders(CallInvoker invoker, ITokens tokens) : Orders.OrdersClient(invoker)
        {
            public override AsyncUnaryCall<Order> GetOrderAsync(OrderRequest request, CallOptions options) =>
                base.GetOrderAsync(request, options.WithHeaders(new Metadata { { "authorization", "Bearer " + tokens.Token } }));
        }

        public sealed class Desk(SignedOrders orders, ITokens tokens)
        {
            public async Task<Order> Get() => await orders.GetOrderAsync(new OrderRequest());

            public async Task<Order> GetAs() => await orders.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } });
        }
        """);

    [Fact]
    public Task A_login_among_calls_with_a_token() => Verify.Silent(Tokens + """
        public sealed class Session(Accounts.AccountsClient accounts, ITokens tokens)
        {
            public LoginReply Login() => accounts.Login(new LoginRequest());

            public LoginReply Get() => accounts.GetAccount(new LoginRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } });
        }
        """);

    [Fact]
    public Task A_method_that_the_options_name_as_anonymous() => Verify.Silent(Tokens + """
        public sealed class Catalog(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest());

            public object List() => orders.ListOrders(new OrderRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } });
        }
        """, Setup.Usual with { EditorConfig = "grpc_auth.anonymous_methods = Orders/GetOrder" });

    [Theory]
    [InlineData("await tokens.HeadersAsync()")]
    [InlineData("tokens.Options()")]
    [InlineData("given")]
    public Task Headers_of_the_siblings_that_cannot_be_seen(string headers) => Verify.Silent(Tokens + $$"""
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest());

            public async Task<object> List(Metadata given)
            {
                await Task.Yield();
                return orders.ListOrders(new OrderRequest(), {{headers}});
            }
        }
        """);

    [Theory]
    [InlineData("var source = new Metadata { { \"authorization\", tokens.Token } }; var headers = new Metadata(); foreach (var entry in source) headers.Add(entry);")]
    [InlineData("Metadata headers = [new Metadata.Entry(\"authorization\", tokens.Token)];")]
    public Task A_credential_of_the_siblings_that_is_there_and_has_no_name(string headers) => Verify.Silent(Tokens + $$"""
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest());

            public object List()
            {
                {{headers}}
                return orders.ListOrders(new OrderRequest(), headers);
            }
        }
        """);

    [Theory]
    [InlineData("await tokens.HeadersAsync()")]
    [InlineData("tokens.Options()")]
    [InlineData("given")]
    [InlineData("tokens.Token.Length > 0 ? new Metadata { { \"authorization\", tokens.Token } } : null")]
    [InlineData("headers: null")]
    [InlineData("new Metadata { { \"cookie\", tokens.Token } }")]
    public Task A_call_whose_own_headers_may_hold_a_credential_or_say_that_there_is_none(string headers) => Verify.Silent(Tokens + $$"""
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } });

            public async Task<object> List(Metadata given)
            {
                await Task.Yield();
                return orders.ListOrders(new OrderRequest(), {{headers}});
            }
        }
        """);

    [Fact]
    public Task Siblings_with_headers_that_are_no_credential() => Verify.Silent("""
        public sealed class Desk(Orders.OrdersClient orders)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "x-request-id", "1" }, { "page-token", "2" } });

            public object List() => orders.ListOrders(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData(".AddCallCredentials((_, metadata) => Task.CompletedTask)")]
    [InlineData(".AddAuthToken()")]
    public Task A_registration_that_authenticates_or_may_do_so(string chain) => Verify.Silent(Tokens + $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Configure(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")){{chain}};

            private static IHttpClientBuilder AddAuthToken(this IHttpClientBuilder builder) => Unseen(builder);

            public static Func<IHttpClientBuilder, IHttpClientBuilder> Unseen { get; set; } = b => b;
        }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });

            public object List() => orders.ListOrders(new OrderRequest());
        }
        """.Replace("using Microsoft.Extensions.DependencyInjection;", ""), Setup.Usual with { Documents = [("Usings.cs", "global using Microsoft.Extensions.DependencyInjection;")] });

    [Fact]
    public Task A_client_that_this_compilation_makes_over_a_channel_with_credentials() => Verify.Silent(Tokens + """
        public static class Clients
        {
            public static Desk Create(CallCredentials credentials, ITokens tokens) => new(new Orders.OrdersClient(GrpcChannel.ForAddress(
                "https://orders.example.com", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials) })), tokens);
        }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });

            public object List() => orders.ListOrders(new OrderRequest());
        }
        """);

    [Fact]
    public Task Another_variable_of_the_same_client_type() => Verify.Silent(Tokens + """
        public sealed class Desk(Orders.OrdersClient publicOrders, Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } });

            public object List() => publicOrders.ListOrders(new OrderRequest());
        }
        """);

    [Fact]
    public Task Another_object_of_the_same_type() => Verify.Silent(Tokens + """
        public sealed class Endpoint(Orders.OrdersClient client, ITokens tokens)
        {
            private readonly Orders.OrdersClient _client = client;

            public Order Get(Endpoint open)
            {
                _client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } });
                return open._client.GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task A_local_that_holds_one_client_after_another() => Verify.Silent(Tokens + """
        public sealed class Desk(Func<string, Orders.OrdersClient> clients, ITokens tokens)
        {
            public void Run()
            {
                var client = clients("open");
                client.GetOrder(new OrderRequest());
                client = clients("closed");
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } });
            }
        }
        """);

    [Fact]
    public Task Two_lambdas_with_a_parameter_of_the_same_name() => Verify.Silent(Tokens + """
        public sealed class Desk(ITokens tokens)
        {
            private static T With<T>(Func<Orders.OrdersClient, T> call) => throw new NotImplementedException();

            public object Get() => With(c => c.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } }));

            public object List() => With(c => c.ListOrders(new OrderRequest()));
        }
        """);

    [Fact]
    public Task An_invoker_serves_many_services() => Verify.Silent(Tokens + """
        public sealed class Raw(CallInvoker invoker, Method<OrderRequest, Order> method, ITokens tokens)
        {
            public Order Get() => invoker.BlockingUnaryCall(method, null, new CallOptions(new Metadata { { "authorization", "Bearer " + tokens.Token } }), new OrderRequest());

            public Order Open() => invoker.BlockingUnaryCall(method, null, default, new OrderRequest());
        }
        """);

    [Fact]
    public Task A_helper_through_which_the_other_calls_pass_their_headers() => Verify.Silent(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => Call(new OrderRequest { Id = "1" }, Headers());

            public Order Last() => Call(new OrderRequest());

            public Order First() => Call(new OrderRequest { Id = "0" }, Headers());

            private Order Call(OrderRequest request, Metadata? headers = null) => orders.GetOrder(request, headers);

            private Metadata Headers() => new() { { "authorization", "Bearer " + tokens.Token } };
        }
        """);

    [Fact]
    public Task Members_of_other_objects_and_results_of_methods_are_no_one_client() => Verify.Silent(Tokens + """
        public sealed class Clients(Orders.OrdersClient orders)
        {
            public Orders.OrdersClient Orders { get; } = orders;

            public Orders.OrdersClient Get() => Orders;
        }

        public sealed class Desk(Clients clients, ITokens tokens)
        {
            public void Run()
            {
                clients.Orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + tokens.Token } });
                clients.Orders.ListOrders(new OrderRequest());
                clients.Get().ListOrders(new OrderRequest());
            }
        }
        """);
}

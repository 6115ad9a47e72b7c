using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CredentialsAttachedByHandFixTests
{
    private const string Tokens = """
        public interface ITokens { string Token { get; } Task<string> GetAsync(CancellationToken cancellation); }


        """;

    [Fact]
    public Task Over_http_an_interceptor_writes_the_header_to_a_copy() => Verify.Fixes(Tokens + """
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            private readonly ITokens _tokens;

            public Desk(ITokens tokens)
            {
                _tokens = tokens;
                _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("http://localhost:5000"));
            }

            public Order Get() => {|GRPCAUTH1004:_orders.GetOrder|}(new OrderRequest(), Headers());

            public object List(DateTime deadline) => _orders.ListOrders(new OrderRequest(), Headers(), deadline);

            private Metadata Headers() => new() { { "authorization", $"Bearer {_tokens.Token}" } };
        }
        """, """
        using Grpc.Core.Interceptors;

        public interface ITokens { string Token { get; } Task<string> GetAsync(CancellationToken cancellation); }

        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            private readonly ITokens _tokens;

            public Desk(ITokens tokens)
            {
                _tokens = tokens;
                _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("http://localhost:5000").Intercept(metadata =>
                {
                    var headers = new Metadata();
                    foreach (var entry in metadata)
                        headers.Add(entry);
                    headers.Add("authorization", $"Bearer {_tokens.Token}");
                    return headers;
                }));
            }

            public Order Get() => _orders.GetOrder(new OrderRequest());

            public object List(DateTime deadline) => _orders.ListOrders(new OrderRequest(), null, deadline);

        }
        """);

    [Fact]
    public Task Over_https_the_channel_gets_call_credentials_and_other_headers_stay() => Verify.Fixes(Tokens + """
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            private readonly ITokens _tokens;

            public Desk(ITokens tokens)
            {
                _tokens = tokens;
                _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
            }

            public async Task<Order> Get(CancellationToken stop) =>
                await {|GRPCAUTH1004:_orders.GetOrderAsync|}(new OrderRequest(), new Metadata { { "authorization", $"Bearer {await _tokens.GetAsync(stop)}" } }, cancellationToken: stop);

            public async Task<Order> Last(CancellationToken stop)
            {
                var headers = new Metadata
                {
                    { "authorization", $"Bearer {await _tokens.GetAsync(stop)}" },
                    { "x-request-id", "1" },
                };
                return await _orders.GetOrderAsync(new OrderRequest(), headers, cancellationToken: stop);
            }
        }
        """, Tokens + """
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            private readonly ITokens _tokens;

            public Desk(ITokens tokens)
            {
                _tokens = tokens;
                _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await _tokens.GetAsync(context.CancellationToken)}"))),
                }));
            }

            public async Task<Order> Get(CancellationToken stop) =>
                await _orders.GetOrderAsync(new OrderRequest(), cancellationToken: stop);

            public async Task<Order> Last(CancellationToken stop)
            {
                var headers = new Metadata
                {
                    { "x-request-id", "1" },
                };
                return await _orders.GetOrderAsync(new OrderRequest(), headers, cancellationToken: stop);
            }
        }
        """);

    [Theory]
    [InlineData("bearer")]
    [InlineData("SSWS")]
    [InlineData("Api-Key")]
    [InlineData("AWS4-HMAC")]
    public Task A_scheme_of_any_word_stays_as_it_is_written(string scheme) => Verify.Fixes(Tokens + $$$"""
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            private readonly ITokens _tokens;

            public Desk(ITokens tokens)
            {
                _tokens = tokens;
                _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
            }

            public async Task<Order> Get(CancellationToken stop) =>
                await {|GRPCAUTH1004:_orders.GetOrderAsync|}(new OrderRequest(), new Metadata { { "authorization", $"{{{scheme}}} {await _tokens.GetAsync(stop)}" } }, cancellationToken: stop);

            public async Task<Order> Last(CancellationToken stop) =>
                await _orders.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", $"{{{scheme}}} {await _tokens.GetAsync(stop)}" } }, cancellationToken: stop);
        }
        """, Tokens + $$$"""
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _orders;
            private readonly ITokens _tokens;

            public Desk(ITokens tokens)
            {
                _tokens = tokens;
                _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"{{{scheme}}} {await _tokens.GetAsync(context.CancellationToken)}"))),
                }));
            }

            public async Task<Order> Get(CancellationToken stop) =>
                await _orders.GetOrderAsync(new OrderRequest(), cancellationToken: stop);

            public async Task<Order> Last(CancellationToken stop) =>
                await _orders.GetOrderAsync(new OrderRequest(), cancellationToken: stop);
        }
        """);

    [Fact]
    public Task An_injected_client_is_made_by_code_that_is_not_here() => Verify.NotFixable(Tokens + """
        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => {|GRPCAUTH1004:orders.GetOrder|}(new OrderRequest(), Headers());

            public object List() => orders.ListOrders(new OrderRequest(), Headers());

            private Metadata Headers() => new() { { "authorization", $"Bearer {tokens.Token}" } };
        }
        """);

    [Theory]
    [InlineData("http://localhost:5000", "$\"Bearer {await _tokens.GetAsync(default)}\"", "")]
    [InlineData("https://orders.example.com", "$\"Bearer {_secret}\"", "")]
    [InlineData("https://orders.example.com", "_tokens.Token", "public Order Open() => _orders.GetOrder(new OrderRequest(), Unseen());")]
    [InlineData("https://orders.example.com", "_tokens.Token", "public object Client => _orders;")]
    [InlineData("https://orders.example.com", "_tokens.Token", "public void Use(Orders.OrdersClient other) => _orders = other;")]
    public Task Nothing_is_offered_where_anything_is_uncertain(string address, string value, string more) => Verify.NotFixable(Tokens + $$"""
        public sealed class Desk
        {
            private Orders.OrdersClient _orders;
            private readonly ITokens _tokens;
            private readonly string _secret;

            public Desk(ITokens tokens, string secret)
            {
                _tokens = tokens;
                _secret = secret;
                _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("{{address}}"));
            }

            public static Func<Metadata> Unseen { get; set; } = () => new Metadata();

            public async Task<Order> Get()
            {
                await Task.Yield();
                return {|GRPCAUTH1004:_orders.GetOrder|}(new OrderRequest(), new Metadata { { "authorization", {{value}} } });
            }

            public async Task<Order> Last()
            {
                await Task.Yield();
                return _orders.GetOrder(new OrderRequest { Id = _secret }, new Metadata { { "authorization", {{value}} } });
            }

            {{more}}
        }
        """);

    [Fact]
    public async Task The_contract_holds() => Assert.Contains(".Intercept(", await FixPromise.HoldsAsync(Tokens + """
        public sealed class Desk(GrpcChannel channel, ITokens tokens)
        {
            private readonly Orders.OrdersClient _orders = new(channel);

            public Order Get() => _orders.GetOrder(new OrderRequest(), new Metadata { { "x-api-key", tokens.Token } });

            public object List() => _orders.ListOrders(new OrderRequest(), new CallOptions(Headers));

            public object Upload() => _orders.UploadOrders(Headers);

            private Metadata Headers => new() { { "x-api-key", tokens.Token } };
        }
        """), StringComparison.Ordinal);
}

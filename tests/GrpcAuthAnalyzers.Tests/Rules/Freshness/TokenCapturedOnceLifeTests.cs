using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002 and how long the channel or client lives that is made with the token.</summary>
public sealed class TokenCapturedOnceLifeTests
{
    private const string Interceptor = $$"""
        public sealed record Node(string Address, string Token);

        public sealed class Auth(string token) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }
        """;

    [Theory]
    [InlineData("public async Task<Order> GetAsync(string token) { using var channel = factory.Create(token); return await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest()); }")]
    [InlineData("public Order Get(string token) { var channel = factory.Create(token); try { return new Orders.OrdersClient(channel).GetOrder(new OrderRequest()); } finally { channel.Dispose(); } }")]
    [InlineData("public async Task<Order> GetAsync(string token) { using (var channel = factory.Create(token)) { var orders = new Orders.OrdersClient(channel); return await orders.GetOrderAsync(new OrderRequest()); } }")]
    [InlineData("private GrpcChannel Open(string token) => factory.Create(token); public Order Get(string token) { using var channel = Open(token); return new Orders.OrdersClient(channel).GetOrder(new OrderRequest()); }")]
    [InlineData("")]
    public Task A_factory_behind_an_interface_whose_channel_is_used_once(string caller) => Verify.Silent(Factory(caller, "token"));

    [Theory]
    [InlineData("private readonly GrpcChannel _channel = factory.Create(Environment.MachineName); public Order Get() => new Orders.OrdersClient(_channel).GetOrder(new OrderRequest());")]
    [InlineData("private GrpcChannel? _channel; public Order Get(string token) => new Orders.OrdersClient(_channel ??= factory.Create(token)).GetOrder(new OrderRequest());")]
    [InlineData("private readonly Dictionary<string, GrpcChannel> _channels = new(); public Order Get(string token) { if (!_channels.TryGetValue(\"orders\", out var channel)) _channels[\"orders\"] = channel = factory.Create(token); return new Orders.OrdersClient(channel).GetOrder(new OrderRequest()); }")]
    [InlineData("private static Orders.OrdersClient? s_orders; public void Start(string token) { var channel = factory.Create(token); s_orders = new Orders.OrdersClient(channel); } public Order Get() => s_orders!.GetOrder(new OrderRequest());")]
    public Task A_factory_behind_an_interface_whose_channel_is_kept(string caller) => Verify.Reports(Factory(caller, "{|GRPCAUTH3002:token|}"));

    [Theory]
    [InlineData("public static GrpcChannel Create(string token) => GrpcChannel.ForAddress(\"https://orders.example.com\", Options(token));")]
    [InlineData("public static GrpcChannel Create(string token) { var channel = GrpcChannel.ForAddress(\"https://orders.example.com\", Options(token)); return channel; }")]
    [InlineData("public static Orders.OrdersClient Create(string token) => new(GrpcChannel.ForAddress(\"https://orders.example.com\", Options(token)));")]
    [InlineData("public static Task<GrpcChannel> CreateAsync(string token) => Task.FromResult(GrpcChannel.ForAddress(\"https://orders.example.com\", Options(token)));")]
    [InlineData("public static async Task<GrpcChannel> CreateAsync(string token) { var channel = GrpcChannel.ForAddress(\"https://orders.example.com\", Options(token)); await channel.ConnectAsync(); return channel; }")]
    public Task A_factory_for_callers_that_are_not_seen(string factory) => Verify.Silent($$"""
        public static class Channels
        {
            {{factory}}

            private static GrpcChannelOptions Options(string token) => new()
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", $"Bearer {token}");
                    return Task.CompletedTask;
                })),
            };
        }
        """);

    [Theory]
    [InlineData("private Orders.OrdersClient For(Node node) => new(channel.Intercept(new Auth(node.Token))); public Task<Order> GetAsync(Node node) => For(node).GetOrderAsync(new OrderRequest()).ResponseAsync;")]
    [InlineData("public async Task<Order> GetAsync(Node node) { var invoker = channel.Intercept(new Auth(node.Token)); var orders = new Orders.OrdersClient(invoker); return await orders.GetOrderAsync(new OrderRequest()); }")]
    [InlineData("public Orders.OrdersClient For(Node node) => new(channel.Intercept(new Auth(node.Token)));")]
    [InlineData("public CallInvoker For(Node node) { var auth = new Auth(node.Token); return channel.Intercept(auth); }")]
    [InlineData("public async Task<T> WithAsync<T>(Node node, Func<Orders.OrdersClient, Task<T>> use) { var orders = new Orders.OrdersClient(channel.Intercept(new Auth(node.Token))); return await use(orders); }")]
    [InlineData("private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new(); public Order Get(Node node) { var shared = _channels.GetOrAdd(node.Address, a => GrpcChannel.ForAddress(a)); return new Orders.OrdersClient(shared.Intercept(new Auth(node.Token))).GetOrder(new OrderRequest()); }")]
    [InlineData("public async Task VisitAsync(IEnumerable<Node> nodes) { foreach (var node in nodes) { var orders = new Orders.OrdersClient(channel.Intercept(new Auth(node.Token))); await orders.GetOrderAsync(new OrderRequest()); } }")]
    public Task An_interceptor_that_is_made_for_each_use(string member) => Verify.Silent(Nodes(member, Interceptor));

    [Theory]
    [InlineData("private readonly ConcurrentDictionary<string, Orders.OrdersClient> _clients = new(); private Orders.OrdersClient For(Node node) => _clients.GetOrAdd(node.Address, _ => new Orders.OrdersClient(channel.Intercept(new Auth(node.Token)))); public Order Get(Node node) => For(node).GetOrder(new OrderRequest());")]
    [InlineData("private readonly Dictionary<string, Orders.OrdersClient> _clients = new(); public Order Get(Node node) { if (!_clients.TryGetValue(node.Address, out var orders)) { orders = new Orders.OrdersClient(channel.Intercept(new Auth(node.Token))); _clients.Add(node.Address, orders); } return orders.GetOrder(new OrderRequest()); }")]
    [InlineData("private readonly Dictionary<string, CallInvoker> _invokers = new(); private CallInvoker Make(Node node) => channel.Intercept(new Auth(node.Token)); public Order Get(Node node) { if (!_invokers.ContainsKey(node.Address)) _invokers[node.Address] = Make(node); return new Orders.OrdersClient(_invokers[node.Address]).GetOrder(new OrderRequest()); }")]
    [InlineData("private Orders.OrdersClient? _orders; private Orders.OrdersClient Make(Node node) => new(channel.Intercept(new Auth(node.Token))); public Order Get(Node node) => (_orders ??= Make(node)).GetOrder(new OrderRequest());")]
    public Task An_interceptor_of_a_client_that_is_kept(string member) =>
        Verify.Reports(Nodes(member, Interceptor.Replace("\"Bearer \" + token", "\"Bearer \" + {|GRPCAUTH3002:token|}", System.StringComparison.Ordinal)));

    private static string Nodes(string member, string interceptor) => $$"""
        using System.Collections.Concurrent;
        using Grpc.Core.Interceptors;

        public sealed class Cluster(ChannelBase channel)
        {
            {{member}}
        }

        {{interceptor}}
        """;

    private static string Factory(string caller, string token) => $$"""
        public interface IChannelFactory
        {
            GrpcChannel Create(string token);
        }

        public sealed class ChannelFactory : IChannelFactory
        {
            public GrpcChannel Create(string token) => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + {{token}});
                    return Task.CompletedTask;
                })),
            });
        }

        public sealed class Desk(IChannelFactory factory)
        {
            {{caller}}
        }
        """;
}

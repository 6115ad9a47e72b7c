using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1001: ways that a client comes to its call, all of them seen to add nothing.</summary>
public sealed class ClientOriginTests
{
    private const string Bare = """GrpcChannel.ForAddress("https://orders.example.com")""";

    [Theory]
    [InlineData("public OrderDesk(GrpcChannel channel) : base(channel) { }", "new OrderDesk(" + Bare + ")")]
    [InlineData("public OrderDesk(CallInvoker invoker) : base(invoker) { }", "new OrderDesk(" + Bare + ".CreateCallInvoker())")]
    [InlineData("public OrderDesk(string host) : this(GrpcChannel.ForAddress(\"https://\" + host)) { } private OrderDesk(ChannelBase channel) : base(channel) { }", "new OrderDesk(\"orders.example.com\")")]
    [InlineData("public OrderDesk(string host) : base(Open(host)) { } private static GrpcChannel Open(string host) => GrpcChannel.ForAddress(\"https://\" + host);", "new OrderDesk(\"orders.example.com\")")]
    public Task A_subclass_of_a_client_adds_nothing_by_itself(string constructor, string creation) => Verify.Reports($$"""
        public class OrderDesk : Orders.OrdersClient
        {
            {{constructor}}

            public override Order GetOrder(OrderRequest request, CallOptions options) { Console.WriteLine("get"); return base.GetOrder(request, options); }
        }

        public static class Program
        {
            public static Order Run()
            {
                var desk = {{creation}};
                return {|GRPCAUTH1001:desk.GetOrder|}(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task A_subclass_with_a_primary_constructor() => Verify.Reports($$"""
        public class OrderDesk(GrpcChannel channel) : Orders.OrdersClient(channel);

        public static class Program
        {
            public static Order Run() => {|GRPCAUTH1001:new OrderDesk({{Bare}}).GetOrder|}(new OrderRequest());
        }
        """);

    [Fact]
    public Task An_invoker_that_only_watches() => Verify.Reports($$"""
        public sealed class Watching : CallInvoker
        {
            private readonly CallInvoker _inner;

            public Watching(CallInvoker inner) => _inner = inner;

            public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
            {
                Console.WriteLine(method.FullName);
                return _inner.BlockingUnaryCall(method, host, options.WithDeadline(DateTime.UtcNow.AddSeconds(1)), request);
            }

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => _inner.AsyncUnaryCall(method, host, options, request);

            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => _inner.AsyncServerStreamingCall(method, host, options, request);

            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => _inner.AsyncClientStreamingCall(method, host, options);

            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => _inner.AsyncDuplexStreamingCall(method, host, options);
        }

        public static class Program
        {
            public static Order Run() => {|GRPCAUTH1001:new Orders.OrdersClient(new Watching({{Bare}}.CreateCallInvoker())).GetOrder|}(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("internal sealed class Desk { private readonly Orders.OrdersClient _client; public Desk(ChannelBase channel) => _client = new(channel);", "new Desk(" + Bare + ")")]
    [InlineData("internal sealed class Desk { private readonly Orders.OrdersClient _client; public Desk(Orders.OrdersClient client) { _client = client; }", "new Desk(client: new(" + Bare + "))")]
    [InlineData("internal sealed class Desk(Orders.OrdersClient client) { private readonly Orders.OrdersClient _client = client;", "new Desk(new Orders.OrdersClient(" + Bare + "))")]
    [InlineData("internal abstract class Base(ChannelBase channel) { protected readonly Orders.OrdersClient _client = new(channel); } internal sealed class Desk : Base { public Desk(GrpcChannel channel) : base(channel) { }", "new Desk(" + Bare + ")")]
    [InlineData("internal abstract class Base(ChannelBase channel) { protected readonly Orders.OrdersClient _client = new(channel); } internal sealed class Desk(GrpcChannel channel) : Base(channel) {", "new Desk(" + Bare + ")")]
    public Task The_constructor_of_an_internal_class_has_only_the_callers_that_are_seen(string desk, string creation) => Verify.Reports($$"""
        {{desk}}
            public Order Get() => {|GRPCAUTH1001:_client.GetOrder|}(new OrderRequest());
        }

        public static class Program
        {
            public static Order Run() { Desk desk = {{creation}}; return desk.Get(); }
        }
        """);

    [Fact]
    public Task The_methods_of_an_application_have_only_the_callers_that_are_seen() => Verify.Reports($$"""
        Desk.Print(new Orders.OrdersClient({{Bare}}));

        public static class Desk
        {
            public static void Print(Orders.OrdersClient client) => Console.WriteLine({|GRPCAUTH1001:client.GetOrder|}(new OrderRequest()));
        }
        """);

    [Theory]
    [InlineData("Retry(client => {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest()));")]
    [InlineData("Retry((c) => { var order = {|GRPCAUTH1001:c.GetOrder|}(new OrderRequest()); return order; });")]
    public Task The_parameter_of_a_lambda_that_a_helper_runs(string run) => Verify.Reports($$"""
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _client = new({{Bare}});

            private T Retry<T>(Func<Orders.OrdersClient, T> run)
            {
                try { return run(_client); } catch (RpcException) { return run.Invoke(_client); }
            }

            public void Get() { {{run}} }
        }
        """);

    [Theory]
    [InlineData("private readonly Dictionary<string, Orders.OrdersClient> _clients = new();", "if (!_clients.TryGetValue(host, out var client)) { client = new(Open(host)); _clients[host] = client; }")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Orders.OrdersClient> _clients = new();", "var client = _clients.GetOrAdd(host, h => new Orders.OrdersClient(Open(h)));")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, GrpcChannel> Channels = new(StringComparer.Ordinal);", "var client = new Orders.OrdersClient(Channels.GetOrAdd(host, Open));")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, GrpcChannel> Channels = new();", "var client = new Orders.OrdersClient(Channels.AddOrUpdate(host, Open, (h, _) => Open(h + \".eu\")));")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, GrpcChannel> Channels = new();", "Channels.TryAdd(host, Open(host)); var client = new Orders.OrdersClient(Channels[host]);")]
    [InlineData("private static readonly List<GrpcChannel> All = new() { Open(\"a\") }; private readonly System.Collections.Concurrent.ConcurrentQueue<GrpcChannel> _queue = new(All);", "var client = _queue.TryDequeue(out var channel) ? new Orders.OrdersClient(channel) : new Orders.OrdersClient(Open(host));")]
    [InlineData("private readonly List<GrpcChannel> _channels = new();", "if (_channels.Count == 0) _channels.Add(Open(host)); var client = new Orders.OrdersClient(_channels[0]);")]
    [InlineData("private readonly List<GrpcChannel> _channels; private static readonly List<GrpcChannel> All = new() { Open(\"orders\") }; public Desk() => _channels = new List<GrpcChannel>(All);", "var client = new Orders.OrdersClient(_channels[0]);")]
    [InlineData("private readonly List<GrpcChannel> _channels = new(); private void Fill() => _channels.AddRange(new[] { Open(\"a\"), Open(\"b\") });", "Fill(); var client = new Orders.OrdersClient(_channels[0]);")]
    [InlineData("private readonly Queue<Orders.OrdersClient> _clients = new(new List<Orders.OrdersClient> { new(Open(\"a\")) });", "var client = _clients.Dequeue();")]
    [InlineData("private readonly Orders.OrdersClient[] _clients = { new(Open(\"a\")), new(Open(\"b\")) };", "var client = _clients[host.Length % 2];")]
    [InlineData("private readonly Lazy<Orders.OrdersClient> _client = new(Create); private static Orders.OrdersClient Create() => new(Open(\"orders\"));", "var client = _client.Value;")]
    [InlineData("private readonly Func<string, Orders.OrdersClient> _create = Create; private static Orders.OrdersClient Create(string host) => new(Open(host));", "var client = _create(host);")]
    [InlineData("private static T Create<T>(Func<ChannelBase, T> create) where T : ClientBase<T> => create(Open(\"orders\"));", "var client = Create(c => new Orders.OrdersClient(c));")]
    public Task Pools_caches_and_factories_are_followed(string field, string client) => Verify.Reports($$"""
        public sealed class Desk
        {
            {{field}}

            private static GrpcChannel Open(string host) => GrpcChannel.ForAddress("https://" + host);

            public Order Get(string host)
            {
                {{client}}
                return {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Channels_that_are_made_in_one_method_and_copied_in_a_constructor() => Verify.Reports($$"""
        public sealed class Runner
        {
            private readonly List<GrpcChannel> _channels;

            private Runner(List<GrpcChannel> channels)
            {
                _channels = new List<GrpcChannel>(channels);
                foreach (var channel in _channels)
                    Run(channel);
            }

            public static Runner Start(IEnumerable<string> hosts) => new(Open(hosts));

            private static List<GrpcChannel> Open(IEnumerable<string> hosts)
            {
                var result = new List<GrpcChannel>();
                foreach (var host in hosts)
                {
                    var channel = GrpcChannel.ForAddress("https://" + host);
                    result.Add(channel);
                }

                return result;
            }

            private static void Run(GrpcChannel channel)
            {
                var client = new Orders.OrdersClient(channel);
                {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());
            }
        }
        """);

    [Theory]
    [InlineData("loggers.CreateLogger<Desk>()")]
    [InlineData("loggers?.CreateLogger<Desk>()")]
    [InlineData("Microsoft.Extensions.Logging.LoggerFactoryExtensions.CreateLogger<Desk>(loggers)")]
    public Task A_type_that_has_a_logger_is_made_where_its_constructor_is_called(string logger) => Verify.Reports($$"""
        using Microsoft.Extensions.Logging;

        internal sealed class Desk(GrpcChannel channel)
        {
            public object? Log(ILoggerFactory loggers) => {{logger}};

            public Order Get() => {|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrder|}(new OrderRequest());
        }

        internal static class Program
        {
            public static Order Run() => new Desk({{Bare}}).Get();
        }
        """);

    /// <summary>What is done after the call does not help the call, but it helps the next one where the client is kept.</summary>
    [Fact]
    public Task A_client_in_a_field_that_the_method_of_the_call_writes() => Verify.Reports("""
        public sealed class Desk
        {
            private Orders.OrdersClient? _client;

            public void Run()
            {
                var http = new HttpClient();
                _client = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
                {|GRPCAUTH1001:_client.GetOrder|}(new OrderRequest());
                http.DefaultRequestHeaders.Add("x-api-key", Environment.MachineName);
                _client.GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Every_client_of_a_pool() => Verify.Reports($$"""
        var clients = new List<Orders.OrdersClient> { new({{Bare}}) };
        foreach (var client in clients)
            {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());
        """);
}

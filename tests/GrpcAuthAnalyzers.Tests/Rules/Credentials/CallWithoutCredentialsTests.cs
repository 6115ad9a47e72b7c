using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CallWithoutCredentialsTests
{
    [Fact]
    public Task Every_kind_of_call_on_a_bare_channel_is_reported() => Verify.Reports("""
        using var channel = GrpcChannel.ForAddress("https://orders.example.com");
        var client = new Orders.OrdersClient(channel);
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());
        await {|GRPCAUTH1001:client.GetOrderAsync|}(new OrderRequest());
        using var list = {|GRPCAUTH1001:client.ListOrders|}(new OrderRequest());
        using var upload = {|GRPCAUTH1001:client.UploadOrders|}();
        using var track = {|GRPCAUTH1001:client.TrackOrders|}(deadline: DateTime.UtcNow.AddSeconds(5));
        """);

    [Fact]
    public Task The_channel_is_an_additional_location() => Verify.Reports("""
        var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com")|};
        var client = new Orders.OrdersClient(channel);
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());
        """);

    [Fact]
    public Task Empty_headers_are_no_credentials() => Verify.Reports("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var headers = new Metadata();
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), headers);
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), Metadata.Empty);
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), headers: null);
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), new CallOptions());
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), default(CallOptions));
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), new CallOptions(deadline: DateTime.UtcNow).WithWaitForReady());
        """);

    [Fact]
    public Task Headers_that_are_no_credentials_do_not_help() => Verify.Reports("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var headers = new Metadata { { "x-request-id", Guid.NewGuid().ToString() }, new Metadata.Entry("x-mailbox", "in") };
        headers.Add("x-page-token", "7");
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), headers);
        """);

    [Fact]
    public Task A_credential_that_is_added_after_the_call_does_not_help() => Verify.Reports("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var headers = new Metadata();
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), headers);
        headers.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
        """);

    [Fact]
    public Task Channel_options_without_credentials_do_not_help() => Verify.Reports("""
        var options = new GrpcChannelOptions { MaxReceiveMessageSize = 1, HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } };
        options.Credentials = ChannelCredentials.SecureSsl;
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", options));
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());
        """);

    [Fact]
    public Task A_client_in_a_field_is_followed_through_all_partial_parts() => Verify.Reports("""
        public partial class Service
        {
            private readonly Orders.OrdersClient _client;

            public Service()
            {
                var channel = GrpcChannel.ForAddress("http://localhost:5000");
                _client = new Orders.OrdersClient(channel);
            }
        }

        public partial class Service
        {
            public Order Get() => {|GRPCAUTH1001:_client.GetOrder|}(new OrderRequest());
        }
        """);

    [Fact]
    public Task Helper_methods_properties_and_lazies_are_entered() => Verify.Reports("""
        public static class Clients
        {
            private static readonly Lazy<GrpcChannel> Channel = new(() => GrpcChannel.ForAddress(Address("orders")));

            private static Orders.OrdersClient Client => Create(Channel.Value);

            private static Orders.OrdersClient Create(ChannelBase channel) => new(channel);

            private static string Address(string host) => $"https://{host}.example.com";

            public static Order Get() => {|GRPCAUTH1001:Client.GetOrder|}(new OrderRequest());
        }
        """);

    [Fact]
    public Task An_interceptor_that_touches_no_credentials_does_not_help() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class Logging : Interceptor
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                Console.WriteLine(context.Method.FullName);
                var headers = context.Options.Headers ?? new Metadata();
                headers.Add("x-request-id", Guid.NewGuid().ToString());
                return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }
        }

        public static class Program
        {
            public static void Run()
            {
                var invoker = GrpcChannel.ForAddress("https://orders.example.com").Intercept(new Logging()).Intercept(m => { m.Add("x-tenant", "a"); return m; });
                var client = new Orders.OrdersClient(invoker);
                {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task A_call_invoker_is_a_call_too() => Verify.Reports("""
        public static class Direct
        {
            public static void Call(Method<OrderRequest, Order> method)
            {
                var invoker = GrpcChannel.ForAddress("https://orders.example.com").CreateCallInvoker();
                {|GRPCAUTH1001:invoker.BlockingUnaryCall|}(method, null, default, new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task A_code_first_client_is_a_client() => Verify.Reports("""
        using Acme.Inventory;
        using ProtoBuf.Grpc;
        using ProtoBuf.Grpc.Client;

        var inventory = GrpcChannel.ForAddress("https://stock.example.com").CreateGrpcService<IInventory>();
        await {|GRPCAUTH1001:inventory.GetStockAsync|}(new StockRequest());
        await {|GRPCAUTH1001:inventory.GetStockAsync|}(new StockRequest(), new CallContext(new CallOptions(deadline: DateTime.UtcNow)));
        await {|GRPCAUTH1001:inventory.GetStockAsync|}(new StockRequest(), new CallOptions());
        """);

    [Fact]
    public Task The_only_call_of_a_conditional_access_is_reported() => Verify.Reports("""
        Orders.OrdersClient? client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var order = client?{|GRPCAUTH1001:.GetOrder|}(new OrderRequest());
        """);

    [Theory]
    [InlineData("public static Archive Open() => new Archive(GrpcChannel.ForAddress(\"https://orders.example.com\"));")]
    [InlineData("public static Archive Open() => new(channel: GrpcChannel.ForAddress(\"https://orders.example.com\"));")]
    [InlineData("public Archive(string host) : this(GrpcChannel.ForAddress(\"https://\" + host)) { }")]
    public Task The_callers_of_a_private_constructor_are_all_there_are(string opening) => Verify.Reports($$"""
        public sealed class Archive
        {
            private readonly GrpcChannel _channel;

            private Archive(GrpcChannel channel) => _channel = channel;

            {{opening}}

            public Order Get() => {|GRPCAUTH1001:new Orders.OrdersClient(_channel).GetOrder|}(new OrderRequest());
        }
        """);
}

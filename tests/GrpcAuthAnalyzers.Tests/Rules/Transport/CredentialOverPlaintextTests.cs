using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class CredentialOverPlaintextTests
{
    [Theory]
    [InlineData("\"http://orders.example.com\"", "orders.example.com")]
    [InlineData("new Uri(\"HTTP://orders.example.com:8080/\")", "orders.example.com")]
    [InlineData("\"http://8.8.8.8:\" + Environment.GetEnvironmentVariable(\"PORT\")", "8.8.8.8")]
    public Task A_header_of_a_call(string address, string host) => Verify.Reports(
        Desk(address),
        message: $"'authorization' is sent unencrypted to '{host}'; whoever reads it on the way can use it",
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("\"http://orders:8080\"")]
    [InlineData("\"http://orders.acme.svc.cluster.local\"")]
    [InlineData("\"http://orders.internal\"")]
    [InlineData("\"http://10.0.0.7:5000\"")]
    public Task Information_for_a_private_network(string address) => Verify.Reports(Desk(address), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("[{|GRPCAUTH5003:new Metadata.Entry(\"authorization\", \"Bearer \" + token())|}]")]
    [InlineData("[new(\"x-request\", id), {|GRPCAUTH5003:new(\"x-api-key\", token())|}]")]
    public Task Headers_in_a_collection_expression(string headers) => Verify.Reports($$"""
        public sealed class OrderDesk(Func<string> token)
        {
            private readonly Orders.OrdersClient _orders = new({|#0:GrpcChannel.ForAddress("http://orders.example.com")|});
            private readonly Orders.OrdersClient _safe = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public Order Get(string id) => _orders.GetOrder(new OrderRequest { Id = id }, {{headers}});

            public Order Safe(string id) => _safe.GetOrder(new OrderRequest { Id = id }, [new Metadata.Entry("authorization", "Bearer " + token())]);
        }
        """);

    [Fact]
    public Task Once_for_a_channel() => Verify.Reports("""
        public sealed class OrderDesk(Func<string> token)
        {
            private readonly Orders.OrdersClient _orders = new({|#0:GrpcChannel.ForAddress("http://orders.example.com")|});

            public Order Get(string id)
            {
                var headers = new Metadata();
                {|GRPCAUTH5003:headers.Add("x-api-key", token())|};
                return {|GRPCAUTH1004:_orders.GetOrder|}(new OrderRequest { Id = id }, new CallOptions(headers));
            }

            public Order Again(string id) => _orders.GetOrder(new OrderRequest { Id = id }, new Metadata { { "x-api-key", token() } });
        }
        """);

    [Fact]
    public Task At_the_call_where_an_interceptor_adds_it() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class TokenInterceptor(Func<string> token) : Interceptor
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, With(context));

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, With(context));

            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, With(context));

            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
                continuation(With(context));

            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
                continuation(With(context));

            private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class
                where TResponse : class
            {
                var headers = new Metadata { { "authorization", "Bearer " + token() } };
                foreach (var entry in context.Options.Headers ?? [])
                    headers.Add(entry);

                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public sealed class OrderDesk(TokenInterceptor interceptor)
        {
            private readonly Orders.OrdersClient _orders = new(
                {|#0:GrpcChannel.ForAddress("http://orders.example.com")|}.Intercept(new TokenInterceptor(() => Environment.GetEnvironmentVariable("TOKEN")!)));

            public Order Get(string id) => {|GRPCAUTH5003:_orders.GetOrder|}(new OrderRequest { Id = id });
        }
        """);

    internal const string Handler = """
        using System.Net.Http;
        using System.Net.Http.Headers;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class TokenHandler(Func<string> token) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
                return base.SendAsync(request, cancellationToken);
            }
        }

        """;

    [Fact]
    public Task At_the_registration_where_a_handler_adds_it() => Verify.Reports(Handler + """
        public static class Program
        {
            public static void Add(IServiceCollection services) =>
                {|#0:services.{|GRPCAUTH5003:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("http://orders.example.com"))|}
                    .AddHttpMessageHandler<TokenHandler>();
        }
        """);

    /// <summary>A handler that only reads the address sends the request there, whatever another one in the file does.</summary>
    [Fact]
    public Task Through_a_handler_that_reads_the_address() => Verify.Reports(Handler.Replace("request.Headers", "Console.WriteLine(request.RequestUri); request.Headers") + """
        public sealed class Rewriting : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.RequestUri = new Uri("https://orders.example.com");
                return base.SendAsync(request, cancellationToken);
            }
        }

        public static class Program
        {
            public static void Add(IServiceCollection services) =>
                {|#0:services.{|GRPCAUTH5003:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("http://orders.example.com"))|}
                    .AddHttpMessageHandler<TokenHandler>();
        }
        """);

    [Fact]
    public Task A_header_of_a_registered_client() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static void Add(IServiceCollection services) =>
                {|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://orders.example.com"))|};
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, Func<string> token)
        {
            public Order Get(string id) =>
                orders.GetOrder(new OrderRequest { Id = id }, new Metadata { {|GRPCAUTH5003:{ "authorization", "Bearer " + token() }|} });
        }
        """);

    [Fact]
    public Task Information_in_tests() => Verify.Reports(
        Desk("\"http://orders.example.com\""), new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task On_an_insecure_channel_of_Grpc_Core() => Verify.Reports("""
        public static class Desk
        {
            public static void Run(Func<string> token)
            {
                new Orders.OrdersClient({|#0:new Channel("orders.example.com", 5000, ChannelCredentials.Insecure)|})
                    .GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH5003:{ "authorization", token() }|} });
                new Orders.OrdersClient({|#1:new Channel("dns:///orders.example.com:5000", ChannelCredentials.Insecure)|})
                    .GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH5003:{ "authorization", token() }|} });
            }
        }
        """, severity: DiagnosticSeverity.Warning);

    internal static string Desk(string address) => $$"""
        public sealed class OrderDesk(Func<string> token)
        {
            private readonly Orders.OrdersClient _orders = new({|#0:GrpcChannel.ForAddress({{address}})|});

            public Order Get(string id) =>
                _orders.GetOrder(new OrderRequest { Id = id }, new Metadata { {|GRPCAUTH5003:{ "authorization", "Bearer " + token() }|} });
        }
        """;
}

using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>By what a question finds credentials, and whether there is a way with one: the map of the scan asks so.</summary>
public sealed class CredentialTrailTests
{
    private const string Types = $$"""
        using System.Security.Cryptography.X509Certificates;
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Auth : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", Environment.MachineName);
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public sealed class Signing : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.Headers.Authorization = new("Bearer", Environment.MachineName);
                return base.SendAsync(request, token);
            }
        }

        public class Signed(CallInvoker invoker) : Orders.OrdersClient(invoker)
        {
            public override Order GetOrder(OrderRequest request, CallOptions options) => base.GetOrder(request, options.WithHeaders(new Metadata { { "authorization", Environment.MachineName } }));
        }

        public sealed class Wrapped(CallInvoker inner) : CallInvoker
        {
            private CallOptions Sign(CallOptions options) => options.WithHeaders(new Metadata { { "authorization", Environment.MachineName } });
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => inner.BlockingUnaryCall(method, host, Sign(options), request);
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => inner.AsyncUnaryCall(method, host, Sign(options), request);
            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => inner.AsyncServerStreamingCall(method, host, Sign(options), request);
            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => inner.AsyncClientStreamingCall(method, host, Sign(options));
            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => inner.AsyncDuplexStreamingCall(method, host, Sign(options));
        }


        """;

    [Theory]
    [InlineData("new Orders.OrdersClient(Over()).GetOrder(new OrderRequest(), new Metadata { { \"x-api-key\", token } })", "Header", null)]
    [InlineData("new Orders.OrdersClient(Over()).GetOrder(new OrderRequest(), new CallOptions(credentials: Bound()))", "CallCredentials", null)]
    [InlineData("new Orders.OrdersClient(Over()).GetOrder(new OrderRequest(), default(CallOptions).WithCredentials(Bound()))", "CallCredentials", null)]
    [InlineData("new Orders.OrdersClient(Over(new() { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials) })).GetOrder(new OrderRequest())", "CallCredentials", null)]
    [InlineData("new Orders.OrdersClient(Over(new() { HttpHandler = new HttpClientHandler { ClientCertificates = { certificate } } })).GetOrder(new OrderRequest())", "Certificate", null)]
    [InlineData("new Orders.OrdersClient(new Channel(\"orders\", new SslCredentials(\"\", new KeyCertificatePair(token, token)))).GetOrder(new OrderRequest())", "Certificate", null)]
    [InlineData("new Orders.OrdersClient(Over(new() { HttpHandler = new Signing() })).GetOrder(new OrderRequest())", "Handler", "Signing")]
    [InlineData("new Orders.OrdersClient(Over(new() { HttpClient = Client(token) })).GetOrder(new OrderRequest())", "DefaultHeader", null)]
    [InlineData("new Orders.OrdersClient(Over().Intercept(new Auth())).GetOrder(new OrderRequest())", "Interceptor", "Auth")]
    [InlineData("new Orders.OrdersClient(Over().Intercept(m => { m.Add(\"authorization\", token); return m; })).GetOrder(new OrderRequest())", "Interceptor", null)]
    [InlineData("new Signed(Over().CreateCallInvoker()).GetOrder(new OrderRequest())", "Wrapper", "Signed")]
    [InlineData("new Orders.OrdersClient(new Wrapped(Over().CreateCallInvoker())).GetOrder(new OrderRequest())", "Wrapper", "Wrapped")]
    public async Task Of_a_call(string call, string means, string? type)
    {
        var trail = new CredentialTrail();
        var (facts, asked) = await AskedAsync(Types + Program(call));

        Assert.True(CallLayers.HasCredentialOnSomeWay(facts, GrpcAuthOptions.None, asked, trail));

        var step = Assert.Single(trail.Steps);
        Assert.Equal((means, type), (step.Means.ToString(), step.Type?.Name));
        Assert.Equal(CredentialPresence.Present, step.Finding.Presence);
    }

    [Fact]
    public async Task Of_each_call_through_a_field()
    {
        var facts = await FactsAsync(Types + """
            public sealed class Desk
            {
                private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpHandler = new Signing() }));

                public Order First() => _orders.GetOrder(new OrderRequest());

                public Order Second() => _orders.GetOrder(new OrderRequest());
            }
            """);
        foreach (var node in facts.CallsNamed("GetOrder").OfType<InvocationExpressionSyntax>().Where(static node => node.ArgumentList.Arguments.Count == 1))
        {
            var trail = new CredentialTrail();
            var call = GrpcCall.From(facts.Bodies.OperationOf(node)!, facts)!;
            Assert.Equal(CredentialPresence.Present, CallLayers.Below(new CredentialQuery(facts, GrpcAuthOptions.None, call.Operation), call).Presence);
            Assert.Equal(
                CredentialPresence.Present, CallLayers.Below(new CredentialQuery(facts, GrpcAuthOptions.None, call.Operation) { Trail = trail }, call).Presence);
            Assert.Equal("Handler", Assert.Single(trail.Steps).Means.ToString());
        }
    }

    [Theory]
    [InlineData("new Orders.OrdersClient(Over()).GetOrder(new OrderRequest())", false)]
    [InlineData("new Orders.OrdersClient(given).GetOrder(new OrderRequest())", false)]
    [InlineData("new Orders.OrdersClient(token == \"\" ? given : Over(new() { HttpHandler = new Signing() })).GetOrder(new OrderRequest())", true)]
    [InlineData("new Orders.OrdersClient(token == \"\" ? Over() : Over(new() { HttpHandler = new Signing() })).GetOrder(new OrderRequest())", true)]
    [InlineData("new Orders.OrdersClient(token == \"\" ? given : Over()).GetOrder(new OrderRequest())", false)]
    public async Task Whether_some_way_has_one(string call, bool expected)
    {
        var (facts, asked) = await AskedAsync(Types + Program(call));
        Assert.Equal(expected, CallLayers.HasCredentialOnSomeWay(facts, GrpcAuthOptions.None, asked));
    }

    [Theory]
    [InlineData("foreach (var header in _headers) metadata.Add(header.Key, header.Value);", "_headers[\"authorization\"] = token;", true)]
    [InlineData("foreach (var (key, value) in _headers) metadata.Add(key, value);", "_headers.Add(\"x-api-key\", token);", true)]
    [InlineData("foreach (var header in _headers) metadata.Add(header.Key, header.Value);", "_headers.TryAdd(\"x-api-key\", token);", true)]
    [InlineData("foreach (var header in new Dictionary<string, string>(_headers)) metadata.Add(header.Key, header.Value);", "_headers[\"authorization\"] = token;", true)]
    [InlineData("foreach (var header in new Dictionary<string, string> { [\"authorization\"] = token }) metadata.Add(header.Key, header.Value);", "", true)]
    [InlineData("foreach (var header in new Dictionary<string, string> { [\"x-trace\"] = token }) metadata.Add(header.Key, header.Value);", "", false)]
    [InlineData("foreach (var header in _headers) metadata.Add(header.Key, header.Value);", "_headers[\"x-trace\"] = token;", false)]
    [InlineData("foreach (var header in _headers) metadata.Add(header.Key, header.Value);", "_ = _headers[\"authorization\"];", false)]
    [InlineData("foreach (var header in _headers) metadata.Add(header.Key, header.Value);", "_headers.Remove(\"authorization\", out _);", false)]
    [InlineData("foreach (var header in _headers) metadata.Add(header.Key, header.Value);", "foreach (var more in _others) _headers[more.Key] = more.Value; _others[\"authorization\"] = token;", true)]
    [InlineData("foreach (var header in _headers) metadata.Add(header.Key, header.Value);", "foreach (var more in _others) _headers[more.Key] = more.Value; _others[\"x-trace\"] = token;", false)]
    public async Task Headers_that_a_loop_copies(string loop, string fill, bool expected)
    {
        var (facts, asked) = await AskedAsync($$"""
            internal sealed class Desk
            {
                private readonly Dictionary<string, string> _headers = new();
                private readonly Dictionary<string, string> _others = new();

                public void Fill(string token)
                {
                    {{fill}}
                }

                public Order Get(Orders.OrdersClient client, string token)
                {
                    var metadata = new Metadata();
                    {{loop}}
                    return client.GetOrder(new OrderRequest { Id = token + _others.Count }, metadata);
                }
            }
            """);
        Assert.Equal(expected, CallLayers.HasCredentialOnSomeWay(facts, GrpcAuthOptions.None, asked));
    }

    [Theory]
    [InlineData(".AddCallCredentials((_, _) => Task.CompletedTask)", "CallCredentials", null)]
    [InlineData(".AddInterceptor(() => new Auth())", "Interceptor", "Auth")]
    [InlineData(".AddInterceptor<Auth>()", "Interceptor", "Auth")]
    [InlineData(".AddHttpMessageHandler<Signing>()", "Handler", "Signing")]
    [InlineData(".ConfigureHttpClient(c => c.DefaultRequestHeaders.Add(\"x-api-key\", token))", "DefaultHeader", null)]
    [InlineData(".ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ClientCertificates = { certificate } })", "Certificate", null)]
    public async Task Of_a_registration(string chain, string means, string? type)
    {
        var facts = await FactsAsync(Types + $$"""
            public static class Startup
            {
                public static void Run(IServiceCollection services, X509Certificate2 certificate, string token) => services.AddGrpcClient<Orders.OrdersClient>(){{chain}};
            }
            """);
        var trail = new CredentialTrail();
        var query = new CredentialQuery(facts, GrpcAuthOptions.None, until: null) { Trail = trail };

        Assert.Equal(CredentialPresence.Present, RegistrationLayer.Of(query, ClientRegistration.All(facts).Single()).Presence);

        var step = Assert.Single(trail.Steps);
        Assert.Equal((means, type), (step.Means.ToString(), step.Type?.Name));
    }

    [Theory]
    [InlineData("new Orders.OrdersClient(given).GetOrder(new OrderRequest())", "Parameter")]
    [InlineData("new Orders.OrdersClient(Kept).GetOrder(new OrderRequest())", "Member")]
    [InlineData("new Orders.OrdersClient(Over()).GetOrder(new OrderRequest())", "No")]
    [InlineData("new Orders.OrdersClient(token == \"\" ? Over() : Kept).GetOrder(new OrderRequest())", "Member")]
    public async Task Why_the_first_value_is_unseen(string call, string expected)
    {
        var (facts, asked) = await AskedAsync(Types + Program(call));
        var query = new CredentialQuery(facts, GrpcAuthOptions.None, asked.Operation);
        _ = CallLayers.Below(query, asked);
        Assert.Equal(expected, query.FirstUnseen.ToString());
    }

    private static string Program(string call) => $$"""
        public static class Program
        {
            public static GrpcChannel Kept { get; set; } = null!;
            private static GrpcChannel Over(GrpcChannelOptions? options = null) => GrpcChannel.ForAddress("https://orders.example.com", options ?? new());
            private static CallCredentials Bound() => CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
            private static HttpClient Client(string token) { var client = new HttpClient(); client.DefaultRequestHeaders.Add("x-api-key", token); return client; }
            public static object Run(CallCredentials credentials, ChannelBase given, X509Certificate2 certificate, string token) => {{call}};
        }
        """;

    private static async Task<CompilationFacts> FactsAsync(string source) =>
        CompilationFacts.For((await (await ProjectUnderTest.CreateAsync(source, Setup.Usual)).GetCompilationAsync())!, [])!;

    private static async Task<(CompilationFacts Facts, GrpcCall Call)> AskedAsync(string source)
    {
        var facts = await FactsAsync(source);
        var last = facts.CallsNamed("GetOrder").OfType<InvocationExpressionSyntax>().OrderBy(static node => node.SpanStart).Last();
        return (facts, GrpcCall.From(facts.Bodies.OperationOf(last)!, facts)!);
    }
}

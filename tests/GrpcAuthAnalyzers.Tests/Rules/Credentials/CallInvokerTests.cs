using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Call invokers and clients of the user: what they hold beside what they are made with, and where they were made.</summary>
public sealed class CallInvokerTests
{
    private const string Bare = "GrpcChannel.ForAddress(\"https://orders.example.com\")";

    [Theory]
    [InlineData("private readonly CallInvoker _inner; public Routing(CallInvoker inner) => _inner = inner; private CallInvoker Next => _inner;", "new Routing(" + Bare + ".CreateCallInvoker())", true)]
    [InlineData("private readonly CallInvoker _inner; private readonly string _name; public Routing(CallInvoker inner, string name) { _inner = inner; _name = name; } private CallInvoker Next => _name.Length > 0 ? _inner : throw new InvalidOperationException();", "new Routing(" + Bare + ".CreateCallInvoker(), \"a\")", true)]
    [InlineData("private readonly CallInvoker _inner; private readonly CallInvoker _other; public Routing(CallInvoker inner, CallInvoker other) { _inner = inner; _other = other; } private CallInvoker Next => _inner ?? _other;", "new Routing(" + Bare + ".CreateCallInvoker(), " + Bare + ".CreateCallInvoker())", true)]
    [InlineData("private readonly CallInvoker _inner; private readonly CallInvoker _other = Given.Invoker; public Routing(CallInvoker inner) => _inner = inner; private CallInvoker Next => _other ?? _inner;", "new Routing(" + Bare + ".CreateCallInvoker())", false)]
    [InlineData("private readonly CallInvoker _inner; private readonly GrpcChannel _other = Given.Channel; public Routing(CallInvoker inner) => _inner = inner; private CallInvoker Next => _inner ?? _other.CreateCallInvoker();", "new Routing(" + Bare + ".CreateCallInvoker())", false)]
    [InlineData("private readonly CallInvoker _inner; private readonly List<CallInvoker> _others = Given.Invokers; public Routing(CallInvoker inner) => _inner = inner; private CallInvoker Next => _others[0] ?? _inner;", "new Routing(" + Bare + ".CreateCallInvoker())", false)]
    [InlineData("private readonly CallInvoker _inner; private readonly CallInvoker[] _others = Given.Invokers.ToArray(); public Routing(CallInvoker inner) => _inner = inner; private CallInvoker Next => _others[0] ?? _inner;", "new Routing(" + Bare + ".CreateCallInvoker())", false)]
    [InlineData("private readonly CallInvoker _inner = Given.Invoker; private CallInvoker Next => _inner;", "new Routing()", false)]
    [InlineData("private readonly CallInvoker _inner; public Routing(CallInvoker inner) => _inner = inner; private CallInvoker Next => _inner;", "new Routing(Given.Invoker)", false)]
    [InlineData("private CallInvoker Next => Given.Invoker;", "new Routing()", false)]
    public Task An_invoker_around_others(string members, string made, bool isReported)
    {
        var call = $"new Orders.OrdersClient({made}).GetOrder";
        var source = $$"""
            public static class Given
            {
                public static CallInvoker Invoker { get; set; } = null!;
                public static GrpcChannel Channel { get; set; } = null!;
                public static List<CallInvoker> Invokers { get; set; } = null!;
            }

            public sealed class Routing : CallInvoker
            {
                {{members}}

                public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => Next.BlockingUnaryCall(method, host, options, request);
                public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => Next.AsyncUnaryCall(method, host, options, request);
                public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => Next.AsyncServerStreamingCall(method, host, options, request);
                public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => Next.AsyncClientStreamingCall(method, host, options);
                public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => Next.AsyncDuplexStreamingCall(method, host, options);
            }

            public static class Program
            {
                public static Order Run() => CALL(new OrderRequest());
            }
            """;
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1001:" + call + "|}")) : Verify.Silent(source.Replace("CALL", call));
    }

    /// <summary>A method that somebody wrote into the partial class of a generated client is no RPC.</summary>
    [Fact]
    public Task A_method_beside_the_generated_ones() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
        }

        public sealed class Reader(Orders.OrdersClient orders, Func<string> token)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {token()}" } });
        }

        public sealed class Other(Orders.OrdersClient orders)
        {
            public Order Get() => orders.GetSigned(new OrderRequest());
        }

        namespace Acme.Orders
        {
            public static partial class Orders
            {
                public partial class OrdersClient
                {
                    public Order GetSigned(OrderRequest request, CallOptions options = default) => GetOrder(request, options.WithHeaders(new Metadata { { "authorization", Environment.MachineName } }));
                }
            }
        }
        """, Setup.Usual with { GeneratedContracts = true });
}

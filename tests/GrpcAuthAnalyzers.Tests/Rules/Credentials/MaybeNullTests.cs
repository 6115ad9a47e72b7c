using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>A value that is null until some branch sets it: null adds no credential, and a client or channel that is null makes no call.</summary>
public sealed class MaybeNullTests
{
    private const string Bare = "GrpcChannel.ForAddress(\"https://orders.example.com\")";

    private const string Signed = "CallCredentials.FromInterceptor((_, _) => Task.CompletedTask)";

    [Theory]
    [InlineData("Orders.OrdersClient? client = null; if (flag) client = new(" + Bare + ");", "client!")]
    [InlineData("GrpcChannel channel = null!; if (flag) channel = " + Bare + ";", "new Orders.OrdersClient(channel)")]
    [InlineData("CallInvoker invoker = null!; if (flag) invoker = " + Bare + ".CreateCallInvoker();", "new Orders.OrdersClient(invoker)")]
    [InlineData("GrpcChannelOptions? options = null; if (flag) options = new();", "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", options!))")]
    [InlineData("HttpClient? http = null; if (flag) http = new();", "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new() { HttpClient = http }))")]
    [InlineData("HttpMessageHandler? handler = null; if (flag) handler = new SocketsHttpHandler();", "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new() { HttpHandler = handler }))")]
    [InlineData("ChannelCredentials? credentials = null; if (flag) credentials = ChannelCredentials.SecureSsl;", "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new() { Credentials = credentials }))")]
    [InlineData("Interceptor? log = null; if (flag) log = new Log();", "new Orders.OrdersClient(" + Bare + ".Intercept(log!))")]
    [InlineData("KeyCertificatePair? pair = null;", "new Orders.OrdersClient(new Channel(\"orders:1\", new SslCredentials(null, pair)))")]
    public Task It_adds_no_credential(string statements, string client) => Verify.Reports(Program(statements, "{|GRPCAUTH1001:" + client + ".GetOrder|}"));

    [Theory]
    [InlineData("Orders.OrdersClient? client = null; if (flag) client = given;", "client!")]
    [InlineData("Orders.OrdersClient? client = null;", "client!")]
    [InlineData("GrpcChannel? channel = null; if (flag) channel = other;", "new Orders.OrdersClient(channel!)")]
    [InlineData("CallInvoker? invoker = null; if (flag) invoker = other.CreateCallInvoker();", "new Orders.OrdersClient(invoker!)")]
    [InlineData("ChannelCredentials? credentials = null; if (flag) credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, " + Signed + ");", "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new() { Credentials = credentials }))")]
    [InlineData("KeyCertificatePair? pair = null; if (flag) pair = new(\"a\", \"b\");", "new Orders.OrdersClient(new Channel(\"orders:1\", new SslCredentials(null, pair)))")]
    public Task It_may_be_one_that_adds_one(string statements, string client) => Verify.Silent(Program(statements, client + ".GetOrder"));

    private static string Program(string statements, string call) => $$"""
        using Grpc.Core.Interceptors;

        public sealed class Log : Interceptor;

        public static class Program
        {
            public static Order Run(bool flag, Orders.OrdersClient given, GrpcChannel other)
            {
                {{statements}}
                return {{call}}(new OrderRequest { Id = $"{flag}{given}{other}" });
            }
        }
        """;
}

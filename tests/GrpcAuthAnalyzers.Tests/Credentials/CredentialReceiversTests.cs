using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Clients;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>Which clients send the value of a credential: the fix of a hard-coded one names its setting after their service.</summary>
public sealed class CredentialReceiversTests
{
    private const string Bound = "GrpcChannel.ForAddress(\"https://a\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) => { metadata.Add(\"authorization\", /*here*/token); return Task.CompletedTask; })) })";

    [Theory]
    [InlineData("orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", /*here*/token } });", "OrdersClient")]
    [InlineData("orders.GetOrder(new OrderRequest(), new CallOptions(new Metadata { { \"authorization\", /*here*/token } }));", "OrdersClient")]
    [InlineData("var value = /*here*/token; orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", value } });", "")]
    [InlineData("var headers = new Metadata { { \"authorization\", /*here*/token } }; orders.GetOrder(new OrderRequest(), headers); accounts.GetAccount(new LoginRequest(), headers);", "AccountsClient OrdersClient")]
    [InlineData("var headers = new Metadata { { \"authorization\", /*here*/token } }; Console.WriteLine(headers); orders.UploadOrders();", "")]
    [InlineData("var channel = GrpcChannel.ForAddress(\"https://a\"); new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", /*here*/token } }); new Accounts.AccountsClient(channel).GetAccount(new LoginRequest());", "AccountsClient OrdersClient")]
    [InlineData("var channel = GrpcChannel.ForAddress(\"https://a\"); new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", /*here*/token } }); accounts.GetAccount(new LoginRequest());", "OrdersClient")]
    [InlineData("new Orders.OrdersClient(" + Bound + ").UploadOrders();", "OrdersClient")]
    [InlineData("var channel = " + Bound + "; new Orders.OrdersClient(channel).UploadOrders(); new Accounts.AccountsClient(channel).GetAccount(new LoginRequest());", "AccountsClient OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((context, metadata) => { metadata.Add(\"authorization\", /*here*/token); return Task.CompletedTask; });", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().ConfigureHttpClient(c => c.DefaultRequestHeaders.Add(\"x-api-key\", /*here*/token)); accounts.GetAccount(new LoginRequest());", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((context, metadata) => { accounts.GetAccount(new LoginRequest(), new Metadata { { \"x-api-key\", /*here*/token } }); return Task.CompletedTask; });", "AccountsClient")]
    [InlineData("services.AddHttpClient(\"a\").ConfigureHttpClient(c => c.DefaultRequestHeaders.Add(\"x-api-key\", /*here*/token)); orders.UploadOrders();", "")]
    public async Task Of_a_value(string statements, string expected)
    {
        var program = await BoundProgram.OfAsync($$"""
            using Microsoft.Extensions.DependencyInjection;

            public static class Program
            {
                public static void Run(IServiceCollection services, Orders.OrdersClient orders, Accounts.AccountsClient accounts, string token)
                {
                    {{statements}}
                }
            }
            """);
        Assert.Equal(expected, Of(program));
    }

    [Theory]
    [InlineData("internal", "new Orders.OrdersClient(Open().Intercept(new Auth())).UploadOrders();", "OrdersClient")]
    [InlineData("public", "new Orders.OrdersClient(Open().Intercept(new Auth())).UploadOrders();", "")]
    [InlineData("internal", "services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>();", "OrdersClient")]
    [InlineData("internal", "services.AddGrpcClient<Orders.OrdersClient>();", "")]
    public async Task Of_a_value_in_an_interceptor(string accessibility, string statements, string expected)
    {
        var program = await BoundProgram.OfAsync($$"""
            using Grpc.Core.Interceptors;
            using Microsoft.Extensions.DependencyInjection;

            {{accessibility}} sealed class Auth : Interceptor
            {
                private const string Token = "a";

                public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                    TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                    continuation(request, new(context.Method, context.Host, new CallOptions(new Metadata { { "authorization", /*here*/Token } })));
            }

            public static class Program
            {
                private static GrpcChannel Open() => GrpcChannel.ForAddress("https://a");

                public static void Run(IServiceCollection services)
                {
                    {{statements}}
                }
            }
            """);
        Assert.Equal(expected, Of(program));
    }

    /// <summary>A call that an interceptor makes by itself is not one behind it.</summary>
    [Fact]
    public async Task Of_a_value_that_an_interceptor_sends_itself()
    {
        var program = await BoundProgram.OfAsync("""
            using Grpc.Core.Interceptors;

            internal sealed class Auth(Accounts.AccountsClient accounts) : Interceptor
            {
                private const string Token = "a";

                public object Get() => accounts.GetAccount(new LoginRequest(), new Metadata { { "authorization", /*here*/Token } });
            }

            public static class Program
            {
                public static object Run(Accounts.AccountsClient accounts) =>
                    new Orders.OrdersClient(GrpcChannel.ForAddress("https://a").Intercept(new Auth(accounts))).UploadOrders();
            }
            """);
        Assert.Equal("AccountsClient", Of(program));
    }

    private const string A = "private static GrpcChannel A() => GrpcChannel.ForAddress(\"https://a\", new GrpcChannelOptions { HttpHandler = new Auth() });";

    private const string B = "private static GrpcChannel B() { var handler = new Auth(); return GrpcChannel.ForAddress(\"https://b\", new GrpcChannelOptions { HttpHandler = handler }); }";

    private const string Orders = "new Orders.OrdersClient(A()).UploadOrders();";

    [Theory]
    [InlineData("internal", A, Orders, "OrdersClient")]
    [InlineData("internal", "", "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\", new GrpcChannelOptions { HttpHandler = new Auth() })).UploadOrders();", "OrdersClient")]
    [InlineData("internal", A, Orders + "new Accounts.AccountsClient(A()).GetAccount(new LoginRequest());", "AccountsClient OrdersClient")]
    [InlineData("internal", A + "private static GrpcChannel C() => GrpcChannel.ForAddress(\"https://c\");", Orders + "new Accounts.AccountsClient(C()).GetAccount(new LoginRequest());", "OrdersClient")]
    [InlineData("internal", A + "private static GrpcChannel C() => GrpcChannel.ForAddress(\"https://c\", new GrpcChannelOptions { HttpHandler = new Auth() });", Orders + "new Accounts.AccountsClient(C()).GetAccount(new LoginRequest());", "AccountsClient OrdersClient")]
    [InlineData("internal", A + "private static GrpcChannel C() => GrpcChannel.ForAddress(\"https://c\", new GrpcChannelOptions { HttpHandler = new Auth() });", Orders + "Console.WriteLine(C());", "")]
    [InlineData("internal", A, Orders + "services.AddGrpcClient<Accounts.AccountsClient>().AddHttpMessageHandler(() => new Auth());", "")]
    [InlineData("internal", A, Orders + "services.AddHttpClient(\"web\").AddHttpMessageHandler(() => new Auth());", "OrdersClient")]
    [InlineData("public", A, Orders, "")]
    [InlineData("internal", B, "new Orders.OrdersClient(B()).UploadOrders();", "")]
    [InlineData("internal", "", "Console.WriteLine(new HttpClient(new Auth()));", "")]
    public async Task Of_a_value_in_a_message_handler(string accessibility, string members, string statements, string expected)
    {
        var program = await BoundProgram.OfAsync($$"""
            using Microsoft.Extensions.DependencyInjection;

            {{accessibility}} sealed class Auth : DelegatingHandler
            {
                private const string Token = "a";

                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
                {
                    request.Headers.Add("x-api-key", /*here*/Token);
                    return base.SendAsync(request, token);
                }
            }

            public static class Program
            {
                {{members}}

                public static void Run(IServiceCollection services)
                {
                    {{statements}}
                }
            }
            """);
        Assert.Equal(expected, Of(program));
    }

    private static string Of(BoundProgram program) => string.Join(
        " ", CredentialReceivers.Under(program.Facts, GrpcAuthOptions.None).Of(Assert.Single(program.MarkedNodes)).Select(static client => client.Name).Order(StringComparer.Ordinal));
}

using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Tokens;

/// <summary>The setting of a hard-coded credential is named after the one service that gets it, as that of a client without any: the order of the fixes does not matter.</summary>
public sealed class SecretServiceTests
{
    private const string Orders = "GetEnvironmentVariable(\"GRPC_ORDERS_TOKEN\")";
    private const string Unknown = "GetEnvironmentVariable(\"GRPC_TOKEN\")";

    [Theory]
    [InlineData("public Order Get(Orders.OrdersClient c) => c.GetOrder(r, new Metadata { { \"authorization\", \"Bearer archive-writer-88c4\" } });")]
    [InlineData("public Order Get(Orders.OrdersClient c) => c.GetOrder(r, new CallOptions(new Metadata { { \"authorization\", \"Bearer archive-writer-88c4\" } }));")]
    [InlineData("public Order Get(CallInvoker i) => new Orders.OrdersClient(i).GetOrder(r, new Metadata { { \"authorization\", \"Bearer archive-writer-88c4\" } });")]
    [InlineData("public Order Get(Orders.OrdersClient c) => Send(c, \"Bearer archive-writer-88c4\"); private Order Send(Orders.OrdersClient c, string v) => c.GetOrder(r, new Metadata { { \"authorization\", v } });")]
    [InlineData("public Order Get(Orders.OrdersClient c) => c.GetOrder(r, Headers()); private static Metadata Headers() { var h = new Metadata(); h.Add(\"x-trace\", \"1\"); h.Add(\"authorization\", \"Bearer archive-writer-88c4\"); return h; }")]
    [InlineData("public Order Get() => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, m) => { m.Add(\"authorization\", \"Bearer archive-writer-88c4\"); return Task.CompletedTask; })) })).GetOrder(r);")]
    [InlineData("public Order Get() => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\").Intercept(m => { m.Add(\"authorization\", \"Bearer archive-writer-88c4\"); return m; })).GetOrder(r);")]
    [InlineData("public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection s) => s.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddCallCredentials((_, m) => { m.Add(\"authorization\", \"Bearer archive-writer-88c4\"); return Task.CompletedTask; });")]
    public async Task One_service_gets_it(string member) => Assert.Contains(Orders, await FixedAsync(member), StringComparison.Ordinal);

    [Theory]
    [InlineData("public void Get(Orders.OrdersClient c, Accounts.AccountsClient a) { var h = new Metadata { { \"authorization\", \"Bearer archive-writer-88c4\" } }; c.GetOrder(r, h); a.Login(new LoginRequest(), h); }")]
    [InlineData("private const string Token = \"archive-writer-88c4\"; public void Get(Orders.OrdersClient c, Accounts.AccountsClient a) { c.GetOrder(r, new Metadata { { \"authorization\", \"Bearer \" + Token } }); a.Login(new LoginRequest(), new Metadata { { \"authorization\", \"Bearer \" + Token } }); }")]
    [InlineData("public void Get() { var channel = GrpcChannel.ForAddress(\"https://orders.example.com\"); new Orders.OrdersClient(channel).GetOrder(r, new Metadata { { \"authorization\", \"Bearer archive-writer-88c4\" } }); new Accounts.AccountsClient(channel).Login(new LoginRequest()); }")]
    [InlineData("public static void Fill(Metadata metadata) => metadata.Add(\"authorization\", \"Bearer archive-writer-88c4\");")]
    [InlineData("private const string Token = \"archive-writer-88c4\"; public Order Get(Orders.OrdersClient c) => c.GetOrder(r, new Metadata { { \"authorization\", \"Bearer \" + Token } }); public static void Fill(Metadata metadata) => metadata.Add(\"authorization\", \"Bearer \" + Token);")]
    public async Task Several_get_it_or_it_is_not_seen(string member) => Assert.Contains(Unknown, await FixedAsync(member), StringComparison.Ordinal);

    [Fact]
    public async Task An_interceptor_sends_it_to_the_service_behind_it()
    {
        var text = await FixPromise.HoldsAsync("""
            using Grpc.Core.Interceptors;

            internal sealed class TokenInterceptor : Interceptor
            {
                public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                    continuation(request, With(context));

                public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
                    continuation(request, With(context));

                private static ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                    where TRequest : class where TResponse : class
                {
                    var headers = new Metadata { { "authorization", "Bearer archive-writer-88c4" } };
                    return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));
                }
            }

            internal sealed class Desk
            {
                private readonly Accounts.AccountsClient _client = new(GrpcChannel.ForAddress("https://orders.example.com").Intercept(new TokenInterceptor()));

                public async Task<object> GetAsync() => await _client.LoginAsync(new LoginRequest());
            }
            """);
        Assert.Contains("GetEnvironmentVariable(\"GRPC_ACCOUNTS_TOKEN\")", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_services_have_two_settings_and_a_client_without_a_token_shares_that_of_its_service()
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class Desk(Orders.OrdersClient orders, Accounts.AccountsClient accounts)
            {
                private readonly Orders.OrdersClient _archive = new(GrpcChannel.ForAddress("https://archive.example.com"));

                public object One() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer archive-writer-88c4" } });

                public object Two() => accounts.Login(new LoginRequest(), new Metadata { { "authorization", "Bearer archive-writer-77b3" } });

                public object Three() => _archive.GetOrder(new OrderRequest());
            }
            """);
        Assert.Equal(2, text.Split(Orders).Length - 1);
        Assert.Contains("GetEnvironmentVariable(\"GRPC_ACCOUNTS_TOKEN\")", text, StringComparison.Ordinal);
        Assert.DoesNotContain("archive-writer", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_another_service_has_is_not_free()
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class Desk
            {
                public static void Fill(Metadata metadata) => metadata.Add("authorization", "Bearer archive-writer-88c4");

                public object Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer archive-writer-77b3" } });
            }

            public static class OrdersProvider
            {
                public static void Fill(Metadata metadata) => metadata.Add("authorization", "Bearer archive-writer-55b1");
            }
            """);
        Assert.Equal(2, text.Split(Orders).Length);
        Assert.Contains("GetEnvironmentVariable(\"GRPC_ORDERS_FILL_TOKEN\")", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"Orders:Url\"]", "[\"Orders:Token\"]")]
    [InlineData("[\"Backend:Url\"]", "[\"Backend:Token\"]")]
    [InlineData("[\"Logging:Level\"]", "[\"Grpc:Orders:Token\"]")]
    public Task A_section_of_the_file_is_used(string read, string expected) => FixPromise.WritesAsync("configuration" + expected, $$"""
        public sealed class Desk(Microsoft.Extensions.Configuration.IConfiguration configuration, Orders.OrdersClient client)
        {
            public object Get() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer archive-writer-88c4" } });

            public object? Read() => configuration{{read}};
        }
        """);

    [Theory]
    [InlineData("services.AddTransient<AuthHandler>(); services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddHttpMessageHandler<AuthHandler>();", "GRPC_ORDERS_TOKEN")]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddHttpMessageHandler(() => new AuthHandler());", "GRPC_ACCOUNTS_TOKEN")]
    [InlineData("var channel = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = new AuthHandler { InnerHandler = new SocketsHttpHandler() } }); new Orders.OrdersClient(channel).GetOrder(new OrderRequest());", "GRPC_ORDERS_TOKEN")]
    [InlineData("services.AddSingleton(GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = new AuthHandler() }));", "GRPC_TOKEN")]
    [InlineData("services.AddTransient<AuthHandler>(); services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddHttpMessageHandler<AuthHandler>(); services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddHttpMessageHandler<AuthHandler>();", "GRPC_TOKEN")]
    public Task A_message_handler_sends_it_to_the_service_behind_it(string setup, string expected) => FixPromise.WritesAsync($"GetEnvironmentVariable(\"{expected}\")", $$"""
        using Microsoft.Extensions.DependencyInjection;

        internal static class Setup
        {
            internal static void Add(IServiceCollection services)
            {
                {{setup}}
            }
        }

        internal sealed class AuthHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Add("authorization", "Bearer archive-writer-88c4");
                return base.SendAsync(request, cancellationToken);
            }
        }
        """);

    [Theory]
    [InlineData("\"Backend:Address\"", "\"Backend:Address\"", "\"Backend:OrdersToken\"", "\"Backend:AccountsToken\"")]
    [InlineData("\"Backend:OrdersUrl\"", "\"Backend:Url\"", "\"Backend:OrdersToken\"", "\"Backend:AccountsToken\"")]
    [InlineData("\"Orders:Url\"", "\"Accounts:Url\"", "\"Orders:Token\"", "\"Accounts:Token\"")]
    public async Task Two_services_that_share_a_section_have_two_settings(string first, string second, string one, string two)
    {
        var text = await FixPromise.HoldsAsync($$"""
            public static class Desk
            {
                public static void Get(Microsoft.Extensions.Configuration.IConfiguration configuration)
                {
                    var orders = new Orders.OrdersClient(GrpcChannel.ForAddress(configuration[{{first}}]!));
                    var accounts = new Accounts.AccountsClient(GrpcChannel.ForAddress(configuration[{{second}}]!));
                    orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer archive-writer-88c4" } });
                    accounts.GetAccount(new LoginRequest(), new Metadata { { "authorization", "Bearer archive-writer-77b3" } });
                }
            }
            """);
        Assert.Contains(one, text, StringComparison.Ordinal);
        Assert.Contains(two, text, StringComparison.Ordinal);
        Assert.DoesNotContain("archive-writer", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_variable_of_the_program_is_not_used_in_a_type_below_it() => FixPromise.WritesAsync("GetEnvironmentVariable(\"GRPC_ORDERS_TOKEN\")", """
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        IConfiguration configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection();
        services.AddTransient<AuthHandler>();
        services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(configuration["Url"]!)).AddHttpMessageHandler<AuthHandler>();

        sealed class AuthHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Add("authorization", "Bearer archive-writer-88c4");
                return base.SendAsync(request, cancellationToken);
            }
        }
        """, new Setup { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication });

    private static Task<string> FixedAsync(string member) => FixPromise.HoldsAsync($$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Desk
        {
            private static readonly OrderRequest r = new();

            {{member}}
        }
        """);
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class ClientRegisteredWithoutCredentialsTests
{
    private const string Usings = "using Microsoft.Extensions.DependencyInjection;\nusing Grpc.Core.Interceptors;\nusing System.Net.Http.Headers;\n";

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}();")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri(\"https://orders.example.com\"));")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"orders\", (sp, o) => { o.Address = new Uri(\"https://orders.example.com\"); });")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().SetHandlerLifetime(TimeSpan.FromMinutes(1)).EnableCallContextPropagation();")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().ConfigureChannel(o => o.MaxRetryAttempts = 3);")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().ConfigureHttpClient(c => c.Timeout = TimeSpan.FromMinutes(1));")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { EnableMultipleHttp2Connections = true });")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().AddInterceptor<Logging>();")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().AddInterceptor(() => new Logging()).AddInterceptor(Grpc.Net.ClientFactory.InterceptorScope.Client, _ => new Logging());")]
    [InlineData("var builder = services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(); builder.ConfigureChannel(Configure); builder.Services.AddOptions();")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().Retrying();")]
    public Task A_registration_that_adds_no_credentials(string registration) => Verify.Reports(Usings + $$"""

        public sealed class Logging : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                Console.WriteLine(context.Method.FullName);
                return continuation(request, context);
            }
        }

        public static class Startup
        {
            private static void Configure(GrpcChannelOptions options) => options.MaxReceiveMessageSize = null;

            private static IHttpClientBuilder Retrying(this IHttpClientBuilder builder) => builder.ConfigureChannel(o => o.MaxRetryAttempts = 3);

            public static void Run(IServiceCollection services)
            {
                {{registration}}
            }
        }
        """);

    [Fact]
    public Task The_calls_of_an_injected_client_pass_no_credentials_either() => Verify.Reports(Usings + """

        public static class Startup
        {
            public static IServiceCollection AddOrders(this IServiceCollection services)
            {
                {|#0:services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("https://orders.example.com"))|};
                services.AddGrpcClient<Accounts.AccountsClient>().AddCallCredentials((c, m) => Task.CompletedTask);
                return services;
            }
        }

        public sealed class Service(Orders.OrdersClient client, Accounts.AccountsClient accounts)
        {
            public void Run()
            {
                client.GetOrder(new OrderRequest(), new Metadata { { "x-request-id", "1" } });
                accounts.GetAccount(new LoginRequest(), new Metadata { { "authorization", Environment.MachineName } });
            }
        }
        """);

    [Fact]
    public Task Headers_on_a_client_that_is_made_by_hand_say_nothing_of_the_registration() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void AddOrders(this IServiceCollection services) => services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}();

            public static Order Get(ChannelBase channel, Metadata headers) => new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), headers);
        }
        """);

    [Fact]
    public Task The_overloads_of_a_generated_client_are_no_calls() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void AddOrders(this IServiceCollection services) =>
                services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}((provider, options) => { options.Address = new Uri("https://orders.example.com"); })
                    .EnableCallContextPropagation();
        }
        """, Setup.Usual with { GeneratedContracts = true });

    [Theory]
    [InlineData(".AddCallCredentials((context, metadata) => Task.CompletedTask)")]
    [InlineData(".SetHandlerLifetime(TimeSpan.FromMinutes(1)).AddCallCredentials(CallCredentials.FromInterceptor((c, m) => Task.CompletedTask))")]
    [InlineData(".AddInterceptor<Auth>()")]
    [InlineData(".AddInterceptor(() => new Auth())")]
    [InlineData(".AddInterceptor(sp => sp.GetRequiredService<Interceptor>())")]
    [InlineData(".AddHttpMessageHandler<AuthHandler>()")]
    [InlineData(".AddHttpMessageHandler(() => new AuthHandler())")]
    [InlineData(".ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ClientCertificates = { null! } })")]
    [InlineData(".ConfigurePrimaryHttpMessageHandler(sp => sp.GetRequiredService<HttpMessageHandler>())")]
    [InlineData(".ConfigureChannel(o => o.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((c, m) => Task.CompletedTask)))")]
    [InlineData(".AddTypedClient((HttpClient c) => new object())")]
    [InlineData(".WithToken()")]
    public Task A_registration_that_authenticates_or_cannot_be_known(string chain) => Verify.Silent(Usings + $$"""

        public sealed class Auth : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", Environment.MachineName } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public sealed class AuthHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, System.Threading.CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Environment.MachineName);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public static class Startup
        {
            private static IHttpClientBuilder WithToken(this IHttpClientBuilder builder) => builder.AddCallCredentials((c, m) => Task.CompletedTask);

            public static void Run(IServiceCollection services)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")){{chain}};
            }
        }
        """);

    [Theory]
    [InlineData("var builder = services.AddGrpcClient<Orders.OrdersClient>(); builder.AddCallCredentials((c, m) => Task.CompletedTask);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((c, m) => Task.CompletedTask);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.ConfigureHttpClientDefaults(b => b.AddHttpMessageHandler(sp => sp.GetRequiredService<DelegatingHandler>()));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.Configure<Grpc.Net.ClientFactory.GrpcClientFactoryOptions>(o => { });")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.InterceptorRegistrations.Add(null!));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(configure);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"unix:///tmp/orders.sock\"));")]
    [InlineData("Later(services.AddGrpcClient<Orders.OrdersClient>());")]
    [InlineData("kept = services.AddGrpcClient<Orders.OrdersClient>();")]
    public Task Credentials_that_come_from_elsewhere(string registration) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            public static IHttpClientBuilder? kept;

            private static void Later(IHttpClientBuilder builder) => builder.AddCallCredentials((c, m) => Task.CompletedTask);

            public static void Run(IServiceCollection services, Action<Grpc.Net.ClientFactory.GrpcClientFactoryOptions> configure)
            {
                {{registration}}
            }
        }
        """);

    [Fact]
    public Task A_builder_that_is_returned_is_configured_by_the_caller() => Verify.Silent(Usings + """
        public static class Startup
        {
            public static IHttpClientBuilder AddOrders(this IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();
        }
        """);

    [Fact]
    public Task Calls_that_pass_headers_in_another_file() => Verify.Silent(Usings + """
        public static class Startup
        {
            public static void AddOrders(this IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();
        }
        """, Setup.Usual with
    {
        Documents =
            [
                ("Service.cs", """
                    public sealed class Service(Orders.OrdersClient client)
                    {
                        public Order Get(Metadata headers) => client.GetOrder(new OrderRequest(), headers);
                    }
                    """),
            ],
    });

    [Theory]
    [InlineData("grpc_auth.anonymous_services = Orders")]
    [InlineData("grpc_auth.anonymous_methods = Orders/*")]
    public Task An_anonymous_service(string option) => Verify.Silent(Usings + """
        public static class Startup
        {
            public static void AddOrders(this IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();
        }
        """, Setup.Usual with { EditorConfig = option });

    [Fact]
    public Task A_library_that_uses_the_client_may_pass_headers() => Verify.Silent(Usings + """
        public static class Startup
        {
            public static void AddOrders(this IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();
        }
        """, Setup.Usual with
    {
        Library = """
                public sealed class Wrapper(Acme.Orders.Orders.OrdersClient client)
                {
                    public Acme.Orders.Order Get(Grpc.Core.Metadata headers) => client.GetOrder(new Acme.Orders.OrderRequest(), headers);
                }
                """,
    });

    [Theory]
    [InlineData(".ConfigureHttpClient(c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", Environment.MachineName)|})")]
    [InlineData(".ConfigureHttpClient((sp, c) => {|GRPCAUTH3003:c.DefaultRequestHeaders.Add(\"x-api-key\", Environment.MachineName)|})")]
    public Task A_credential_in_default_headers_is_one(string chain) => Verify.Reports(Usings + $$"""

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(){{chain}};
        }
        """);
}

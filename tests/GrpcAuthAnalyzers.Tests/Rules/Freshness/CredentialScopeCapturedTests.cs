using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class CredentialScopeCapturedTests
{
    internal const string Usings = """
        using Grpc.Core.Interceptors;
        using Grpc.Net.ClientFactory;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        """;

    internal const string Types = $$"""

        public interface IUserToken
        {
            string Token { get; }
            void Use(string token);
        }

        public class UserToken : IUserToken
        {
            public string Token { get; private set; } = "";
            public void Use(string token) => Token = token;
        }

        public class Session
        {
            public string? AccessToken { get; set; }
        }

        public class OfRequest
        {
            private readonly string _token;

            public OfRequest(IHttpContextAccessor accessor) => _token = accessor.HttpContext!.Request.Headers["authorization"].ToString();

            public string GetToken() => _token;
        }

        public class OfSession
        {
            private readonly Session _session;

            public OfSession(Session session) => _session = session;

            public Task<string> GetTokenAsync() => Task.FromResult(_session.AccessToken!);
        }

        public class Auth : Interceptor
        {
            private readonly IUserToken _user;

            public Auth(IUserToken user) => _user = user;
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", "Bearer " + _user.Token);
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public class SessionAuth(Session session) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", $"Bearer {session.AccessToken}");
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public class RequestAuth(OfRequest request) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", request.GetToken());
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public class CredentialsAuth(OfSession tokens) : Interceptor
        {
            {{EveryKind.Overrides}}
                => new(context.Method, context.Host, context.Options.WithCredentials(CallCredentials.Compose(CallCredentials.FromInterceptor(AttachAsync), context.Options.Credentials ?? CallCredentials.FromInterceptor((_, _) => Task.CompletedTask))));

            private async Task AttachAsync(AuthInterceptorContext context, Metadata metadata) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());
        }

        public class TokenHandler(IUserToken user) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new("Bearer", user.Token);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public class OrderService(Orders.OrdersClient orders)
        {
            public async Task<Order> GetAsync() => await orders.GetOrderAsync(new OrderRequest());
        }

        public interface IOrderService;

        """;

    [Theory]
    [InlineData("private readonly string? _token = accessor.HttpContext?.Request.Headers.Authorization.ToString(); public string AccessToken => _token ?? \"\";")]
    [InlineData("public string AccessToken { get; } = accessor.HttpContext?.Request.Headers.Authorization.ToString() ?? \"\";")]
    public Task A_field_that_is_read_from_the_request(string members) => Verify.Reports($$"""
        using System.Net.Http.Headers;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.DependencyInjection;

        public interface IUserContext { string AccessToken { get; } }

        public sealed class UserContext(IHttpContextAccessor accessor) : IUserContext
        {
            {{members}}
        }

        public sealed class UserHandler(IUserContext user) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.AccessToken);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddHttpContextAccessor();
                services.AddScoped<IUserContext, UserContext>();
                services.AddTransient<UserHandler>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{|GRPCAUTH3006:AddHttpMessageHandler<UserHandler>|}();
            }
        }
        """);

    [Theory]
    [InlineData("services.{|#0:AddScoped<IUserToken, UserToken>|}();", "{|GRPCAUTH3006:AddInterceptor<Auth>|}()")]
    [InlineData("services.{|#0:AddScoped<IUserToken, UserToken>|}();", "{|GRPCAUTH3006:AddInterceptor<Auth>|}(InterceptorScope.Channel)")]
    [InlineData("services.{|#0:TryAddScoped<IUserToken, UserToken>|}();", "{|GRPCAUTH3006:AddInterceptor|}(sp => new Auth(sp.GetRequiredService<IUserToken>()))")]
    [InlineData("services.{|#0:AddScoped|}(typeof(IUserToken), typeof(UserToken));", "{|GRPCAUTH3006:AddInterceptor|}(InterceptorScope.Channel, sp => ActivatorUtilities.CreateInstance<Auth>(sp))")]
    [InlineData("services.{|#0:AddScoped<IUserToken>|}(_ => new UserToken());", "{|GRPCAUTH3006:AddInterceptor|}(sp => sp.GetRequiredService<Auth>())")]
    [InlineData("services.{|#0:AddScoped<Session>|}();", "{|GRPCAUTH3006:AddInterceptor<SessionAuth>|}()")]
    [InlineData("services.{|#0:AddScoped|}(_ => new Session());", "{|GRPCAUTH3006:AddInterceptor<SessionAuth>|}()")]
    [InlineData("services.{|#0:AddScoped<OfRequest>|}();", "{|GRPCAUTH3006:AddInterceptor<RequestAuth>|}()")]
    [InlineData("services.AddScoped<Session>(); services.{|#0:AddScoped<OfSession>|}();", "{|GRPCAUTH3006:AddInterceptor<CredentialsAuth>|}()")]
    [InlineData("services.{|#0:AddScoped<IUserToken, UserToken>|}();", "{|GRPCAUTH3006:AddHttpMessageHandler<TokenHandler>|}()")]
    [InlineData("services.{|#0:AddScoped<IUserToken, UserToken>|}();", "{|GRPCAUTH3006:AddHttpMessageHandler|}(sp => new TokenHandler(sp.GetRequiredService<IUserToken>()))")]
    public Task What_the_factory_makes_once(string scoped, string added) => Verify.Reports(Usings + $$"""
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                {{scoped}}
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{{added}};
            }
        }
        """ + Types);

    [Theory]
    [InlineData("{|GRPCAUTH3006:AddHttpMessageHandler|}(sp => new KeyHandler(sp.GetRequiredService<Tenant>().Key))")]
    [InlineData("{|GRPCAUTH3006:AddHttpMessageHandler|}(sp => { var tenant = sp.GetRequiredService<Tenant>(); return new KeyHandler(tenant.Key); })")]
    [InlineData("{|GRPCAUTH3006:AddHttpMessageHandler|}(sp => new FieldHandler(\"eu\", \"Bearer \" + sp.GetRequiredService<Tenant>().Key))")]
    public Task A_value_that_the_factory_takes_from_a_scope(string added) => Verify.Reports(ValueProgram(added));

    [Theory]
    [InlineData("AddHttpMessageHandler(sp => new FieldHandler(sp.GetRequiredService<Tenant>().Region, sp.GetRequiredService<Settings>().Key))")]
    [InlineData("AddHttpMessageHandler(sp => new KeyHandler(sp.GetRequiredService<Settings>().Key))")]
    [InlineData("AddHttpMessageHandler(sp => new RegionHandler(sp.GetRequiredService<Tenant>().Region))")]
    [InlineData("AddCallCredentials((context, metadata, sp) => { metadata.Add(\"authorization\", sp.GetRequiredService<Tenant>().Key); return Task.CompletedTask; })")]
    public Task A_value_of_another_service_or_that_is_no_credential(string added) => Verify.Silent(ValueProgram(added));

    private static string ValueProgram(string added) => Usings + $$"""
        public sealed class Tenant { public string Key { get; set; } = ""; public string Region { get; set; } = ""; }

        public sealed class Settings { public string Key => Environment.MachineName; }

        public sealed class KeyHandler(string key) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.TryAddWithoutValidation("authorization", key);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public sealed class RegionHandler(string region) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.TryAddWithoutValidation("x-region", region);
                request.Headers.TryAddWithoutValidation("authorization", Environment.MachineName);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public sealed class FieldHandler : DelegatingHandler
        {
            private readonly string _region, _key;

            public FieldHandler(string region, string key) => (_region, _key) = (region, key);

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.TryAddWithoutValidation("x-region", _region);
                request.Headers.TryAddWithoutValidation("authorization", _key);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.AddScoped<Tenant>().AddSingleton<Settings>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{{added}};
            }
        }
        """;

    [Fact]
    public Task The_message_names_what_is_made_once() => Verify.Reports(Usings + """
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.AddScoped<IUserToken, UserToken>();
                var builder = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
                builder.{|GRPCAUTH3006:AddHttpMessageHandler<TokenHandler>|}();
            }
        }
        """ + Types, message: "'TokenHandler' takes its token from scoped 'IUserToken' but is created once for all calls of the client; calls send another user's token, or none");

    [Theory]
    [InlineData("AddSingleton<OrderService>()")]
    [InlineData("AddSingleton<IOrderService, OtherOrders>()")]
    [InlineData("TryAddSingleton<OrderService>()")]
    [InlineData("AddSingleton(typeof(OrderService))")]
    [InlineData("AddKeyedSingleton<OrderService>(\"orders\")")]
    [InlineData("TryAddKeyedSingleton<OrderService>(\"orders\")")]
    [InlineData("AddKeyedSingleton(typeof(OrderService), typeof(Startup), typeof(OrderService))")]
    [InlineData("AddKeyedSingleton(\"orders\", (sp, _) => new OrderService(sp.GetRequiredService<Orders.OrdersClient>()))")]
    [InlineData("AddHostedService<OrderWorker>()")]
    [InlineData("AddSingleton(sp => new OrderService(sp.GetRequiredService<Orders.OrdersClient>()))")]
    public Task A_singleton_that_keeps_a_client_with_credentials_of_a_scope(string added)
    {
        var end = added.IndexOf('(', System.StringComparison.Ordinal);
        return Verify.Reports(Usings + $$"""
            public class Startup
            {
                public void Configure(IServiceCollection services)
                {
                    services.{|#0:AddScoped<IUserToken, UserToken>|}();
                    services.{|GRPCAUTH3006:{{added[..end]}}|}{{added[end..]}};
                    services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                        .AddCallCredentials((context, metadata, provider) =>
                        {
                            metadata.Add("authorization", "Bearer " + provider.GetRequiredService<IUserToken>().Token);
                            return Task.CompletedTask;
                        });
                }
            }

            public class OtherOrders(Orders.OrdersClient orders) : IOrderService
            {
                public async Task<Order> GetAsync() => await orders.GetOrderAsync(new OrderRequest());
            }

            public class OrderWorker(Orders.OrdersClient orders) : Microsoft.Extensions.Hosting.BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await orders.GetOrderAsync(new OrderRequest());
            }
            """ + Types);
    }

    [Theory]
    [InlineData("AddKeyedScoped<IUserToken, UserToken>", "(\"user\")", "[FromKeyedServices(\"user\")] ")]
    [InlineData("TryAddKeyedScoped<IUserToken, UserToken>", "(\"user\")", "[FromKeyedServices(\"user\")] ")]
    [InlineData("AddScoped<IUserToken, UserToken>", "(); services.AddKeyedSingleton<IUserToken, UserToken>(\"machine\")", "")]
    public Task The_scoped_service_is_that_of_the_key_or_that_without_one(string scoped, string rest, string attribute) => Verify.Reports(Usings + $$"""
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.{|#0:{{scoped}}|}{{rest}};
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{|GRPCAUTH3006:AddHttpMessageHandler<KeyedHandler>|}();
            }
        }

        public class KeyedHandler({{attribute}}IUserToken user) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new("Bearer", user.Token);
                return base.SendAsync(request, cancellationToken);
            }
        }
        """ + Types);

    [Fact]
    public Task A_callback_that_asks_for_the_service_of_a_key() => Verify.Reports(Usings + """
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.{|#0:AddKeyedScoped<IUserToken, UserToken>|}("user");
                services.{|GRPCAUTH3006:AddSingleton<OrderService>|}();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((context, metadata, provider) =>
                    {
                        metadata.Add("authorization", "Bearer " + provider.GetRequiredKeyedService<IUserToken>("user").Token);
                        return Task.CompletedTask;
                    });
            }
        }
        """ + Types);

    [Fact]
    public Task A_singleton_that_keeps_a_code_first_client_with_credentials_of_a_scope() => Verify.Reports("using ProtoBuf.Grpc.ClientFactory;\n" + Usings + """
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.{|#0:AddScoped<IUserToken, UserToken>|}();
                services.{|GRPCAUTH3006:AddSingleton<StockService>|}();
                services.AddCodeFirstGrpcClient<IStock>(o => o.Address = new Uri("https://stock.example.com"))
                    .AddCallCredentials((context, metadata, provider) =>
                    {
                        metadata.Add("authorization", "Bearer " + provider.GetRequiredService<IUserToken>().Token);
                        return Task.CompletedTask;
                    });
            }
        }

        public interface IStock
        {
            Task<int> CountAsync(ProtoBuf.Grpc.CallContext context = default);
        }

        public class StockService(IStock stock)
        {
            public Task<int> CountAsync() => stock.CountAsync();
        }

        namespace ProtoBuf.Grpc.ClientFactory
        {
            public static class ServicesExtensions
            {
                public static IHttpClientBuilder AddCodeFirstGrpcClient<T>(this IServiceCollection services, Action<GrpcClientFactoryOptions> configure)
                    where T : class => services.AddHttpClient(typeof(T).Name);
            }
        }
        """ + Types);

    [Fact]
    public Task A_singleton_that_keeps_a_client_with_an_interceptor_of_its_own() => Verify.Reports(Usings + """
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.{|#0:AddScoped<IUserToken, UserToken>|}();
                services.{|GRPCAUTH3006:AddSingleton<OrderService>|}();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).AddInterceptor<Auth>(InterceptorScope.Client);
            }
        }
        """ + Types);

    [Fact]
    public Task In_tests_it_is_information() => Verify.Reports(Usings + """
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.AddScoped<IUserToken, UserToken>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{|GRPCAUTH3006:AddInterceptor<Auth>|}();
            }
        }
        """ + Types, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);
}

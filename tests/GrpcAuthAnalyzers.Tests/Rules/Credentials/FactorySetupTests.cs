using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Registrations that are configured by helpers, by their name, or by what is done to all clients.</summary>
public sealed class FactorySetupTests
{
    private const string Usings = $$"""
        using System.Net.Http.Headers;
        using System.Security.Cryptography.X509Certificates;
        using Grpc.Core.Interceptors;
        using Grpc.Net.Client.Web;
        using Grpc.Net.ClientFactory;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Http;
        using Microsoft.Extensions.Options;

        public sealed class Log : Interceptor;

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

        public sealed class AuthHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.Headers.Authorization = new("Bearer", Environment.MachineName);
                return base.SendAsync(request, token);
            }
        }

        public abstract class Filling : Interceptor;

        public abstract class PlainBase : DelegatingHandler;

        public static class Builders
        {
            public static IHttpClientBuilder Retrying(this IHttpClientBuilder builder) { builder.ConfigureChannel(o => o.MaxRetryAttempts = 3); return builder; }
            public static IHttpClientBuilder Living(this IHttpClientBuilder builder) => builder.SetHandlerLifetime(TimeSpan.FromMinutes(1)).Retrying();
            public static IHttpClientBuilder Authenticated(this IHttpClientBuilder builder) => builder.Living().AddCallCredentials((c, m) => Task.CompletedTask);
            public static TBuilder Timed<TBuilder>(this TBuilder builder) where TBuilder : IHttpClientBuilder { builder.SetHandlerLifetime(TimeSpan.FromMinutes(1)); return builder; }
            public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder) => builder.AddCallCredentials((c, m) => Task.CompletedTask);
            public static void Address(GrpcClientFactoryOptions options) => options.Address = new Uri("https://orders.example.com");
            public static Interceptor MakeLog(IServiceProvider services) { var log = new Log(); return log; }
            public static Interceptor MakeAuth(IServiceProvider services) => services is null ? throw new Exception() : new Auth();
        }


        """;

    private const string Bare = "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}";

    [Theory]
    [InlineData("().Living().Timed()")]
    [InlineData("().UseSocketsHttpHandler()")]
    [InlineData("().ConfigurePrimaryHttpMessageHandler(_ => new SocketsHttpHandler())")]
    [InlineData("().ConfigureChannel(o => { o.MaxRetryAttempts = 2; o.Credentials = ChannelCredentials.SecureSsl; })")]
    [InlineData("().AddInterceptor(() => new Log()).RemoveAllLoggers()")]
    [InlineData("(Builders.Address)")]
    [InlineData("(o => Builders.Address(o))")]
    [InlineData("().AddInterceptor(Builders.MakeLog)")]
    [InlineData("().AddInterceptor(sp => sp.GetRequiredService<Log>())")]
    [InlineData("().AddInterceptor(sp => ActivatorUtilities.CreateInstance<Log>(sp))")]
    [InlineData("().AddInterceptor<Log>(InterceptorScope.Client)")]
    [InlineData("().ConfigureChannel((sp, o) => { {|GRPCAUTH5002:o.UnsafeUseInsecureChannelCallCredentials = true|}; })")]
    [InlineData("().ConfigurePrimaryHttpMessageHandler(() => { var h = new HttpClientHandler(); {|GRPCAUTH5004:h.ServerCertificateCustomValidationCallback = (a, b, c, d) => true|}; return h; })")]
    [InlineData("().UseSocketsHttpHandler((h, sp) => h.PooledConnectionLifetime = TimeSpan.FromMinutes(1))")]
    [InlineData("().AddHttpMessageHandler(() => new GrpcWebHandler(GrpcWebMode.GrpcWeb))")]
    [InlineData("().Services.AddOptions()")]
    public Task A_chain_that_adds_no_credential(string chain) => Verify.Reports(Usings + $$"""
        public static class Startup { public static void Run(IServiceCollection services) { {{Bare}}{{chain}}; } }
        """);

    [Theory]
    [InlineData("().Living().AddCallCredentials((c, m) => Task.CompletedTask)")]
    [InlineData("().Timed().Authenticated()")]
    [InlineData("().AddInterceptor(Builders.MakeAuth)")]
    [InlineData("().AddCallCredentials()")]
    [InlineData("().AddInterceptor(sp => sp.GetRequiredService<Auth>())")]
    [InlineData("().AddInterceptor<Interceptor>()")]
    [InlineData("().AddInterceptor<Filling>()")]
    [InlineData("().AddHttpMessageHandler<PlainBase>()")]
    [InlineData("().ConfigurePrimaryHttpMessageHandler<HttpMessageHandler>()")]
    [InlineData("().ConfigurePrimaryHttpMessageHandler(() => { var h = new HttpClientHandler(); h.ClientCertificates.Add(certificate); return h; })")]
    [InlineData("().UseSocketsHttpHandler(b => b.Configure((h, sp) => h.SslOptions.ClientCertificates = new() { certificate }))")]
    [InlineData("().ConfigureHttpMessageHandlerBuilder(b => b.AdditionalHandlers.Add(new AuthHandler()))")]
    [InlineData("().ConfigureAdditionalHttpMessageHandlers((l, sp) => l.Add(new AuthHandler()))")]
    [InlineData("().AddHttpMessageHandler(sp => { var h = new AuthHandler(); return h; })")]
    public Task A_chain_that_adds_a_credential_or_may(string chain) => Verify.Silent(Usings + $$"""
        public static class Startup { public static void Run(IServiceCollection services, X509Certificate2 certificate) { services.AddGrpcClient<Orders.OrdersClient>{{chain}}; } }
        """);

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddGrpcClient<Orders.OrdersClient>(\"OrdersClient\").Authenticated();")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"a\", o => { }).Authenticated(); services.AddGrpcClient<Orders.OrdersClient>(configureClient: o => { }, name: \"a\");")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddHttpClient(nameof(Orders.OrdersClient)).AddHttpMessageHandler<AuthHandler>();")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.ConfigureAll<HttpClientFactoryOptions>(o => o.HttpMessageHandlerBuilderActions.Add(b => { }));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddSingleton<IHttpMessageHandlerBuilderFilter>(sp => null!);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddSingleton<IConfigureOptions<GrpcClientFactoryOptions>>(sp => null!);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddOptions<GrpcClientFactoryOptions>(\"OrdersClient\").Configure<IServiceProvider>((o, sp) => { });")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.Configure(\"OrdersClient\", (GrpcClientFactoryOptions o) => { });")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.ConfigureAll((GrpcClientFactoryOptions o) => { });")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.PostConfigure((GrpcClientFactoryOptions o) => { });")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.PostConfigureAll((GrpcClientFactoryOptions o) => { });")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.ConfigureHttpClientDefaults(b => b.AddHttpMessageHandler<AuthHandler>());")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"a\", o => { }).Authenticated(); services.AddGrpcClient<Orders.OrdersClient>(\"b\", o => { });")]
    [InlineData("foreach (var name in names) services.AddGrpcClient<Orders.OrdersClient>(name).Authenticated(); services.AddGrpcClient<Orders.OrdersClient>(\"a\");")]
    [InlineData("var all = new[] { services.AddGrpcClient<Orders.OrdersClient>(), services.AddGrpcClient<Accounts.AccountsClient>() }; foreach (var b in all) b.Authenticated();")]
    [InlineData("var b = names.Length > 0 ? services.AddGrpcClient<Orders.OrdersClient>(\"1\") : services.AddGrpcClient<Orders.OrdersClient>(\"2\"); b.Authenticated();")]
    [InlineData("var b = services.AddGrpcClient<Orders.OrdersClient>(); if (names.Length > 0) b.Authenticated();")]
    public Task A_credential_by_another_statement(string code) => Verify.Silent(Usings + $$"""
        public static class Startup { public static void Run(IServiceCollection services, string[] names) { {{code}} } }
        """);

    /// <summary>What the other assembly sets is not seen, and its type is not named here.</summary>
    [Theory]
    [InlineData("services.ConfigureAll(Company.Setup.Grpc);", false)]
    [InlineData("services.Configure(Company.Setup.Http);", false)]
    [InlineData("services.PostConfigure(\"OrdersClient\", Company.Setup.Grpc);", false)]
    [InlineData("services.ConfigureAll(Company.Setup.Text);", true)]
    public Task Options_that_another_assembly_sets(string statement, bool isReported)
    {
        var source = Usings + $$"""
            public static class Startup
            {
                public static void Run(IServiceCollection services) { {{(isReported ? Bare : "services.AddGrpcClient<Orders.OrdersClient>")}}(); {{statement}} }
            }
            """;
        var setup = Setup.Usual with
        {
            Library = """
                namespace Company
                {
                    public static class Setup
                    {
                        public static System.Action<Grpc.Net.ClientFactory.GrpcClientFactoryOptions> Grpc => _ => { };
                        public static System.Action<Microsoft.Extensions.Http.HttpClientFactoryOptions> Http => _ => { };
                        public static System.Action<System.Text.StringBuilder> Text => _ => { };
                    }
                }
                """,
        };
        return isReported ? Verify.Reports(source, setup) : Verify.Silent(source, setup);
    }

    // What registrations take, and what others may be called with, changes no client by itself.
    [Theory]
    [InlineData("public static void Log(Action<GrpcClientFactoryOptions> configure) => Console.WriteLine(configure);", true)]
    [InlineData("public static void Log(Func<GrpcClientFactoryOptions, bool> test) => Console.WriteLine(test);", true)]
    [InlineData("public static void Log(Action<Grpc.Net.ClientFactory.GrpcClientFactoryOptions> configure) => Console.WriteLine(configure);", true)]
    [InlineData("public static void Log(GrpcClientFactoryOptions options) => Console.WriteLine(options.Address);", true)]
    [InlineData("public static void Log(IConfigureOptions<GrpcClientFactoryOptions> configure) => Console.WriteLine(configure);", false)]
    [InlineData("public static void Log(IConfigureOptions<Grpc.Net.ClientFactory.GrpcClientFactoryOptions> configure) => Console.WriteLine(configure);", false)]
    [InlineData("public static void Log(IHttpMessageHandlerBuilderFilter filter) => Console.WriteLine(filter);", false)]
    public Task A_mention_of_the_options_of_the_factory(string member, bool isReported)
    {
        var source = Usings + $$"""
            public static class Startup
            {
                public static void Run(IServiceCollection services) { {{(isReported ? Bare : "services.AddGrpcClient<Orders.OrdersClient>")}}(); }

                {{member}}
            }
            """;
        return isReported ? Verify.Reports(source) : Verify.Silent(source);
    }

    [Fact]
    public Task A_credential_in_the_default_headers_of_the_client_that_has_its_name() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services)
            {
                services.AddHttpClient("a", c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new("Bearer", Environment.MachineName)|});
                services.AddGrpcClient<Orders.OrdersClient>("a");
            }
        }
        """);

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"a\"); services.AddHttpClient(\"b\").AddHttpMessageHandler<AuthHandler>();")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(); services.AddHttpClient(\"OrdersClient\", c => c.Timeout = TimeSpan.Zero).Living();")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(); services.ConfigureHttpClientDefaults(b => b.ConfigureHttpClient(c => c.Timeout = TimeSpan.Zero));")]
    [InlineData("foreach (var name in names) services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(name, o => o.Address = new Uri(\"https://\" + name));")]
    public Task What_is_done_to_others_or_adds_nothing_does_not_help(string code) => Verify.Reports(Usings + $$"""
        public static class Startup { public static void Run(IServiceCollection services, string[] names) { {{code}} } }
        """);

    [Theory]
    [InlineData("internal static IHttpClientBuilder Add(IServiceCollection services) => {0}();", "Add(services);")]
    [InlineData("private static IHttpClientBuilder Add(IServiceCollection services) { var b = {0}(); return b; }", "Add(services).Living();")]
    [InlineData("internal static IHttpClientBuilder Add(IServiceCollection services) => {0}(); private static IHttpClientBuilder More(IServiceCollection services) => Add(services).Living();", "More(services);")]
    [InlineData("", "IHttpClientBuilder Add() => {0}(); Add();")]
    public Task A_builder_that_is_returned_to_callers_that_add_nothing(string helper, string code) => Verify.Reports(Usings + $$"""
        public static class Startup
        {
            {{helper.Replace("{0}", Bare)}}
            public static void Run(IServiceCollection services) { {{code.Replace("{0}", Bare)}} }
        }
        """);

    [Theory]
    [InlineData("internal static IHttpClientBuilder Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();", "Add(services).Authenticated();")]
    [InlineData("internal static IHttpClientBuilder Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();", "Add(services); if (services.Count > 0) Add(services).Authenticated();")]
    [InlineData("internal static IHttpClientBuilder Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();", "")]
    [InlineData("internal static IHttpClientBuilder Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(); private static IHttpClientBuilder More(IServiceCollection services) => Add(services).Living();", "More(services).Authenticated();")]
    [InlineData("internal static IHttpClientBuilder Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>();", "Func<IServiceCollection, IHttpClientBuilder> add = Add; add(services).Authenticated();")]
    [InlineData("internal static IHttpClientBuilder Add(IServiceCollection services, int n) => n == 0 ? services.AddGrpcClient<Orders.OrdersClient>() : Add(services, n - 1);", "Add(services, 3);")]
    [InlineData("private static IEnumerable<IHttpClientBuilder> All(IServiceCollection services) { yield return services.AddGrpcClient<Orders.OrdersClient>(); }", "foreach (var b in All(services)) b.Authenticated();")]
    [InlineData("private static void Make(IServiceCollection services, out IHttpClientBuilder b) => b = services.AddGrpcClient<Orders.OrdersClient>();", "Make(services, out var b); b.Authenticated();")]
    [InlineData("private static (IHttpClientBuilder, int) Make(IServiceCollection services) => (services.AddGrpcClient<Orders.OrdersClient>(), 1);", "Make(services).Item1.Authenticated();")]
    [InlineData("private static void Each(IServiceCollection services, Func<IServiceCollection, IHttpClientBuilder> add) => add(services).Authenticated();", "Each(services, s => s.AddGrpcClient<Orders.OrdersClient>());")]
    [InlineData("private static void Add(IServiceCollection services, Action<IHttpClientBuilder> configure) { var b = services.AddGrpcClient<Orders.OrdersClient>(); configure(b); }", "Add(services, b => b.Authenticated());")]
    [InlineData("private static IHttpClientBuilder Add<T>(IServiceCollection services) where T : Interceptor => services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<T>();", "Add<Auth>(services);")]
    [InlineData("private static IHttpClientBuilder Add<T>(IServiceCollection services) where T : DelegatingHandler => services.AddGrpcClient<Orders.OrdersClient>().AddHttpMessageHandler<T>();", "Add<AuthHandler>(services);")]
    public Task A_builder_that_is_handed_on(string helper, string code) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            {{helper}}
            public static void Run(IServiceCollection services) { {{code}} }
        }
        """);

    [Theory]
    [InlineData("public Order Get(CallOptions options) { Func<OrderRequest, CallOptions, Order> call = client.GetOrder; return call(new(), options); }")]
    [InlineData("public Task<Order> Get(CallOptions options) => Run(client.GetOrderAsync, options); private static async Task<R> Run<R>(Func<OrderRequest, CallOptions, AsyncUnaryCall<R>> call, CallOptions options) => await call(new(), options);")]
    [InlineData("public Order Get<T>(T any, Metadata headers) where T : Orders.OrdersClient => any.GetOrder(new(), headers);")]
    [InlineData("public async Task<Order> Get() => await client.GetOrderAsync(new(), await Options()); private static async Task<CallOptions> Options() => new(new Metadata { { \"authorization\", await Task.FromResult(Environment.MachineName) } });")]
    public Task Calls_that_may_pass_credentials(string member) => Verify.Silent(Usings + $$"""
        public static class Startup { public static void Run(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(); }

        public sealed class Service(Orders.OrdersClient client)
        {
            public Orders.OrdersClient Client => client;
            {{member}}
        }
        """);

    [Fact]
    public Task A_subclass_of_a_client_may_add_anything() => Verify.Silent(Usings + """
        public class Mine(CallInvoker invoker) : Orders.OrdersClient(invoker.Intercept(new Auth()));

        public static class Startup { public static void Run(IServiceCollection services) => services.AddGrpcClient<Mine>(); }
        """);
}

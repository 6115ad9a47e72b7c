using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class ServiceWithoutAuthorizationTests
{
    private const string Reported = "{|GRPCAUTH6001:app.MapGrpcService<OrderService>()|};";
    private const string Mapped = "app.MapGrpcService<OrderService>();";

    private const string LoggingInterceptor = """
        public sealed class Timing(ILogger<Timing> logger) : Grpc.Core.Interceptors.Interceptor
        {
            public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                logger.LogInformation("{Method}", context.Method);
                return await continuation(request, context);
            }
        }
        """;

    [Theory]
    [InlineData(Reported)]
    [InlineData("{|GRPCAUTH6001:app.MapGrpcService<OrderService>()|}.RequireHost(\"*\");")]
    [InlineData("app.UseRouting(); app.UseAuthentication(); app.UseAuthorization(); app.UseEndpoints(endpoints => {|GRPCAUTH6001:endpoints.MapGrpcService<OrderService>()|});")]
    [InlineData("var endpoint = {|GRPCAUTH6001:app.MapGrpcService<OrderService>()|}; endpoint.WithDisplayName(\"orders\");")]
    [InlineData("var group = app.MapGroup(\"\"); {|GRPCAUTH6001:group.MapGrpcService<OrderService>()|};")]
    [InlineData("app.Use(async (context, next) => { Console.WriteLine(context.Request.Path); await next(); }); {|GRPCAUTH6001:app.MapGrpcService<OrderService>()|};")]
    public Task A_service_that_asks_for_nothing(string map) => Verify.Reports(
        Servers.With(Servers.Bearer, map), severity: DiagnosticSeverity.Warning,
        message: "'OrderService' answers callers without a credential: nothing asks for authorization");

    [Fact]
    public Task In_a_Startup_class() => Verify.Reports(Servers.Usings + """
        public sealed class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddGrpc();
                services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
                services.AddAuthorization();
            }

            public void Configure(IApplicationBuilder app)
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.UseEndpoints(endpoints =>
                {
                    {|GRPCAUTH6001:endpoints.MapGrpcService<OrderService>()|};
                });
            }
        }

        public static class Program
        {
            public static void Main(string[] args) =>
                Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        public sealed class OrderService : Orders.OrdersBase
        {
            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_filter_of_MVC_is_named() => Verify.Reports(
        Servers.With(Servers.Bearer + "builder.Services.AddControllers();", "app.MapControllers();" + Reported, """
            public sealed class SignedInAttribute : Attribute, Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter
            {
                public void OnAuthorization(Microsoft.AspNetCore.Mvc.Filters.AuthorizationFilterContext context) => context.Result = new Microsoft.AspNetCore.Mvc.UnauthorizedResult();
            }
            """, "[SignedIn]"),
        severity: DiagnosticSeverity.Warning,
        message: "'OrderService' answers callers without a credential: 'SignedInAttribute' is a filter of MVC, which gRPC does not run");

    [Theory]
    [InlineData("app.MapControllers();")]
    [InlineData("app.MapGet(\"/\", () => \"hello\").RequireAuthorization();")]
    public Task Beside_other_endpoints(string others) => Verify.Reports(
        Servers.With(Servers.Bearer + "builder.Services.AddControllers();", others + Reported), severity: DiagnosticSeverity.Info);

    /// <summary>What the authentication may be for.</summary>
    [Theory]
    [InlineData("app.MapControllerRoute(\"default\", \"{controller}\");")]
    [InlineData("app.MapDefaultControllerRoute();")]
    [InlineData("app.MapRazorPages();")]
    [InlineData("app.MapBlazorHub();")]
    [InlineData("app.MapFallbackToPage(\"/index\");")]
    [InlineData("app.MapGet(\"/\", () => \"\");")]
    [InlineData("app.MapPost(\"/\", () => \"\");")]
    [InlineData("app.MapPut(\"/\", () => \"\");")]
    [InlineData("app.MapDelete(\"/\", () => \"\");")]
    [InlineData("app.MapPatch(\"/\", () => \"\");")]
    [InlineData("app.MapMethods(\"/\", new[] { \"HEAD\" }, () => \"\");")]
    [InlineData("app.MapHub<Chat>(\"/chat\");")]
    [InlineData("app.MapGraphQL();")]
    [InlineData("app.MapReverseProxy();")]
    [InlineData("app.MapIdentityApi();")]
    [InlineData("app.MapRazorComponents();")]
    [InlineData("app.UseMvc();")]
    public Task Beside_endpoints_for_others(string others) => Verify.Reports(Servers.With(Servers.Bearer, others + Reported, """
        public sealed class Chat : Microsoft.AspNetCore.SignalR.Hub;

        public static class Libraries
        {
            public static void MapGraphQL(this WebApplication app) { }

            public static void MapReverseProxy(this WebApplication app) { }

            public static void MapIdentityApi(this WebApplication app) { }

            public static void MapRazorComponents(this WebApplication app) { }

            public static void UseMvc(this WebApplication app) { }
        }
        """), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task A_service_that_a_factory_makes_has_no_fix() => Verify.NotFixable(
        Servers.With(Servers.Bearer, "{|GRPCAUTH6001:app.MapGrpcService(services => Orders.BindService(new OrderService()))|};"));

    [Fact]
    public Task Beside_an_interceptor_that_only_logs() => Verify.Reports(
        Servers.With("builder.Services.AddGrpc(options => options.Interceptors.Add<Timing>());" + Servers.Bearer, Reported, LoggingInterceptor),
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData(Mapped, "[Authorize]")]
    [InlineData(Mapped, "[AllowAnonymous]")]
    [InlineData(Mapped, "[Staff]")]
    [InlineData("app.MapGrpcService<OrderService>().RequireAuthorization();")]
    [InlineData("app.MapGrpcService<OrderService>().RequireHost(\"*\").RequireAuthorization();")]
    [InlineData("app.MapGrpcService<OrderService>().AllowAnonymous();")]
    [InlineData("app.MapGrpcService<OrderService>().WithMetadata(new AuthorizeAttribute());")]
    [InlineData("var endpoint = app.MapGrpcService<OrderService>(); endpoint.RequireAuthorization();")]
    [InlineData("app.MapGroup(\"\").RequireAuthorization().MapGrpcService<OrderService>();")]
    [InlineData("var group = app.MapGroup(\"\"); group.RequireAuthorization(); group.MapGrpcService<OrderService>();")]
    [InlineData("Protect(app.MapGrpcService<OrderService>()); static void Protect(IEndpointConventionBuilder endpoint) => endpoint.RequireAuthorization();")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers.Authorization.Count == 0) { context.Response.StatusCode = 401; return; } await next(); });" + Mapped)]
    [InlineData("app.UseMiddleware<Gate>();" + Mapped)]
    public Task Protected_or_open_on_purpose(string map, string attribute = "") => Verify.Silent(Servers.With(Servers.Bearer, map, """
        public sealed class StaffAttribute : AuthorizeAttribute;

        public sealed class Gate(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context) => context.Request.Headers.ContainsKey("x-api-key") ? next(context) : Task.CompletedTask;
        }
        """, attribute));

    /// <summary>Kestrel turns away clients without a certificate, but any certificate is none, and a token that is registered is still asked of nobody.</summary>
    [Theory]
    [InlineData("AddCertificate()", "https.ClientCertificateMode = ClientCertificateMode.RequireCertificate", true)]
    [InlineData("AddCertificate().AddCertificateCache()", "https.ClientCertificateMode = ClientCertificateMode.RequireCertificate", true)]
    [InlineData("AddCertificate()", "{ https.ClientCertificateMode = ClientCertificateMode.RequireCertificate; https.ClientCertificateValidation = (seen, _, _) => seen.Thumbprint == args[0]; }", true)]
    [InlineData("AddCertificate()", "{ https.ClientCertificateMode = ClientCertificateMode.RequireCertificate; https.ClientCertificateValidation = (_, _, _) => true; }")]
    [InlineData("AddCertificate()", "{ https.ClientCertificateMode = ClientCertificateMode.RequireCertificate; https.AllowAnyClientCertificate(); }")]
    [InlineData("AddCertificate()", "https.ClientCertificateMode = ClientCertificateMode.AllowCertificate")]
    [InlineData("AddCertificate().AddJwtBearer()", "https.ClientCertificateMode = ClientCertificateMode.RequireCertificate")]
    public Task Kestrel_requires_a_certificate(string schemes, string https, bool isClosed = false)
    {
        var services = "builder.Services.AddAuthentication(\"Certificate\")." + schemes + ";"
            + "builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => " + https + "));";
        var code = "using Microsoft.AspNetCore.Server.Kestrel.Https;\n" + Servers.With(services, isClosed ? Mapped : Reported);
        return isClosed ? Verify.Silent(code) : Verify.Reports(code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("builder.Services.AddAuthorization();")]
    [InlineData("builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(); builder.Services.AddAuthorization();")]
    [InlineData(Servers.Bearer + "builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());")]
    [InlineData(Servers.Bearer + "builder.Services.Configure<AuthorizationOptions>(options => options.FallbackPolicy = options.DefaultPolicy);")]
    [InlineData(Servers.Bearer + "builder.Services.AddGrpc(options => options.Interceptors.Add<KeyCheck>());")]
    public Task Without_a_scheme_for_clients_or_with_another_guard(string services) => Verify.Silent(Servers.With(services, Mapped, """
        public sealed class KeyCheck : Grpc.Core.Interceptors.Interceptor
        {
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
                context.RequestHeaders.GetValue(Keys.Header) is null ? throw new RpcException(new Status(StatusCode.Unauthenticated, "")) : continuation(request, context);
        }

        public static class Keys
        {
            public static string Header { get; set; } = "x-key";
        }
        """));

    [Theory]
    [InlineData("context.RequestHeaders.GetValue(\"x-api-key\") is null ? throw new RpcException(Status.DefaultCancelled) : Task.FromResult(new Order())")]
    [InlineData("context.GetHttpContext().User.Identity!.IsAuthenticated ? Task.FromResult(new Order()) : throw new RpcException(Status.DefaultCancelled)")]
    [InlineData("Checks.ValidateToken(request.Id) ? Task.FromResult(new Order()) : throw new RpcException(Status.DefaultCancelled)")]
    public Task A_service_that_checks_by_itself(string body) => Verify.Silent(
        Servers.With(Servers.Bearer, "app.MapGrpcService<Own>();", $$"""
            public sealed class Own : Orders.OrdersBase
            {
                public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => {{body}};
            }

            public static class Checks { public static bool ValidateToken(string token) => token.Length > 3; }
            """));

    [Fact]
    public Task A_service_of_which_some_methods_ask() => Verify.Silent(
        Servers.With(Servers.Bearer, "app.MapGrpcService<Own>();", """
            public sealed class Own : Orders.OrdersBase
            {
                [Authorize]
                public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());
            }
            """));

    [Fact]
    public Task A_program_whose_setup_is_elsewhere() => Verify.Silent(
        Servers.With("Acme.Setup.AddAcme(builder.Services);" + Servers.Bearer, Mapped), new Setup
        {
            Library = """
                namespace Acme;

                public static class Setup
                {
                    public static void AddAcme(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { }
                }
                """,
        });

    [Fact]
    public Task Services_that_are_anonymous_by_configuration() => Verify.Silent(
        Servers.With(Servers.Bearer, Mapped), new Setup { EditorConfig = "grpc_auth.anonymous_services = Acme.Orders.Orders" });

    [Fact]
    public Task Beside_a_server_of_the_same_program_whose_interceptor_checks_the_key() => Verify.Reports(Servers.Usings + """
        public static class Two
        {
            public static WebApplication Open()
            {
                var builder = WebApplication.CreateBuilder();
                builder.Services.AddGrpc();
                builder.Services.AddAuthentication("Bearer").AddJwtBearer();
                builder.Services.AddAuthorization();
                var app = builder.Build();
                {|GRPCAUTH6001:app.MapGrpcService<Plain>()|};
                return app;
            }

            public static WebApplication Closed()
            {
                var builder = WebApplication.CreateBuilder();
                builder.Services.AddGrpc(options => options.Interceptors.Add<HeaderCheck>());
                builder.Services.AddAuthentication("Bearer").AddJwtBearer();
                builder.Services.AddAuthorization();
                var app = builder.Build();
                app.MapGrpcService<Plain>();
                return app;
            }
        }

        public sealed class Plain : Orders.OrdersBase;

        public sealed class HeaderCheck : Grpc.Core.Interceptors.Interceptor
        {
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
                context.RequestHeaders.Count == 0 ? throw new RpcException(Status.DefaultCancelled) : continuation(request, context);
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Not_in_test_projects() => Verify.Silent(
        Servers.With(Servers.Bearer, Mapped), new Setup { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task Fix() => Verify.Fixes(
        Servers.With(Servers.Bearer, "{|GRPCAUTH6001:app.MapGrpcService<OrderService>()|}.RequireHost(\"*\");"),
        Servers.With(Servers.Bearer, "app.MapGrpcService<OrderService>().RequireAuthorization().RequireHost(\"*\");"));

    [Fact]
    public Task No_fix_where_authorization_is_not_registered() => Verify.NotFixable(
        Servers.With("builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer();", Reported));
}

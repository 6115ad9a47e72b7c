using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class AuthorizationNeverRunsTests
{
    private const string Reported = "{|GRPCAUTH6002:app.MapGrpcService<OrderService>()|};";
    private const string Mapped = "app.MapGrpcService<OrderService>();";
    private const string Message = "No call of 'OrderService' is authorized: ";

    [Theory]
    [InlineData("builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer();", "authorization is not registered, so that every call fails")]
    [InlineData("builder.Services.AddAuthorization();", "no authentication scheme is registered, so that every call fails")]
    [InlineData("builder.Services.AddAuthentication(); builder.Services.AddAuthorization();", "no authentication scheme is registered, so that every call fails")]
    [InlineData("builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddJwtBearer(); builder.Services.AddAuthorization();",
        "the default scheme 'Cookies' reads no token, so that good tokens are refused")]
    [InlineData("builder.Services.AddAuthentication(o => o.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddJwtBearer(); builder.Services.AddAuthorization();",
        "the default scheme 'Cookies' reads no token, so that good tokens are refused")]
    [InlineData("builder.Services.AddAuthentication().AddCookie().AddJwtBearer(); builder.Services.AddAuthorization();",
        "there are several authentication schemes and no default one, so that every call fails")]
    [InlineData("builder.Services.AddAuthentication(\"Jwt\").AddJwtBearer(); builder.Services.AddAuthorization();",
        "the default scheme 'Jwt' is not registered, so that every call fails")]
    public Task By_what_is_registered(string services, string reason) =>
        Verify.Reports(Servers.With(services, Reported, service: "[Authorize]"), message: Message + reason);

    [Theory]
    [InlineData("[Authorize(\"staff\")]", "policy 'staff' is not registered, so that every call fails")]
    [InlineData("[Authorize(Policy = \"staff\")]", "policy 'staff' is not registered, so that every call fails")]
    [InlineData("[Authorize(AuthenticationSchemes = \"Jwt\")]", "scheme 'Jwt' is not registered, so that every call fails")]
    public Task By_a_name_that_is_not_registered(string attribute, string reason) => Verify.Reports(
        Servers.With(Servers.Bearer + "builder.Services.AddAuthorization(o => o.AddPolicy(\"orders\", p => p.RequireAuthenticatedUser()));", Reported, service: attribute),
        message: Message + reason);

    [Fact]
    public Task By_a_policy_of_the_endpoint() => Verify.Reports(
        Servers.With(Servers.Bearer, "{|GRPCAUTH6002:app.MapGrpcService<OrderService>()|}.RequireAuthorization(\"staff\");"),
        message: Message + "policy 'staff' is not registered, so that every call fails");

    [Theory]
    [InlineData("app.UseAuthorization(); app.UseAuthentication();", "UseAuthorization comes before UseAuthentication, so that good tokens are refused")]
    [InlineData("app.UseRouting();", "UseAuthorization is missing after UseRouting, so that every call fails")]
    [InlineData("app.UseAuthentication(); app.UseAuthorization(); app.UseRouting();",
        "UseAuthorization does not stand between UseRouting and the endpoints, so that every call fails")]
    public Task By_the_order_of_middleware(string use, string reason) =>
        Verify.Reports(Servers.With(Servers.Bearer, use + Reported, service: "[Authorize]"), message: Message + reason);

    [Theory]
    [InlineData("app.UseRouting(); app.UseAuthorization();", "UseAuthentication is missing, so that no token is read")]
    [InlineData("app.UseRouting().UseAuthorization();", "UseAuthentication is missing, so that no token is read")]
    [InlineData("app.UseRouting();", "UseAuthorization is missing after UseRouting, so that every call fails")]
    public Task In_a_Startup_class(string use, string reason) => Verify.Reports(Startup(use, "{|GRPCAUTH6002:endpoints.MapGrpcService<OrderService>()|}"), message: Message + reason);

    [Fact]
    public Task In_a_Startup_class_that_is_right() =>
        Verify.Silent(Startup("app.UseRouting(); app.UseAuthentication(); app.UseAuthorization();", "endpoints.MapGrpcService<OrderService>()"));

    [Theory]
    [InlineData(Servers.Bearer, "")]
    [InlineData(Servers.Bearer, "app.UseAuthentication(); app.UseAuthorization();")]
    [InlineData(Servers.Bearer, "app.UseRouting(); app.UseAuthorization();")]
    [InlineData(Servers.Bearer, "app.UseRouting(); app.UseAuthentication(); app.UseAuthorization();")]
    [InlineData(Servers.Bearer, "app.UseMyPipeline();")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(); builder.Services.AddAuthorization();", "")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(); builder.Services.AddControllers();", "")]
    [InlineData("builder.Services.AddAuthentication(o => o.DefaultScheme = \"Bearer\").AddCookie().AddJwtBearer(); builder.Services.AddAuthorization();", "")]
    [InlineData("builder.Services.AddAuthentication(o => { o.DefaultScheme = \"Cookies\"; o.DefaultAuthenticateScheme = \"Bearer\"; }).AddCookie().AddJwtBearer(); builder.Services.AddAuthorization();", "")]
    [InlineData("builder.Services.AddAuthentication(builder.Configuration[\"Scheme\"]!).AddCookie().AddJwtBearer(); builder.Services.AddAuthorization();", "")]
    [InlineData("builder.Services.AddAuthentication(\"Either\").AddCookie().AddJwtBearer().AddPolicyScheme(\"Either\", \"\", o => o.ForwardDefaultSelector = _ => \"Bearer\"); builder.Services.AddAuthorization();", "")]
    [InlineData("builder.Services.AddAuthentication().AddCookie().AddJwtBearer(); builder.Services.AddAuthorization(o => o.DefaultPolicy = new AuthorizationPolicyBuilder(\"Bearer\").RequireAuthenticatedUser().Build());", "")]
    [InlineData("builder.AddOwnAuth();", "")]
    [InlineData("var auth = builder.Services.AddAuthentication(\"Own\"); auth.AddJwtBearer(\"Own\", _ => { }); builder.Services.AddAuthorization();", "")]
    [InlineData("builder.Services.AddAuthentication(\"Key\").AddScheme<AuthenticationSchemeOptions, KeyHandler>(\"Key\", null); builder.Services.AddAuthorization();", "")]
    public Task A_server_that_is_right_or_not_known(string services, string use) => Verify.Silent(Servers.With(services, use + Mapped, """
        public static class Own
        {
            public static WebApplication UseMyPipeline(this WebApplication app) { app.UseAuthentication(); app.UseAuthorization(); return app; }

            public static WebApplicationBuilder AddOwnAuth(this WebApplicationBuilder builder)
            {
                builder.Services.AddAuthentication("Bearer").AddJwtBearer();
                builder.Services.AddAuthorization();
                return builder;
            }
        }

        public sealed class KeyHandler(
            Microsoft.Extensions.Options.IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder)
            : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
        {
            protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
        }
        """, "[Authorize]"));

    [Theory]
    [InlineData("[Authorize(\"orders\")]")]
    [InlineData("[Authorize(\"ORDERS\")]")]
    [InlineData("[Authorize(AuthenticationSchemes = JwtBearerDefaults.AuthenticationScheme)]")]
    [InlineData("[Authorize(AuthenticationSchemes = \"Bearer, Cookies\")]")]
    [InlineData("[Authorize(Roles = \"staff\")]")]
    [InlineData("[AllowAnonymous]")]
    public Task Names_that_are_registered(string attribute) => Verify.Silent(Servers.With(
        "builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer().AddCookie(); builder.Services.AddAuthorization(o => o.AddPolicy(\"orders\", p => p.RequireAuthenticatedUser()));",
        Mapped, service: attribute));

    [Fact]
    public Task Policies_of_a_provider() => Verify.Silent(Servers.With(Servers.Bearer + "builder.Services.AddSingleton<IAuthorizationPolicyProvider, Provider>();", Mapped, """
        public sealed class Provider(Microsoft.Extensions.Options.IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options);
        """, "[Authorize(\"staff\")]"));

    [Fact]
    public Task Two_servers_in_one_program() => Verify.Silent(Servers.Usings + """
        public static class Two
        {
            public static WebApplication Open()
            {
                var builder = WebApplication.CreateBuilder();
                builder.Services.AddGrpc();
                var app = builder.Build();
                app.MapGrpcService<Plain>();
                return app;
            }

            public static WebApplication Closed()
            {
                var builder = WebApplication.CreateBuilder();
                builder.Services.AddGrpc();
                builder.Services.AddAuthentication().AddJwtBearer();
                builder.Services.AddAuthorization();
                var app = builder.Build();
                app.MapGrpcService<Guarded>();
                return app;
            }
        }

        public sealed class Plain : Orders.OrdersBase;

        [Authorize]
        public sealed class Guarded : Orders.OrdersBase;
        """);

    private static string Startup(string use, string map) => Servers.Usings + $$"""
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
                {{use}}
                app.UseEndpoints(endpoints => { {{map}}; });
            }
        }

        public static class Program
        {
            public static void Main(string[] args) =>
                Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        [Authorize]
        public sealed class OrderService : Orders.OrdersBase;
        """;
}

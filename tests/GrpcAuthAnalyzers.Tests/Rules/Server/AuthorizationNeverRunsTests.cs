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

    /// <summary>A policy that names its schemes authenticates by itself.</summary>
    [Theory]
    [InlineData("[Authorize(AuthenticationSchemes = JwtBearerDefaults.AuthenticationScheme)]", "")]
    [InlineData("[Authorize(\"orders\")]", "o.AddPolicy(\"orders\", p => { p.AddAuthenticationSchemes(\"Bearer\"); p.RequireAuthenticatedUser(); })")]
    [InlineData("[Authorize(\"orders\")]", "o.AddPolicy(\"orders\", new AuthorizationPolicyBuilder(\"Bearer\").RequireAuthenticatedUser().Build())")]
    [InlineData("[Authorize]", "o.DefaultPolicy = new AuthorizationPolicyBuilder(\"Bearer\").RequireAuthenticatedUser().Build()")]
    public async Task A_scheme_that_the_service_names_needs_no_UseAuthentication(string attribute, string policy)
    {
        var authorization = policy.Length == 0 ? "" : $"o => {policy}";
        await Verify.Silent(Startup("app.UseRouting(); app.UseAuthorization();", Map, attribute, authorization));
        await Verify.Silent(Startup("app.UseRouting(); app.UseAuthorization(); app.UseAuthentication();", Map, attribute, authorization));
    }

    [Fact]
    public Task A_scheme_that_a_method_names_is_added_to_those_of_the_class() => Verify.Silent(Startup(
        "app.UseRouting(); app.UseAuthorization();", Map, "[Authorize(AuthenticationSchemes = \"Bearer\")]",
        members: "[Authorize] public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());"));

    [Fact]
    public Task A_scheme_that_a_group_names() => Verify.Silent(Servers.With(
        Servers.Bearer,
        "app.UseAuthorization(); app.UseAuthentication(); app.MapGroup(\"\").RequireAuthorization(p => p.AddAuthenticationSchemes(\"Bearer\").RequireAuthenticatedUser()).MapGrpcService<OrderService>();"));

    [Fact]
    public Task A_policy_without_schemes_needs_UseAuthentication() => Verify.Reports(
        Startup("app.UseRouting(); app.UseAuthorization();", "{|GRPCAUTH6002:" + Map + "|}", "[Authorize(\"orders\")]", "o => o.AddPolicy(\"orders\", p => p.RequireClaim(\"shop\"))"),
        message: Message + "UseAuthentication is missing, so that no token is read");

    [Fact]
    public Task A_policy_that_names_schemes_for_others() => Verify.Reports(
        Startup("app.UseRouting(); app.UseAuthorization();", "{|GRPCAUTH6002:" + Map + "|}", authorization: "o => o.AddPolicy(\"staff\", p => p.AddAuthenticationSchemes(\"Bearer\"))"),
        message: Message + "UseAuthentication is missing, so that no token is read");

    [Theory]
    [InlineData("app.UseMiddleware<TokenMiddleware>();")]
    [InlineData("app.UseMiddleware(typeof(TokenMiddleware));")]
    [InlineData("app.Use(async (context, next) => { context.User = Tokens.Read(context); await next(); });")]
    [InlineData("app.Use(Tokens.Check);")]
    [InlineData("app.UseMiddleware<JwtReader>();")]
    [InlineData("kept = app; AddToKept();")]
    [InlineData("ConfigureAuth(app);")]
    [InlineData("Tokens.Add(app, 1);")]
    public Task Middleware_that_may_authenticate(string use) =>
        Verify.Silent(Startup("app.UseRouting(); " + use + " app.UseAuthorization();", Map) + Middleware);

    [Fact]
    public Task A_filter_that_adds_it() => Verify.Silent(Startup("app.UseRouting(); app.UseAuthorization();", Map) + """

        public sealed class Filter : IStartupFilter
        {
            public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
            {
                app.UseAuthentication();
                next(app);
            };
        }
        """);

    [Theory]
    [InlineData("app.UseMiddleware<Timing>();")]
    [InlineData("app.Use(async (context, next) => { context.Response.Headers.Append(\"x-shop\", \"1\"); await next(); });")]
    [InlineData("app.UseCors().UseStaticFiles();")]
    public Task Middleware_that_does_something_else(string use) => Verify.Reports(
        Startup("app.UseRouting(); " + use + " app.UseAuthorization();", "{|GRPCAUTH6002:" + Map + "|}") + Middleware,
        message: Message + "UseAuthentication is missing, so that no token is read");

    [Theory]
    [InlineData("app.UseRouting(); app.UseAuthorization();", "var app = builder.Build(); startup.Configure(app);")]
    [InlineData("app.UseRouting(); app.UseAuthorization();", "var app = builder.Build(); app.UseAuthentication(); startup.Configure(app);")]
    [InlineData("app.UseRouting();", "var app = builder.Build(); startup.Configure(app); app.UseAuthorization();")]
    public Task A_Startup_that_a_WebApplication_is_given_to(string use, string program) => Verify.Silent(Servers.Usings + $$"""
        var builder = WebApplication.CreateBuilder(args);
        var startup = new Startup();
        startup.ConfigureServices(builder.Services);
        {{program}}
        ((WebApplication)app).Run();

        """ + StartupClass(use, "", "app.UseEndpoints(endpoints => endpoints.MapGrpcService<OrderService>());", "") + """
        [Authorize]
        public sealed class OrderService : Orders.OrdersBase;
        """);

    [Fact]
    public Task The_order_of_an_extension_that_the_program_calls() => Verify.Silent(Servers.With(
        Servers.Bearer, "app.MapShop(); app.UseAuthorization();", """
        public static class Shop
        {
            public static WebApplication MapShop(this WebApplication app)
            {
                app.UseRouting();
                app.MapGrpcService<OrderService>();
                return app;
            }
        }
        """, "[Authorize]"));

    [Theory]
    [InlineData(Servers.Bearer, "")]
    [InlineData(Servers.Bearer, "app.UseAuthentication(); app.UseAuthorization();")]
    [InlineData(Servers.Bearer, "app.UseRouting(); app.UseAuthorization();")]
    [InlineData(Servers.Bearer, "app.UseRouting(); app.UseAuthentication(); app.UseAuthorization();")]
    [InlineData(Servers.Bearer, "app.UseMyPipeline();")]
    [InlineData(Servers.Bearer, "app.UseRouting(); AddAuth(app); void AddAuth(WebApplication a) => a.UseAuthentication().UseAuthorization();")]
    [InlineData(Servers.Bearer, "app.UseRouting(); Action<WebApplication> auth = a => a.UseAuthentication().UseAuthorization(); auth(app);")]
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

    /// <summary>An editor analyses before packages are restored.</summary>
    [Fact]
    public Task A_scheme_that_does_not_compile() => Verify.Silent(
        Servers.With("builder.Services.AddAuthentication(Missing.Scheme).AddMissing(); builder.Services.AddAuthorization();", Mapped, service: "[Authorize]"),
        new Setup { CompilerErrors = true });

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

    private const string Map = "endpoints.MapGrpcService<OrderService>()";

    private const string Helpers = """
        private static IApplicationBuilder? kept;

        private static void ConfigureAuth(IApplicationBuilder app) => app.UseAuthentication();

        private static void AddToKept() => kept!.UseAuthentication();
        """;

    private const string Middleware = """

        public sealed class TokenMiddleware(RequestDelegate next)
        {
            public Task Invoke(HttpContext context)
            {
                context.User = Tokens.Read(context);
                return next(context);
            }
        }

        public sealed class JwtReader(RequestDelegate next)
        {
            public Task Invoke(HttpContext context) => Tokens.Check(next)(context);
        }

        public sealed class Timing(RequestDelegate next)
        {
            public Task Invoke(HttpContext context) => next(context);
        }

        public static class Tokens
        {
            public static System.Security.Claims.ClaimsPrincipal Read(HttpContext context) => new(new System.Security.Claims.ClaimsIdentity("own"));

            public static RequestDelegate Check(RequestDelegate next) => next;

            public static void Add(IApplicationBuilder app, int version) => app.UseAuthentication();
        }
        """;

    private static string Startup(string use, string map, string service = "[Authorize]", string authorization = "", string members = "") =>
        Servers.Usings + StartupClass(use, authorization, $"app.UseEndpoints(endpoints => {{ {map}; }});", Helpers) + $$"""
        public static class Program
        {
            public static void Main(string[] args) =>
                Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        {{service}}
        public sealed class OrderService : Orders.OrdersBase
        {
            {{members}}
        }
        """;

    private static string StartupClass(string use, string authorization, string endpoints, string members) => $$"""
        public sealed class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddGrpc();
                services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
                services.AddAuthorization({{authorization}});
            }

            public void Configure(IApplicationBuilder app)
            {
                {{use}}
                {{endpoints}}
            }

            {{members}}
        }

        """;
}

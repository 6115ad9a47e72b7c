using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

/// <summary>6002: which policies and schemes a service asks for, and which of them a server has.</summary>
public sealed class AuthorizationNamesTests
{
    private const string Mapped = "app.MapGrpcService<OrderService>();";
    private const string NoScheme = "builder.Services.AddAuthorization();";
    private const string Both = ".AddCookie().AddJwtBearer(); builder.Services.AddAuthorization();";

    private static string Reported(string before = "", string after = "") => before + "{|GRPCAUTH6002:app.MapGrpcService<OrderService>()|}" + after + ";";

    private static Task Says(string reason, string services, string map, string service = "[Authorize]", string types = "") => Verify.Reports(
        Servers.With(services, map, types, service), message: "No call of 'OrderService' is authorized: " + reason);

    [Theory]
    [InlineData("[Authorize(AuthenticationSchemes = \"Bearer\")]", "")]
    [InlineData("", ".RequireAuthorization()")]
    public Task No_scheme_is_there_that_a_demand_needs(string attribute, string convention) =>
        Says("no authentication scheme is registered, so that every call fails", NoScheme, Reported(after: convention), attribute);

    [Theory]
    [InlineData("app.MapGroup(\"\").RequireAuthorization().MapGrpcService<OrderService>()", "")]
    [InlineData("app.MapGroup(\"\").RequireHost(\"a.example\", \"b.example\").MapGrpcService<OrderService>()", "[Authorize]")]
    public Task A_group_that_names_no_policy(string map, string attribute) =>
        Says("no authentication scheme is registered, so that every call fails", NoScheme, "{|GRPCAUTH6002:" + map + "|};", attribute);

    [Theory]
    [InlineData("[Staff]", "")]
    [InlineData("", ".RequireAuthorization(builder.Configuration[\"Policy\"]!)")]
    [InlineData("", ".RequireAuthorization(p => p.RequireAssertion(_ => true))")]
    [InlineData("", ".RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = \"Bearer\" })")]
    [InlineData("", ".RequireAuthorization(\"staff\")")]
    [InlineData("[Authorize(\"staff\")]", "")]
    public Task A_demand_that_may_need_no_scheme(string attribute, string convention) => Verify.Silent(Servers.With(
        "builder.Services.AddAuthorization(o => o.AddPolicy(\"staff\", p => p.RequireAssertion(_ => true)));", "app.MapGrpcService<OrderService>()" + convention + ";",
        "public sealed class StaffAttribute : AuthorizeAttribute;", attribute));

    [Theory]
    [InlineData("builder.Services.AddAuthorization(o => o.AddPolicy(builder.Configuration[\"Policy\"]!, p => p.RequireAuthenticatedUser()));")]
    [InlineData("builder.Services.AddAuthorizationBuilder().AddPolicy(\"staff\", p => p.RequireAuthenticatedUser());")]
    [InlineData("builder.Services.AddAuthorizationBuilder().SetDefaultPolicy(new AuthorizationPolicyBuilder(\"Bearer\").RequireAuthenticatedUser().Build());")]
    [InlineData("builder.Services.AddSingleton<IAuthenticationSchemeProvider, AuthenticationSchemeProvider>();")]
    public Task The_policy_may_be_registered(string services) => Verify.Silent(Servers.With(Servers.Bearer + services, Mapped, service: "[Authorize(\"staff\")]"));

    [Fact]
    public Task A_policy_of_CORS_is_none_of_authorization() => Says(
        "policy 'staff' is not registered, so that every call fails",
        Servers.Bearer + "builder.Services.AddCors(o => o.AddPolicy(\"staff\", p => p.AllowAnyOrigin()));", Reported(), "[Authorize(\"staff\")]");

    /// <summary>AllowAnonymous lets everybody in once the policy is put together.</summary>
    [Fact]
    public Task An_open_endpoint_of_a_class_whose_policy_is_missing() => Says(
        "policy 'staff' is not registered, so that every call fails", Servers.Bearer, Reported(after: ".AllowAnonymous()"), "[Authorize(\"staff\")]");

    [Theory]
    [InlineData(NoScheme, "")]
    [InlineData(Servers.Bearer, "app.UseAuthorization(); app.UseAuthentication();")]
    public Task An_open_endpoint_of_a_class_that_asks(string services, string use) =>
        Verify.Silent(Servers.With(services, use + "app.MapGrpcService<OrderService>().AllowAnonymous();", service: "[Authorize]"));

    [Fact]
    public Task Authorization_behind_the_endpoints() => Says(
        "UseAuthorization does not stand between UseRouting and the endpoints, so that every call fails", Servers.Bearer,
        "app.UseRouting(); app.UseEndpoints(endpoints => {|GRPCAUTH6002:endpoints.MapGrpcService<OrderService>()|}); app.UseAuthentication(); app.UseAuthorization();");

    [Theory]
    [InlineData("builder.Services.AddAuthentication(\"Cookies\").AddCookie(o => o.ForwardDefaultSelector = _ => \"Bearer\").AddJwtBearer(); builder.Services.AddAuthorization();")]
    [InlineData("builder.Services.AddAuthentication(\"Cookies\").AddCookie(o => o.ForwardDefault = \"Bearer\").AddJwtBearer(); builder.Services.AddAuthorization();")]
    [InlineData("builder.Services.AddAuthentication(\"Cookies\").AddCookie(o => o.ForwardAuthenticate = \"Bearer\").AddJwtBearer(); builder.Services.AddAuthorization();")]
    [InlineData("builder.Services.AddAuthentication(\"Cookies\").AddCookie(); builder.Services.AddAuthorization();")]
    [InlineData("builder.Services.AddAuthentication(o => o.DefaultScheme = builder.Configuration[\"Scheme\"])" + Both)]
    [InlineData("builder.Services.AddAuthentication(o => { o.DefaultScheme = \"Bearer\"; shop.DefaultScheme = \"Cookies\"; })" + Both)]
    [InlineData("builder.Services.AddAuthentication(o => { o.DefaultChallengeScheme = \"Cookies\"; o.DefaultAuthenticateScheme = \"Bearer\"; o.DefaultSignInScheme = \"Cookies\"; })" + Both)]
    [InlineData("builder.Services.AddAuthentication(shop.Configure)" + Both)]
    [InlineData("builder.Services.AddAuthentication(\"Bearer\"); builder.Services.AddAuthentication()" + Both)]
    [InlineData("builder.Services.AddAuthentication(\"Shop\").AddCookie().AddJwtBearer(shop.DefaultScheme, _ => { }); builder.Services.AddAuthorization();")]
    [InlineData("builder.Services.AddAuthentication(\"Shop\").AddCookie().AddShop(); builder.Services.AddAuthorization();")]
    [InlineData("builder.Services.AddAuthentication(\"Keys\").AddCookie().AddKeys(\"Keys\"); builder.Services.AddAuthorization();")]
    public Task The_default_scheme_reads_tokens_or_is_not_known(string services) => Verify.Silent(Servers.With("var shop = new Shop();" + services, Mapped, """
        public sealed class Shop
        {
            public string DefaultScheme { get; set; } = "Shop";

            public Action<AuthenticationOptions> Configure { get; set; } = _ => { };
        }

        public static class Schemes
        {
            public static AuthenticationBuilder AddShop(this AuthenticationBuilder builder) => builder;

            public static AuthenticationBuilder AddKeys(this AuthenticationBuilder builder, string authenticationScheme) => builder;
        }
        """, "[Authorize]"));

    [Theory]
    [InlineData("builder.Services.AddAuthentication(o => o.DefaultChallengeScheme = \"Bearer\")" + Both, "there are several authentication schemes and no default one, so that every call fails")]
    [InlineData("builder.Services.AddAuthentication(o => { o.DefaultScheme = \"Bearer\"; o.DefaultAuthenticateScheme = \"Cookies\"; })" + Both, "the default scheme 'Cookies' reads no token, so that good tokens are refused")]
    [InlineData("builder.Services.AddAuthentication(o => { o.DefaultAuthenticateScheme = \"Cookies\"; o.DefaultScheme = \"Bearer\"; })" + Both, "the default scheme 'Cookies' reads no token, so that good tokens are refused")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(\"Shop\", _ => { }).AddJwtBearer(\"Bank\", _ => { }); builder.Services.AddAuthorization();", "there are several authentication schemes and no default one, so that every call fails")]
    public Task The_default_scheme_reads_no_token(string services, string reason) => Says(reason, services, Reported());

    [Fact]
    public Task A_demand_that_names_a_scheme_needs_no_default_one() => Verify.Silent(Servers.With(
        "builder.Services.AddAuthentication(\"Cookies\")" + Both, Mapped, service: "[Authorize(AuthenticationSchemes = \"Bearer\")]"));

    [Theory]
    [InlineData("o => o.AddPolicy(\"staff\", p => { p.AuthenticationSchemes.Add(\"Bearer\"); p.RequireAuthenticatedUser(); })", "")]
    [InlineData("", "Company.AddPolicies(services);")]
    public Task A_policy_may_name_the_scheme_by_which_authorization_authenticates(string authorization, string more) =>
        Verify.Silent(Startup("app.UseRouting(); app.UseAuthorization();", authorization, more), Library);

    /// <summary>ASP.NET Core itself fails at the first call, and says what is missing.</summary>
    [Fact]
    public Task A_pipeline_without_routing() => Verify.Silent(Startup("app.UseStaticFiles();", "o => o.AddPolicy(\"staff\", p => p.RequireClaim(\"shop\"))", ""));

    private static readonly Setup Library = new()
    {
        Library = "public static class Company { public static void AddPolicies(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { } }",
    };

    private static string Startup(string use, string authorization, string more) => Servers.Usings + $$"""
        public sealed class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddGrpc();
                services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
                services.AddAuthorization({{authorization}});
                {{more}}
            }

            public void Configure(IApplicationBuilder app)
            {
                {{use}}
                app.UseEndpoints(endpoints => endpoints.MapGrpcService<OrderService>());
            }
        }

        public static class Program
        {
            public static void Main(string[] args) =>
                Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        [Authorize("staff")]
        public sealed class OrderService : Orders.OrdersBase;
        """;
}

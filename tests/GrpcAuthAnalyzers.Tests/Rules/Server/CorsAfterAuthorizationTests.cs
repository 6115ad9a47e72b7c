using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class CorsAfterAuthorizationTests
{
    private const string Map = "app.MapGrpcService<OrderService>().EnableGrpcWeb();";

    private static string ServerWith(string use, string attribute = "[Authorize]") =>
        Servers.With(Servers.Bearer + "builder.Services.AddCors();", use + "\n" + Map, service: attribute);

    [Theory]
    [InlineData("app.UseRouting(); app.UseGrpcWeb(); app.UseAuthentication(); {|#0:app.UseAuthorization()|}; app.{|GRPCAUTH6008:UseCors|}(\"web\");")]
    [InlineData("app.UseGrpcWeb(); {|#0:app.UseAuthorization()|}; app.{|GRPCAUTH6008:UseCors|}();")]
    [InlineData("app.UseGrpcWeb(); app.{|GRPCAUTH6008:UseCors|}();")]
    [InlineData("app.UseGrpcWeb(); app.UseAuthentication(); app.{|GRPCAUTH6008:UseCors|}();")]
    public Task Behind_authorization(string use) => Verify.Reports(ServerWith(use), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("app.UseRouting(); app.UseGrpcWeb(); app.UseCors(\"web\"); app.UseAuthentication(); app.UseAuthorization();")]
    [InlineData("app.UseGrpcWeb(); app.UseCors(); app.UseAuthorization();")]
    [InlineData("app.UseAuthorization(); app.UseCors();")]
    [InlineData("app.UseGrpcWeb(); app.UseAuthorization();")]
    [InlineData("app.UseGrpcWeb(); if (app.Environment.IsDevelopment()) { app.UseCors(); }")]
    public Task In_front_of_it_or_without_gRPC_Web(string use) => Verify.Silent(ServerWith(use));

    [Fact]
    public Task Of_a_service_that_has_no_policy_where_others_name_theirs() => Verify.Silent(
        ServerWith("app.UseGrpcWeb(); app.UseAuthorization(); app.UseCors(); app.MapGet(\"/\", () => \"\").RequireCors(\"web\");"));

    /// <summary>A policy for every endpoint answers for this one, too; and a group may name one.</summary>
    [Theory]
    [InlineData("app.{|GRPCAUTH6008:UseCors|}(\"web\");", "")]
    [InlineData("app.{|GRPCAUTH6008:UseCors|}();", "builder.Services.AddCors(o => o.AddDefaultPolicy(p => p.AllowAnyOrigin()));")]
    [InlineData("app.{|GRPCAUTH6008:UseCors|}();", "builder.Services.AddCors(o => o.DefaultPolicyName = \"web\");")]
    [InlineData("app.{|GRPCAUTH6008:UseCors|}(); app.MapGet(\"/a\", [Microsoft.AspNetCore.Cors.EnableCors(\"web\")] () => \"\");", "")]
    [InlineData("app.{|GRPCAUTH6008:UseCors|}(); app.MapGet(\"/a\", () => \"\").WithMetadata(new Microsoft.AspNetCore.Cors.EnableCorsAttribute(\"web\"));", "")]
    [InlineData("app.{|GRPCAUTH6008:UseCors|}(); app.MapGroup(\"/a\").RequireCors(\"web\");", "")]
    public Task Where_others_name_their_policy_and_one_may_be_for_all(string cors, string services) => Verify.Reports(
        ServerWith("app.UseGrpcWeb(); {|#0:app.UseAuthorization()|}; " + cors + " app.MapGet(\"/\", () => \"\").RequireCors(\"web\");").Replace("builder.Services.AddCors();", services));

    [Fact]
    public Task Of_two_services_once() => Verify.Reports(
        ServerWith("app.UseGrpcWeb(); {|#0:app.UseAuthorization()|}; app.{|GRPCAUTH6008:UseCors|}(); app.MapGrpcService<MailService>();")
            + "[Authorize] public sealed class MailService : Orders.OrdersBase;");

    [Theory]
    [InlineData("app.UseRouting(); app.UseGrpcWeb(); app.UseCors();", "{|GRPCAUTH6002:app.MapGrpcService<OrderService>()|}.EnableGrpcWeb();")]
    public Task Where_authorization_never_runs(string use, string map) => Verify.Reports(ServerWith(use).Replace(Map, map));

    /// <summary>The caller may add authorization behind it; and nothing adds it to an application that is no WebApplication.</summary>
    [Theory]
    [InlineData("public static WebApplication Make() { var builder = WebApplication.CreateBuilder(); Add(builder.Services); var app = builder.Build(); app.UseGrpcWeb(); app.UseCors(); app.MapGrpcService<OrderService>(); return app; }")]
    [InlineData("public void Configure(IApplicationBuilder app) { app.UseGrpcWeb(); app.UseCors(); app.UseEndpoints(endpoints => endpoints.MapGrpcService<OrderService>()); }")]
    public Task Where_authorization_is_not_added_by_itself(string method) => Verify.Silent(Servers.Usings + $$"""
        public sealed class Startup
        {
            public void ConfigureServices(IServiceCollection services) => Add(services);

            private static void Add(IServiceCollection services)
            {
                services.AddGrpc();
                services.AddCors();
                services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
                services.AddAuthorization();
            }

            {{method}}
        }

        public static class Program
        {
            public static void Main(string[] args) =>
                Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        [Authorize]
        public sealed class OrderService : Orders.OrdersBase;
        """);

    [Fact]
    public Task Of_a_service_that_names_its_policy() => Verify.Reports(
        ServerWith("app.UseGrpcWeb(); {|#0:app.UseAuthorization()|}; app.{|GRPCAUTH6008:UseCors|}();").Replace("EnableGrpcWeb();", "EnableGrpcWeb().RequireCors(\"web\");"));

    [Fact]
    public Task Of_a_service_that_is_open() => Verify.Silent(ServerWith("app.UseGrpcWeb(); app.UseAuthorization(); app.UseCors();", "[AllowAnonymous]"));

    [Fact]
    public Task Not_in_test_projects() => Verify.Silent(
        ServerWith("app.UseGrpcWeb(); app.UseAuthorization(); app.UseCors();"), new Setup { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task Fix_moves_the_statement() => Verify.Fixes(
        ServerWith("""
            app.UseGrpcWeb();
            app.UseAuthentication();
            {|#0:app.UseAuthorization()|};

            // For the website.
            app.{|GRPCAUTH6008:UseCors|}(policy => policy.AllowAnyOrigin());
            """),
        ServerWith("""
            app.UseGrpcWeb();
            app.UseAuthentication();
            // For the website.
            app.UseCors(policy => policy.AllowAnyOrigin());
            app.UseAuthorization();
            """));

    [Theory]
    [InlineData("app.UseGrpcWeb(); app.{|GRPCAUTH6008:UseCors|}();")]
    [InlineData("app.UseGrpcWeb(); {|#0:app.UseAuthorization()|}.{|GRPCAUTH6008:UseCors|}();")]
    public Task Not_fixable(string use) => Verify.NotFixable(ServerWith(use));
}

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

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class ClockSkewUnreasonableTests
{
    private static string ServerWith(string parameters, string more = "") => $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.IdentityModel.Tokens;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGrpc();
        {{more}}
        builder.Services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = "orders",
            {{parameters}},
        });
        builder.Build().Run();
        """;

    [Theory]
    [InlineData("TimeSpan.FromMinutes(30)", "This clock skew accepts a token for 30 minutes after it has expired")]
    [InlineData("TimeSpan.FromDays(1)", "This clock skew accepts a token for 24 hours after it has expired")]
    [InlineData("TimeSpan.FromHours(1.5)", "This clock skew accepts a token for 90 minutes after it has expired")]
    [InlineData("new TimeSpan(0, 10, 0)", "This clock skew accepts a token for 10 minutes after it has expired")]
    [InlineData("new TimeSpan(7, 0, 0, 0)", "This clock skew accepts a token for 7 days after it has expired")]
    [InlineData("TimeSpan.MaxValue", "This clock skew accepts a token for ever after it has expired")]
    public Task Too_long(string skew, string message) =>
        Verify.Reports(ServerWith($"{{|GRPCAUTH6004:ClockSkew = {skew}|}}"), severity: DiagnosticSeverity.Warning, message: message);

    [Theory]
    [InlineData("TimeSpan.Zero")]
    [InlineData("TimeSpan.FromSeconds(0)")]
    [InlineData("new TimeSpan()")]
    [InlineData("TimeSpan.FromMinutes(-1)")]
    public Task Zero(string skew) => Verify.Reports(
        ServerWith($"{{|GRPCAUTH6004:ClockSkew = {skew}|}}"), severity: DiagnosticSeverity.Info,
        message: "This clock skew refuses good tokens as soon as clocks differ by a second");

    [Theory]
    [InlineData("ClockSkew = TimeSpan.FromMinutes(5)")]
    [InlineData("ClockSkew = TimeSpan.FromSeconds(30)")]
    [InlineData("ClockSkew = TokenValidationParameters.DefaultClockSkew")]
    [InlineData("ClockSkew = builder.Configuration.GetValue<TimeSpan>(\"Jwt:ClockSkew\")")]
    [InlineData("ClockSkew = TimeSpan.FromSeconds(builder.Configuration.GetValue<int>(\"Jwt:ClockSkew\"))")]
    [InlineData("ClockSkew = builder.Environment.IsDevelopment() ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1)")]
    [InlineData("LifetimeValidator = (_, expires, _, _) => expires > DateTime.UtcNow, ClockSkew = TimeSpan.Zero")]
    public Task Reasonable_or_not_known(string parameter) => Verify.Silent(ServerWith(parameter));

    [Fact]
    public Task The_lifetime_is_checked() => Verify.Reports(ServerWith("ValidateLifetime = true, {|GRPCAUTH6004:ClockSkew = TimeSpan.FromHours(1)|}"), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_lifetime_is_not_checked() => Verify.Reports(ServerWith("ValidIssuer = \"orders\"") + """

        public static class Expired
        {
            public static TokenValidationParameters Parameters(SecurityKey key) => new()
            {
                IssuerSigningKey = key, ValidAudience = "orders", {|GRPCAUTH6003:ValidateLifetime = false|}, ClockSkew = TimeSpan.FromHours(1),
            };
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task For_development_only() => Verify.Silent(ServerWith("ValidIssuer = \"orders\"").Replace(
        "builder.Build().Run();", "if (builder.Environment.IsDevelopment()) { _ = new TokenValidationParameters { ClockSkew = TimeSpan.FromDays(1) }; }\nbuilder.Build().Run();"));

    [Fact]
    public Task Not_in_test_projects() => Verify.Silent(
        ServerWith("ClockSkew = TimeSpan.Zero"), new Setup { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task Fix_writes_the_default() => Verify.Fixes(
        ServerWith("{|GRPCAUTH6004:ClockSkew = TimeSpan.FromHours(2)|}"), ServerWith("ClockSkew = TokenValidationParameters.DefaultClockSkew"));
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class AudienceNotConfiguredTests
{
    private const string Map = "app.MapGrpcService<OrderService>();";

    private static string Reported(string callback) =>
        Servers.With("{|GRPCAUTH6006:builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer(" + callback + ")|}; builder.Services.AddAuthorization();", Map, service: "[Authorize]");

    private static string Plain(string callback, string more = "", string types = "") =>
        Servers.With("builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer(" + callback + "); builder.Services.AddAuthorization();" + more, Map, types, "[Authorize]");

    [Theory]
    [InlineData("options => options.Authority = \"https://login.example\"")]
    [InlineData("options => { options.Authority = builder.Configuration[\"Authority\"]; options.SaveToken = true; }")]
    [InlineData("\"Bearer\", options => options.MetadataAddress = \"https://login.example/.well-known/openid-configuration\"")]
    [InlineData("options => options.TokenValidationParameters = new() { ValidIssuer = \"https://login.example\", IssuerSigningKey = null }")]
    [InlineData("options => { options.Authority = \"https://login.example\"; options.TokenValidationParameters.ValidIssuer = \"https://login.example\"; }")]
    [InlineData("options => { var p = new Microsoft.IdentityModel.Tokens.TokenValidationParameters { ValidIssuer = \"x\" }; options.Authority = \"https://login.example\"; options.TokenValidationParameters = p; }")]
    public Task No_option_says_which_audience_is_valid(string callback) => Verify.Reports(Reported(callback), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Not_of_a_scheme_for_development() => Verify.Silent(Servers.With(
        "if (builder.Environment.IsDevelopment()) { builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer(options => options.Authority = \"https://login.example\"); }",
        Map, service: "[AllowAnonymous]"));

    [Theory]
    [InlineData("options => { options.Authority = \"https://login.example\"; options.Audience = \"orders\"; }")]
    [InlineData("options => { options.Authority = \"https://login.example\"; options.Audience = builder.Configuration[\"Audience\"]; }")]
    [InlineData("options => { options.Authority = \"https://login.example\"; options.TokenValidationParameters.ValidAudiences = new[] { \"orders\" }; }")]
    [InlineData("options => options.TokenValidationParameters = new() { ValidAudience = \"orders\", ValidIssuer = \"x\" }")]
    [InlineData("options => options.TokenValidationParameters = new() { AudienceValidator = (audiences, _, _) => audiences.Contains(\"orders\"), ValidIssuer = \"x\" }")]
    [InlineData("options => { options.Authority = \"https://login.example\"; options.TokenValidationParameters.ValidateAudience = builder.Configuration.GetValue<bool>(\"Check\"); }")]
    [InlineData("options => { var p = new Microsoft.IdentityModel.Tokens.TokenValidationParameters { ValidAudience = \"orders\" }; options.Authority = \"https://login.example\"; options.TokenValidationParameters = p; }")]
    [InlineData("options => { builder.Configuration.Bind(\"Jwt\", options); options.Authority = \"https://login.example\"; }")]
    [InlineData("options => { options.Authority = \"https://login.example\"; builder.Configuration.GetSection(\"Jwt\").Bind(options.TokenValidationParameters); }")]
    [InlineData("options => { options.Authority = \"https://login.example\"; options.TokenValidationParameters = Keys.Parameters(); }")]
    [InlineData("options => { }")]
    [InlineData("Keys.Configure")]
    public Task The_audience_is_known_or_may_be(string callback) => Verify.Silent(Plain(callback, types: """
        public static class Keys
        {
            public static Microsoft.IdentityModel.Tokens.TokenValidationParameters Parameters() => new() { ValidAudience = "orders" };

            public static void Configure(JwtBearerOptions options) { options.Authority = "https://login.example"; options.Audience = "orders"; }
        }
        """));

    [Theory]
    [InlineData("builder.Services.Configure<JwtBearerOptions>(\"Bearer\", o => o.Audience = \"orders\");")]
    [InlineData("builder.Services.PostConfigure<JwtBearerOptions>(\"Bearer\", o => o.TokenValidationParameters.ValidAudience = \"orders\");")]
    public Task Other_code_may_set_it(string more) => Verify.Silent(Plain("options => options.Authority = \"https://login.example\"", more));

    [Theory]
    [InlineData("appsettings.json", """{ "Authentication": { "Schemes": { "Bearer": { "ValidAudience": "orders" } } } }""")]
    [InlineData("appsettings.Development.json", """{ "Authentication": { "Schemes": { "Bearer": { "ValidAudiences": [ "orders" ] } } } }""")]
    public Task A_configuration_file_sets_it(string file, string text) => Verify.Silent(
        Plain("options => options.Authority = \"https://login.example\""), new Setup { AdditionalFiles = [("/0/" + file, text)] });

    [Fact]
    public Task Not_of_a_server_for_REST_alone() => Verify.Silent(Plain("options => options.Authority = \"https://login.example\"")
        .Replace("builder.Services.AddGrpc();", "").Replace(Map, ""));

    [Fact]
    public Task Not_in_test_projects() => Verify.Silent(
        Plain("options => options.Authority = \"https://login.example\""), new Setup { GlobalConfig = "build_property.IsTestProject = true" });
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class TokenValidationWeakenedTests
{
    private static string ServerWith(string options) => $$"""
        using System.IdentityModel.Tokens.Jwt;
        using System.Text;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGrpc();
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            options.Audience = "orders";
            {{options}}
        });
        builder.Build().Run();
        """;

    private static string ParametersWith(string parameters) => ServerWith($$"""
        options.Authority = "https://login.example";
            options.TokenValidationParameters = new TokenValidationParameters { {{parameters}} };
        """);

    [Theory]
    [InlineData("{|GRPCAUTH6003:ValidateAudience = false|}")]
    [InlineData("{|GRPCAUTH6003:ValidateIssuer = false|}")]
    [InlineData("{|GRPCAUTH6003:ValidateLifetime = false|}")]
    [InlineData("{|GRPCAUTH6003:RequireExpirationTime = false|}")]
    [InlineData("{|GRPCAUTH6003:RequireSignedTokens = false|}")]
    [InlineData("{|GRPCAUTH6003:SignatureValidator = (token, _) => new JsonWebToken(token)|}")]
    [InlineData("{|GRPCAUTH6003:SignatureValidator = delegate (string token, TokenValidationParameters _) { var jwt = new JwtSecurityTokenHandler().ReadJwtToken(token); return jwt; }|}")]
    [InlineData("{|GRPCAUTH6003:LifetimeValidator = (_, _, _, _) => true|}")]
    [InlineData("{|GRPCAUTH6003:AudienceValidator = (audiences, _, _) => { Console.Write(audiences); return true; }|}", true)]
    [InlineData("{|GRPCAUTH6003:AudienceValidator = (audiences, _, _) => true|}, ValidateAudience = false")]
    [InlineData("{|GRPCAUTH6003:IssuerValidator = (issuer, _, _) => issuer|}, ValidateIssuer = false")]
    [InlineData("{|GRPCAUTH6003:IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"an-orders-signing-phrase\"))|}")]
    [InlineData("{|GRPCAUTH6003:IssuerSigningKey = new SymmetricSecurityKey(new byte[32])|}")]
    [InlineData("{|GRPCAUTH6003:IssuerSigningKey = new SymmetricSecurityKey(new byte[] { 1, 2, 3, 4 })|}")]
    public Task A_weak_option(string parameter, bool isSilent = false) => isSilent
        ? Verify.Silent(ParametersWith(parameter.Replace("{|GRPCAUTH6003:", "").Replace("|}", "")))
        : Verify.Reports(ParametersWith(parameter), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|GRPCAUTH6003:options.TokenValidationParameters.ValidateAudience = false|};")]
    [InlineData("options.TokenValidationParameters = new() { {|GRPCAUTH6003:ValidateAudience = false|} };")]
    [InlineData("var parameters = new TokenValidationParameters(); {|GRPCAUTH6003:parameters.ValidateAudience = false|}; options.TokenValidationParameters = parameters;")]
    [InlineData("options.Authority = \"http://login.example\"; {|GRPCAUTH6003:options.RequireHttpsMetadata = false|};")]
    public Task Of_the_options_of_a_scheme(string options) => Verify.Reports(ServerWith(options), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("options.Authority = \"http://identity\"; {|GRPCAUTH6003:options.RequireHttpsMetadata = false|};")]
    [InlineData("options.Authority = \"https://login.microsoftonline.com/common/v2.0\"; options.TokenValidationParameters = new() { {|GRPCAUTH6003:ValidateIssuer = false|} };")]
    [InlineData("options.TokenValidationParameters = new() { {|GRPCAUTH6003:ValidateAudience = false|}, IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(builder.Configuration[\"Jwt:Key\"]!)) };")]
    public Task May_be_meant(string options) => Verify.Reports(ServerWith(options), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Parameters_that_are_written_by_hand() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public sealed class Tokens(SecurityKey key)
        {
            public static void Add(IServiceCollection services) => services.AddGrpc();

            public Task<TokenValidationResult> CheckAsync(string token) => new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
            {
                IssuerSigningKey = key,
                ValidIssuer = "orders",
                ValidAudience = "orders",
                {|GRPCAUTH6003:ValidateLifetime = false|},
            });
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Parameters_in_a_field_of_a_class_that_reads_expired_tokens() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public sealed class Tokens
        {
            private readonly TokenValidationParameters _parameters;

            public Tokens(TokenValidationParameters parameters)
            {
                _parameters = parameters.Clone();
                {|GRPCAUTH6003:_parameters.ValidateLifetime = false|};
            }

            public static void Add(IServiceCollection services) => services.AddGrpc();

            public Task<TokenValidationResult> RefreshAsync(string token) => new JsonWebTokenHandler().ValidateTokenAsync(token, _parameters);
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Code_that_reads_expired_tokens() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        public sealed class Tokens(SecurityKey key)
        {
            public static void Add(IServiceCollection services) => services.AddGrpc();

            public Task<TokenValidationResult> ReadExpiredTokenAsync(string token) => new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
            {
                IssuerSigningKey = key,
                ValidIssuer = "orders",
                ValidAudience = "orders",
                {|GRPCAUTH6003:ValidateLifetime = false|},
            });
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("options.TokenValidationParameters = new() { ValidateAudience = true, ValidateLifetime = true, ValidateIssuerSigningKey = false };")]
    [InlineData("options.TokenValidationParameters.ValidateAudience = builder.Configuration.GetValue<bool>(\"Jwt:ValidateAudience\");")]
    [InlineData("if (builder.Environment.IsDevelopment()) { options.TokenValidationParameters.ValidateLifetime = false; }")]
    [InlineData("options.TokenValidationParameters.ValidateLifetime = !builder.Environment.IsDevelopment();")]
    [InlineData("options.RequireHttpsMetadata = false;")]
    [InlineData("options.Authority = \"https://login.example\"; options.RequireHttpsMetadata = false;")]
    [InlineData("options.Authority = \"http://localhost:5000\"; options.RequireHttpsMetadata = false;")]
    [InlineData("options.Authority = builder.Configuration[\"Authority\"]; options.RequireHttpsMetadata = false;")]
    [InlineData("options.TokenValidationParameters = new() { ValidateLifetime = false, LifetimeValidator = (_, expires, _, _) => expires > DateTime.UtcNow };")]
    [InlineData("options.TokenValidationParameters = new() { ValidateIssuer = false, IssuerValidator = (issuer, _, _) => issuer.StartsWith(\"https://login.example/\") ? issuer : throw new SecurityTokenInvalidIssuerException() };")]
    [InlineData("options.TokenValidationParameters = new() { SignatureValidator = (token, _) => { Verify(token); return new JsonWebToken(token); } };\nstatic void Verify(string token) { if (token.Length > 9) throw new SecurityTokenException(); }")]
    [InlineData("options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(builder.Configuration[\"Jwt:Key\"]!));")]
    [InlineData("var key = new byte[32]; System.Security.Cryptography.RandomNumberGenerator.Fill(key); options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(key);")]
    [InlineData("options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));")]
    [InlineData("options.Events = new JwtBearerEvents { OnTokenValidated = context => { if (context.Principal?.FindFirst(\"aud\")?.Value != \"orders\") context.Fail(\"\"); return Task.CompletedTask; } }; options.TokenValidationParameters.ValidateAudience = false;")]
    public Task Strong_or_not_known(string options) => Verify.Silent(ServerWith(options));

    [Fact]
    public Task Not_of_a_server_for_REST_alone() => Verify.Silent(ParametersWith("ValidateAudience = false").Replace("builder.Services.AddGrpc();", ""));

    [Fact]
    public Task Not_of_people_who_sign_in_to_a_website() =>
        Verify.Silent(ParametersWith("NameClaimType = \"name\"").Replace(
            "builder.Build().Run();", """
            new Website(builder.Services).AddOpenIdConnect(o => o.ValidateIssuer = false);
            builder.Build().Run();

            public sealed class Website(IServiceCollection services)
            {
                public IServiceCollection AddOpenIdConnect(Action<TokenValidationParameters> configure) => services;
            }
            """));

    [Fact]
    public Task Not_in_test_projects() => Verify.Silent(
        ParametersWith("ValidateAudience = false"), new Setup { GlobalConfig = "build_property.IsTestProject = true" });

    [Theory]
    [InlineData("ValidateLifetime")]
    [InlineData("RequireExpirationTime")]
    [InlineData("RequireSignedTokens")]
    public Task Fix(string name) => Verify.Fixes(
        ParametersWith($"{{|GRPCAUTH6003:{name} = false|}}, ValidAudience = \"orders\""), ParametersWith($"{name} = true, ValidAudience = \"orders\""));

    [Theory]
    [InlineData("ValidateAudience = false")]
    [InlineData("ValidateIssuer = false")]
    [InlineData("SignatureValidator = (token, _) => new JsonWebToken(token)")]
    public Task Not_fixable(string parameter) => Verify.NotFixable(ParametersWith("{|GRPCAUTH6003:" + parameter + "|}"));
}

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
    [InlineData("{|GRPCAUTH6003:IssuerSigningKey = new SymmetricSecurityKey(\"an-orders-signing-phrase\"u8.ToArray())|}")]
    [InlineData("{|GRPCAUTH6003:IssuerSigningKey = new SymmetricSecurityKey(new byte[32])|}")]
    [InlineData("{|GRPCAUTH6003:IssuerSigningKey = new SymmetricSecurityKey(new byte[] { 1, 2, 3, 4 })|}")]
    public Task A_weak_option(string parameter, bool isSilent = false) => isSilent
        ? Verify.Silent(ParametersWith(parameter.Replace("{|GRPCAUTH6003:", "").Replace("|}", "")))
        : Verify.Reports(ParametersWith(parameter), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("ValidateAudience = false", "ValidateAudience = false", "a token that was issued for another service")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(new byte[32])", "IssuerSigningKey", "a token of anybody, because the key is all zeros")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"an-orders-signing-phrase\"))", "IssuerSigningKey", "a token of anybody who knows the code, because the key is written in it")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(Convert.FromBase64String(\"b3JkZXJzLW9yZGVycy1vcmRlcnM=\"))", "IssuerSigningKey", "a token of anybody who knows the code, because the key is written in it")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(Convert.FromHexString(\"6f7264657273\"))", "IssuerSigningKey", "a token of anybody who knows the code, because the key is written in it")]
    [InlineData("SignatureValidatorUsingConfiguration = (token, _, _) => new JsonWebToken(token)", "SignatureValidatorUsingConfiguration", "a forged token, because it does not check the signature")]
    [InlineData("SignatureValidator = (token, _) => new JsonWebTokenHandler().ReadToken(token)", "SignatureValidator", "a forged token, because it does not check the signature")]
    [InlineData("SignatureValidator = (token, _) => new JsonWebTokenHandler().ReadJsonWebToken(token)", "SignatureValidator", "a forged token, because it does not check the signature")]
    [InlineData("SignatureValidator = (token, _) => { var handler = new JsonWebTokenHandler(); return handler.CanReadToken(token) ? handler.ReadToken(token) : new JwtSecurityToken(token); }", "SignatureValidator", "a forged token, because it does not check the signature")]
    public Task It_says_what_is_accepted(string parameter, string name, string accepted) => Verify.Reports(
        ParametersWith("{|GRPCAUTH6003:" + parameter + "|}"), severity: DiagnosticSeverity.Warning, message: $"'{name}' lets the server accept {accepted}");

    [Theory]
    [InlineData("SignatureValidator = (token, _) => Checks.ReadToken(token)")]
    [InlineData("SignatureValidator = (token, _) => new CheckedToken(token)")]
    [InlineData("SignatureValidator = checks.Validator")]
    [InlineData("SignatureValidator = (token, _) => checks.Last ?? new JsonWebToken(token)")]
    [InlineData("SignatureValidator = (token, _) => { if (token.Length < 9) throw new SecurityTokenException(); return new JsonWebToken(token); }")]
    [InlineData("LifetimeValidator = (_, expires, _, _) => { if (expires is null) throw new SecurityTokenException(); return true; }")]
    [InlineData("LifetimeValidator = (_, _, _, _) => false")]
    [InlineData("AudienceValidator = (audiences, _, _) => { foreach (var audience in audiences) { if (audience == \"orders\") return true; } return false; }")]
    [InlineData("IssuerValidator = (issuer, _, parameters) => parameters.ValidIssuer")]
    [InlineData("RequireExpirationTime = false, LifetimeValidator = (_, expires, _, _) => expires > DateTime.UtcNow")]
    [InlineData("RequireSignedTokens = false, SignatureValidator = (token, _) => Checks.ReadToken(token)")]
    [InlineData("RequireSignedTokens = false, SignatureValidatorUsingConfiguration = (token, _, _) => Checks.ReadToken(token)")]
    [InlineData("ValidateIssuer = false, IssuerValidatorUsingConfiguration = (issuer, _, _, _) => Checks.Issuer(issuer)")]
    [InlineData("IssuerSigningKey = new X509SecurityKey(checks.Certificate)")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(args.Length > 0 ? Encoding.UTF8.GetBytes(args[0]) : Encoding.UTF8.GetBytes(\"an-orders-signing-phrase\"))")]
    [InlineData("IssuerSigningKey = args.Length > 0 ? checks.Key : new SymmetricSecurityKey(new byte[32])")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(Vault.GetBytes(\"orders\"))")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(Convert.FromBase64CharArray(checks.Text.ToCharArray(), 0, 9))")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetPreamble())")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(new byte[] { 1, 2, (byte)args.Length })")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(new byte[args.Length])")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(new byte[0])")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(checks.Bytes)")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(checks.Bytes.AsSpan().ToArray())")]
    [InlineData("IssuerSigningKey = new SymmetricSecurityKey(\"\"u8.ToArray())")]
    public Task It_may_check(string parameter) => Verify.Silent(
        ServerWith("var checks = new Checks(builder.Configuration[\"Name\"]!); options.TokenValidationParameters = new TokenValidationParameters { " + parameter + " };") + """

        public sealed class Checks(string text)
        {
            public string Text => text;

            public byte[] Bytes { get; set; } = new byte[32];

            public SecurityKey Key { get; set; } = null!;

            public SecurityToken? Last { get; set; }

            public System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate { get; set; } = null!;

            public SignatureValidator Validator { get; set; } = null!;

            public static string Issuer(string issuer) => issuer.Length > 3 ? issuer : throw new SecurityTokenException();

            public static SecurityToken ReadToken(string token) => token.Length > 3 ? new JsonWebToken(token) : throw new SecurityTokenException();
        }

        public sealed class CheckedToken(string token) : JsonWebToken(token);
        """, new Setup { Library = "public static class Vault { public static byte[] GetBytes(string name) => System.Text.Encoding.UTF8.GetBytes(name); }" });

    [Theory]
    [InlineData("options.TokenValidationParameters.ValidateLifetime = false; options.TokenValidationParameters.ValidateLifetime = true;")]
    [InlineData("options.TokenValidationParameters = new() { ValidateAudience = false }; options.TokenValidationParameters.ValidateAudience = true;")]
    [InlineData("options.RequireHttpsMetadata = false; options.RequireHttpsMetadata = true;")]
    public Task An_option_that_is_set_again(string statements) => Verify.Silent(ServerWith("options.Authority = \"https://login.example\"; " + statements));

    [Theory]
    [InlineData("{|GRPCAUTH6003:options.TokenValidationParameters.ValidateLifetime = false|}; if (args.Length > 0) options.TokenValidationParameters.ValidateLifetime = true;")]
    [InlineData("options.TokenValidationParameters.ValidateLifetime = true; {|GRPCAUTH6003:options.TokenValidationParameters.ValidateLifetime = false|};")]
    public Task An_option_that_may_stay_so(string statements) => Verify.Reports(ServerWith("options.Authority = \"https://login.example\"; " + statements));

    [Theory]
    [InlineData("ReadExpiredToken")]
    [InlineData("RefreshToken")]
    [InlineData("RenewToken")]
    [InlineData("Logout")]
    [InlineData("SignOut")]
    [InlineData("RevokeToken")]
    public Task The_method_around_reads_expired_tokens(string name) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.IdentityModel.Tokens;

        public sealed class Tokens(SecurityKey key)
        {
            public static void Add(IServiceCollection services) => services.AddGrpc();

            public TokenValidationParameters {{name}}()
            {
                Func<TokenValidationParameters> make = () => new() { IssuerSigningKey = key, ValidAudience = "orders", {|GRPCAUTH6003:ValidateLifetime = false|} };
                return make();
            }
        }
        """, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("ExpiredTokens", "Read", DiagnosticSeverity.Info)]
    [InlineData("Tokens", "Read", DiagnosticSeverity.Warning)]
    public Task The_class_around_reads_expired_tokens(string type, string method, DiagnosticSeverity severity) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.IdentityModel.Tokens;

        public sealed class {{type}}(SecurityKey key)
        {
            public static void Add(IServiceCollection services) => services.AddGrpc();

            public TokenValidationParameters {{method}}() => new() { IssuerSigningKey = key, ValidAudience = "orders", {|GRPCAUTH6003:ValidateLifetime = false|} };
        }
        """, severity: severity);

    [Theory]
    [InlineData("AddRefreshScheme", DiagnosticSeverity.Info)]
    [InlineData("AddScheme", DiagnosticSeverity.Warning)]
    public Task The_scheme_of_a_method_for_refresh_tokens(string name, DiagnosticSeverity severity) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Setup
        {
            public static void {{name}}(IServiceCollection services)
            {
                services.AddGrpc();
                services.AddAuthentication().AddJwtBearer(o => { o.Audience = "orders"; {|GRPCAUTH6003:o.TokenValidationParameters.ValidateLifetime = false|}; });
            }
        }
        """, severity: severity);

    /// <summary>An editor analyses before the validator has its statements.</summary>
    [Fact]
    public Task A_validator_that_is_not_written_yet() => Verify.Silent(
        ParametersWith("LifetimeValidator = (_, _, _, _) => { }"), new Setup { CompilerErrors = true });

    /// <summary>The scheme checks every call, whatever else its class does.</summary>
    [Fact]
    public Task The_scheme_of_a_class_that_also_refreshes_tokens() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Setup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddGrpc();
                services.AddAuthentication().AddJwtBearer(o => { o.Audience = "orders"; {|GRPCAUTH6003:o.TokenValidationParameters.ValidateLifetime = false|}; });
            }

            public Task RefreshAsync() => Task.CompletedTask;
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task An_expired_token_that_is_meant_has_no_fix() => Verify.NotFixable("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.IdentityModel.Tokens;

        public sealed class Tokens(SecurityKey key)
        {
            public static void Add(IServiceCollection services) => services.AddGrpc();

            public TokenValidationParameters Refresh() => new() { IssuerSigningKey = key, ValidAudience = "orders", {|GRPCAUTH6003:ValidateLifetime = false|} };
        }
        """);

    [Theory]
    [InlineData("RequireClaim(\"scope\", \"orders\")")]
    [InlineData("RequireScope(\"orders\")")]
    [InlineData("RequireAssertion(_ => true)")]
    [InlineData("AddRequirements()")]
    public Task A_policy_may_check_what_the_audience_does(string requirement) => Verify.Reports(
        ServerWith("options.Authority = \"https://login.example\"; {|GRPCAUTH6003:options.TokenValidationParameters.ValidateAudience = false|};").Replace(
            "builder.Build().Run();", "builder.Services.AddAuthorization(o => o.AddPolicy(\"orders\", p => p." + requirement + "));\nbuilder.Build().Run();") + Scopes,
        severity: DiagnosticSeverity.Info);

    private const string Scopes = """

        public static class Scopes
        {
            public static Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder RequireScope(
                this Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder policy, string scope) => policy;
        }
        """;

    [Theory]
    [InlineData("{|GRPCAUTH6003:options.TokenValidationParameters.ValidateAudience = false|};")]
    [InlineData("options.TokenValidationParameters = new() { {|GRPCAUTH6003:ValidateAudience = false|} };")]
    [InlineData("var parameters = new TokenValidationParameters(); {|GRPCAUTH6003:parameters.ValidateAudience = false|}; options.TokenValidationParameters = parameters;")]
    [InlineData("options.Authority = \"http://login.example\"; {|GRPCAUTH6003:options.RequireHttpsMetadata = false|};")]
    [InlineData("options.MetadataAddress = \"http://login.example/keys\"; {|GRPCAUTH6003:options.RequireHttpsMetadata = false|};")]
    [InlineData("{|GRPCAUTH6003:options.TokenValidationParameters.ValidateIssuer = false|};")]
    public Task Of_the_options_of_a_scheme(string options) => Verify.Reports(ServerWith(options), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("options.Authority = \"http://identity\"; {|GRPCAUTH6003:options.RequireHttpsMetadata = false|};")]
    [InlineData("options.Authority = \"https://login.microsoftonline.com/common/v2.0\"; options.TokenValidationParameters = new() { {|GRPCAUTH6003:ValidateIssuer = false|} };")]
    [InlineData("options.Authority = \"https://login.microsoftonline.com/organizations/v2.0\"; options.TokenValidationParameters = new() { {|GRPCAUTH6003:ValidateIssuer = false|} };")]
    [InlineData("options.TokenValidationParameters = new() { {|GRPCAUTH6003:ValidateIssuer = false|}, IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(builder.Configuration[\"Jwt:Key\"]!)) };")]
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
    [InlineData("options.Events = new JwtBearerEvents { OnTokenValidated = context => { if (context.Principal?.FindFirst(\"iss\")?.Value != \"orders\") context.Fail(\"\"); return Task.CompletedTask; } }; options.TokenValidationParameters.ValidateIssuer = false;")]
    [InlineData("options.Authority = \"http://login.example\"; options.MetadataAddress = \"https://login.example/keys\"; options.RequireHttpsMetadata = false;")]
    [InlineData("options.Authority = args.Length > 0 ? \"http://a.example\" : \"https://b.example\"; options.RequireHttpsMetadata = false;")]
    [InlineData("options.Authority = \"http://login.example\"; options.RequireHttpsMetadata = false; options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(builder.Configuration[\"Jwt:Key\"]!));")]
    [InlineData("var bytes = new byte[32]; new System.IO.MemoryStream(bytes).SetLength(1); options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(bytes);")]
    [InlineData("options.SaveToken = false; options.TokenValidationParameters = new() { SaveSigninToken = false, ValidateTokenReplay = false };")]
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
    [InlineData("TimeSpan.FromDays(1)", "TokenValidationParameters.DefaultClockSkew", "Set ValidateLifetime to true and use the default clock skew")]
    [InlineData("TimeSpan.FromMinutes(2)", "TimeSpan.FromMinutes(2)", "Set ValidateLifetime to true")]
    public Task A_clock_skew_that_matters_only_then(string before, string after, string title) => Verify.Fixes(
        ParametersWith($"{{|GRPCAUTH6003:ValidateLifetime = false|}}, ValidAudience = \"orders\", ClockSkew = {before}"),
        ParametersWith($"ValidateLifetime = true, ValidAudience = \"orders\", ClockSkew = {after}"), choice: new FixChoice { Title = title });

    [Theory]
    [InlineData("ValidateAudience = false")]
    [InlineData("ValidateIssuer = false")]
    [InlineData("SignatureValidator = (token, _) => new JsonWebToken(token)")]
    public Task Not_fixable(string parameter) => Verify.NotFixable(ParametersWith("{|GRPCAUTH6003:" + parameter + "|}"));
}

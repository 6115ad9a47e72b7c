using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.IdentityModel.Tokens;

namespace Acme.OrderServer;

/// <summary>Puts the server together: endpoints, authentication, services.</summary>
public static class OrderServerHost
{
    public static WebApplication Build(string[] args, X509Certificate2 certificate, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = builder.Configuration.Get<ServerSettings>() ?? new ServerSettings();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddSingleton<TokenIssuer>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<SigningKeys>((options, keys) =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = TokenIssuer.Issuer,
                ValidAudience = TokenIssuer.Audience,
                NameClaimType = "sub",
                ClockSkew = TokenIssuer.ClockSkew,
                IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid) is { } key ? [key] : [],
            };
        });
        builder.Services.AddAuthorization();
        builder.Services.AddGrpc();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapGrpcService<OrderService>();
        app.MapGrpcService<InvoiceService>();
        app.MapGrpcService<AccountService>();
        app.MapPost("/token", (TokenRequest request, TokenIssuer issuer) =>
            issuer.TryIssue(request.User, request.Password) is { } token ? Results.Ok(token) : Results.Unauthorized());
        app.MapDirectory();
        return app;
    }

    private sealed record TokenRequest(string User, string Password);
}

using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Acme.Company.Server;
using Acme.OrderServer;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Server.Kestrel.Core;

using var certificate = ServerCertificate.Create();
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
});
builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme)
    .AddBearerToken(options => options.BearerTokenExpiration = TimeSpan.FromMinutes(10));
builder.Services.AddAuthorization();
builder.Services.AddGrpc();

await using var app = builder.Build();
app.MapGrpcService<OrderService>();
app.MapGrpcService<RouteService>();
app.MapGrpcService<ShopService>();
app.MapPost("/token", (Login login) => IsRight(login.Password)
    ? Results.SignIn(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, login.User)], BearerTokenDefaults.AuthenticationScheme)),
        authenticationScheme: BearerTokenDefaults.AuthenticationScheme)
    : Results.Unauthorized());
await app.StartAsync();

if (app.Configuration["CertificatePath"] is { } certificatePath)
    await File.WriteAllTextAsync(certificatePath, certificate.ExportCertificatePem());
if (app.Configuration["ReadyPath"] is { } readyPath)
    await ServerAddresses.Of(app).WriteAsync(readyPath);
await app.WaitForShutdownAsync();

bool IsRight(string password) =>
    app.Configuration["Password"] is { Length: > 0 } expected
    && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(password));

internal sealed record Login(string User, string Password);

using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.Certificate;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Acme.OrderHarbor;

/// <summary>Lets ships with a certificate in.</summary>
internal static class Gatehouse
{
    public static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(HarborCertificates.Server, CheckByScheme);
        }));
        builder.Services.AddGrpc();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(CertificateAuthenticationDefaults.AuthenticationScheme).AddCertificate(options =>
        {
            options.AllowedCertificateTypes = CertificateTypes.SelfSigned;
            options.RevocationMode = X509RevocationMode.NoCheck;
            options.Events = new CertificateAuthenticationEvents
            {
                OnCertificateValidated = context =>
                {
                    if (!context.ClientCertificate.Equals(HarborCertificates.Ship))
                        context.Fail("unknown ship");

                    return Task.CompletedTask;
                },
            };
        });

        var app = builder.Build();
        app.MapGrpcService<HarborOrders>();
        return app;
    }

    /// <summary>The scheme decides which certificates are good, so the handshake takes any.</summary>
    private static void CheckByScheme(HttpsConnectionAdapterOptions https)
    {
        https.AllowAnyClientCertificate();
    }
}

using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Acme.Ordering;
using Acme.OrderServer;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Authentication.Certificate;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>When a gRPC server gets the certificate of a client that has one (6009).</summary>
public sealed class ClientCertificateFacts
{
    [Fact]
    public async Task By_default_Kestrel_asks_for_none()
    {
        Assert.Equal(new Seen(false, false, false), await CallAsync(_ => { }));
        Assert.Equal(new Seen(false, false, false), await CallAsync(https => https.AllowAnyClientCertificate()));
        Assert.Equal(new Seen(false, false, false), await CallAsync(https => https.ClientCertificateMode = ClientCertificateMode.NoCertificate));
    }

    [Theory]
    [InlineData(ClientCertificateMode.RequireCertificate)]
    [InlineData(ClientCertificateMode.AllowCertificate)]
    public async Task It_arrives_where_Kestrel_asks(ClientCertificateMode mode) =>
        Assert.Equal(new Seen(true, true, true), await CallAsync(https => Ask(https, mode)));

    [Fact]
    public async Task Over_HTTP_2_it_cannot_be_asked_for_later() =>
        Assert.Equal(new Seen(false, false, false), await CallAsync(https => Ask(https, ClientCertificateMode.DelayCertificate)));

    [Fact]
    public async Task The_scheme_for_certificates_refuses_every_call_if_Kestrel_asks_for_none()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => CallAsync(https => https.AllowAnyClientCertificate(), isGuarded: true));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        Assert.Equal(new Seen(true, true, true), await CallAsync(https => Ask(https, ClientCertificateMode.RequireCertificate), isGuarded: true));
    }

    private static void Ask(HttpsConnectionAdapterOptions https, ClientCertificateMode mode)
    {
        https.ClientCertificateMode = mode;
        https.AllowAnyClientCertificate();
    }

    /// <summary>What a server sees of a client that would send its certificate.</summary>
    private static async Task<Seen> CallAsync(Action<HttpsConnectionAdapterOptions> configure, bool isGuarded = false)
    {
        using var certificate = ServerCertificate.Create();
        using var own = CreateClientCertificate();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate, configure)));
        builder.Services.AddGrpc();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(CertificateAuthenticationDefaults.AuthenticationScheme).AddCertificate(options =>
        {
            options.AllowedCertificateTypes = CertificateTypes.SelfSigned;
            options.RevocationMode = X509RevocationMode.NoCheck;
        });
        await using var app = builder.Build();
        var service = app.MapGrpcService<Witness>();
        if (isGuarded)
            service.RequireAuthorization();

        await app.StartAsync();

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(certificate);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy, ClientCertificates = [own] },
        };
        using var channel = GrpcChannel.ForAddress(app.Urls.Single(), new GrpcChannelOptions { HttpHandler = handler });
        var answer = await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = own.Thumbprint });
        var seen = answer.Id.Split('|').Select(bool.Parse).ToArray();
        return new Seen(seen[0], seen[1], seen[2]);
    }

    private static X509Certificate2 CreateClientCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=client.acme.test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>Says what it sees of the certificate that the request names.</summary>
    public sealed class Witness : Orders.OrdersBase
    {
        public override async Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
        {
            var connection = context.GetHttpContext().Connection;
            var atOnce = connection.ClientCertificate?.Thumbprint == request.Id;
            var later = (await connection.GetClientCertificateAsync())?.Thumbprint == request.Id;
            return new Order { Id = $"{atOnce}|{later}|{context.AuthContext.IsPeerAuthenticated}" };
        }
    }

    /// <summary>Whether the connection has the certificate, gets it when it is asked for, and whether gRPC calls the peer authenticated.</summary>
    private sealed record Seen(bool AtOnce, bool Later, bool IsPeerAuthenticated);
}

using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Acme.OrderServer;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What 5004's fix writes, on the wire: which servers get the call of a client that trusts one root of its own.</summary>
public sealed class TrustedRootFacts : IDisposable
{
    private const string Password = "only-for-this-process";

    /// <summary>The two forms of the fix: a callback, and a policy.</summary>
    private static readonly string[] Handlers =
    [
        "new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }",
        "new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }",
    ];

    private readonly string _rootFile = Path.GetTempFileName();
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public TrustedRootFacts()
    {
        var request = new CertificateRequest("CN=Acme root", _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(_rootFile, _root.ExportCertificatePem());
    }

    public static TheoryData<string> Forms => [.. Handlers];

    public void Dispose()
    {
        File.Delete(_rootFile);
        _root.Dispose();
        _rootKey.Dispose();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_certificate_of_the_root_is_accepted(string handler)
    {
        using var certificate = Issue();

        await CallAsync(handler, certificate, _rootFile);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Another_name_is_refused(string handler)
    {
        using var certificate = Issue("other.example");

        await IsRefusedAsync(handler, certificate, _rootFile);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Another_root_is_refused(string handler)
    {
        using var certificate = ServerCertificate.Create();

        await IsRefusedAsync(handler, certificate, _rootFile);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Without_the_setting_the_failure_names_it(string handler)
    {
        using var certificate = Issue();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(handler, certificate, ""));

        Assert.Contains("The environment variable 'GRPC_ROOT_CERTIFICATE' is not set.", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task IsRefusedAsync(string handler, X509Certificate2 certificate, string rootFile)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => CallAsync(handler, certificate, rootFile));

        Assert.IsType<RpcException>(failure.InnerException);
        Assert.Contains("AuthenticationException", failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>One call of a fixed program to a server with that certificate.</summary>
    private static async Task CallAsync(string handler, X509Certificate2 certificate, string rootFile)
    {
        await using var app = OrderServerHost.Build(["--Password", Password, "--TokenLifetime", "00:05:00", "--KeyRotation", "00:05:00"], certificate, static _ => { });
        await app.StartAsync();
        var token = app.Services.GetRequiredService<TokenIssuer>().TryIssue("acme", Password)!.AccessToken;
        var program = await FixedProgram.FromAsync($$"""
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;
            using Acme.Ordering;
            using Grpc.Core;
            using Grpc.Net.Client;

            public static class Program
            {
                public static async Task RunAsync(string address, string token, string rootFile)
                {
                    Environment.SetEnvironmentVariable("GRPC_ROOT_CERTIFICATE", rootFile);
                    using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = {{handler}} });
                    var headers = new Metadata { { "authorization", "Bearer " + token } };
                    await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = "1" }, headers);
                }
            }
            """);

        await program.RunAsync(ServerAddresses.Of(app).Https, token, rootFile);
    }

    /// <summary>A certificate of the root for a host name, or for the address that the server listens at.</summary>
    private X509Certificate2 Issue(string name = "")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=orders", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name.Length == 0)
            names.AddIpAddress(IPAddress.Loopback);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var issued = request.Create(
            _root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}

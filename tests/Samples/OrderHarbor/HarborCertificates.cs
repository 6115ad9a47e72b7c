using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Acme.OrderHarbor;

/// <summary>The certificates of the harbor and of a ship. Both live as long as the process.</summary>
internal static class HarborCertificates
{
    public static X509Certificate2 Server { get; } = Create("harbor.acme.test", "1.3.6.1.5.5.7.3.1");

    public static X509Certificate2 Ship { get; } = Create("ship.acme.test", "1.3.6.1.5.5.7.3.2");

    private static X509Certificate2 Create(string name, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));

        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}

using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Acme.Common
{
    /// <summary>Trusts one certificate, and only that.</summary>
    public static class PinnedCertificate
    {
        public static SocketsHttpHandler CreateHandler(string certificatePath)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(certificatePath));

            return new SocketsHttpHandler
            {
                SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            };
        }
    }
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>GRPCAUTH5004: callbacks and policies that accept any certificate, beside those that look alike and check one.</summary>
public sealed class CertificateCallbackTests
{
    private const string Usings = """
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        """;

    [Theory]
    [InlineData("(_, _, _, errors) => true || errors == SslPolicyErrors.None")]
    [InlineData("(_, _, _, errors) => errors == SslPolicyErrors.None | true")]
    [InlineData("(_, certificate, _, _) => certificate is null || true")]
    [InlineData("(_, certificate, _, errors) => { if (certificate is null) Console.WriteLine(errors); return true; }")]
    [InlineData("(_, _, _, errors) => { switch (errors) { case SslPolicyErrors.None: return true; default: return true; } }")]
    [InlineData("(_, certificate, _, errors) => { Console.WriteLine(certificate!.Subject + errors); return true; }")]
    [InlineData("(_, certificate, _, _) => { certificate!.Verify(); return true; }")]
    [InlineData("(_, certificate, chain, errors) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; var isValid = chain.Build(certificate!); return isValid; }")]
    public Task A_callback_that_accepts_any(string callback) => Verify.Reports(Handler($"{{|GRPCAUTH5004:ServerCertificateCustomValidationCallback = {callback}|}}", "{|#0:", "|}"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("(_, _, _, errors) => errors == SslPolicyErrors.None || IsKnown")]
    [InlineData("(_, _, _, _) => throw new InvalidOperationException()")]
    [InlineData("(_, _, _, errors) => errors switch { SslPolicyErrors.None => true, _ => throw new InvalidOperationException() }")]
    [InlineData("(_, certificate, _, _) => { new Pinned(certificate!).Check(); return true; }")]
    [InlineData("(_, certificate, _, _) => { var checkedCertificate = certificate!; Pinned.Test(checkedCertificate); return true; }")]
    [InlineData("(_, certificate, _, _) => { Action check = () => Pinned.Test(certificate!); check(); return true; }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return certificate == Known && chain.Build(certificate!); }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return certificate != Known ? false : chain.Build(certificate!); }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return chain.Build(certificate!) && certificate!.MatchesHostname(\"orders\") && certificate.GetCertHashString() == Pin; }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return chain.Build(certificate!) && certificate!.SerialNumber == Pin; }")]
    [InlineData("(_, certificate, chain, _) => { chain!.ChainPolicy.VerificationFlags = Flags; return chain.Build(certificate!); }")]
    [InlineData("(_, certificate, chain, _) => { var flags = X509VerificationFlags.AllowUnknownCertificateAuthority; Console.WriteLine(flags); return chain!.Build(certificate!); }")]
    [InlineData("(_, certificate, chain, errors) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; return errors == SslPolicyErrors.None; }")]
    [InlineData("(_, certificate, chain, errors) => { chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority; chain.Build(certificate!); return errors == SslPolicyErrors.None; }")]
    [InlineData("Callbacks.DangerousAcceptAnyServerCertificateValidator")]
    public Task A_callback_that_checks_or_is_not_seen(string callback) => Verify.Silent(
        Handler($"ServerCertificateCustomValidationCallback = {callback}", "", ""),
        new Setup
        {
            Library = Usings + "public static class Callbacks { public static Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> DangerousAcceptAnyServerCertificateValidator => (_, _, _, _) => false; }",
        });

    [Theory]
    [InlineData("CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, VerificationFlags = X509VerificationFlags.AllFlags }")]
    [InlineData("CertificateChainPolicy = Trusting")]
    [InlineData("EnabledSslProtocols = System.Security.Authentication.SslProtocols.Tls13, {|CertificateChainPolicy = new() { VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority | X509VerificationFlags.IgnoreNotTimeValid }|}")]
    public Task A_policy_that_accepts_any(string setting) => Verify.Reports(
        Policy(setting.Contains("{|") ? setting.Replace("{|", "{|GRPCAUTH5004:") : "{|GRPCAUTH5004:" + setting + "|}", "{|#0:", "|}"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck }")]
    [InlineData("CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid }")]
    [InlineData("CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = flags }")]
    [InlineData("CertificateChainPolicy = given")]
    [InlineData("CertificateChainPolicy = given.Clone()")]
    [InlineData("CertificateChainPolicy = null")]
    public Task A_policy_that_checks_or_is_not_seen(string setting) => Verify.Silent(Policy(setting, "", ""));

    private static string Policy(string setting, string start, string end) => Usings + $$"""
        public static class Shop
        {
            private static X509ChainPolicy Trusting
            {
                get
                {
                    var policy = new X509ChainPolicy();
                    policy.DisableCertificateDownloads = true;
                    policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
                    return policy;
                }
            }

            public static bool IsKnown(X509Certificate2 certificate) => Trusting.VerificationFlags == 0 || certificate.HasPrivateKey;

            public static GrpcChannel Open(X509ChainPolicy given, X509VerificationFlags flags) => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                {{start}}HttpHandler = new SocketsHttpHandler { SslOptions = { {{setting}} } }{{end}},
            });
        }
        """;

    private static string Handler(string setting, string start, string end) => Usings + $$"""
        public sealed class Shop
        {
            private const string Pin = "0011";
            private static readonly X509Certificate2 Known = X509CertificateLoader.LoadCertificateFromFile("root.crt");

            private static readonly X509VerificationFlags Flags = Enum.Parse<X509VerificationFlags>(Environment.MachineName);

            public bool IsKnown => Known.Thumbprint == Pin && Flags == 0;

            public GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                {{start}}HttpHandler = new HttpClientHandler { {{setting}} }{{end}},
            });
        }

        public sealed class Pinned(X509Certificate2 certificate)
        {
            public void Check() => Test(certificate);

            public static void Test(X509Certificate2 certificate)
            {
                if (certificate.Thumbprint != "0011")
                    throw new InvalidOperationException();
            }
        }
        """;
}

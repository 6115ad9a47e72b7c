using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>GRPCAUTH5004: the flags of a policy that trusts every server, and code that takes them back.</summary>
public sealed class CertificatePolicyTests
{
    private const string Usings = """
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;

        """;

    [Theory]
    [InlineData("given.VerificationFlags = X509VerificationFlags.AllFlags;")]
    [InlineData("given.VerificationFlags |= X509VerificationFlags.AllowUnknownCertificateAuthority;")]
    [InlineData("given.VerificationFlags = X509VerificationFlags.NoFlag; given.VerificationFlags |= X509VerificationFlags.AllFlags;")]
    [InlineData("given.VerificationFlags = X509VerificationFlags.AllFlags; given.VerificationFlags &= ~X509VerificationFlags.IgnoreWrongUsage;")]
    [InlineData("given.VerificationFlags = X509VerificationFlags.AllFlags; if (given.DisableCertificateDownloads) given.VerificationFlags = X509VerificationFlags.NoFlag;")]
    public async Task A_policy_that_is_given(string statements)
    {
        await Verify.Reports(Usings + GivenPolicy("{|GRPCAUTH5004:", statements, "{|#0:", "|}"), severity: DiagnosticSeverity.Warning);
        await Verify.Reports(Usings + ConfiguredPolicy("{|GRPCAUTH5004:", statements, "{|#0:", "|}"), severity: DiagnosticSeverity.Warning);
    }

    [Theory]
    [InlineData("given.VerificationFlags = X509VerificationFlags.AllFlags; given.VerificationFlags = X509VerificationFlags.NoFlag;")]
    [InlineData("given.VerificationFlags = X509VerificationFlags.AllFlags; given.VerificationFlags &= ~X509VerificationFlags.AllowUnknownCertificateAuthority;")]
    [InlineData("given.VerificationFlags = X509VerificationFlags.AllFlags; given.Reset();")]
    [InlineData("given.VerificationFlags = X509VerificationFlags.AllFlags; given.VerificationFlags = (X509VerificationFlags)given.ApplicationPolicy.Count;")]
    [InlineData("given.VerificationFlags = X509VerificationFlags.AllFlags; if (given.DisableCertificateDownloads) given.VerificationFlags = X509VerificationFlags.NoFlag; else given.Reset(); given.VerificationFlags ^= given.VerificationFlags;")]
    [InlineData("given.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.IgnoreEndRevocationUnknown;")]
    [InlineData("if (given.VerificationFlags == X509VerificationFlags.AllFlags) given.VerificationFlags = X509VerificationFlags.NoFlag;")]
    public async Task A_policy_whose_flags_are_taken_back(string statements)
    {
        await Verify.Silent(Usings + GivenPolicy("", statements, "", ""));
        await Verify.Silent(Usings + ConfiguredPolicy("", statements, "", ""));
        await Verify.Silent(Usings + MadePolicy(statements));
    }

    [Theory]
    [InlineData("chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags; chain.ChainPolicy.VerificationFlags = X509VerificationFlags.NoFlag; return chain.Build(certificate!);")]
    [InlineData("chain!.ChainPolicy.VerificationFlags |= X509VerificationFlags.AllFlags; chain.ChainPolicy.VerificationFlags &= ~X509VerificationFlags.AllowUnknownCertificateAuthority; return chain.Build(certificate!);")]
    public Task A_chain_whose_flags_are_taken_back(string body) => Verify.Silent(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new HttpClientHandler
                {
                    ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => { {{body}} },
                },
            });
        }
        """);

    /// <summary>All that is set on the TLS options of a handler counts, through whichever mention of them.</summary>
    [Theory]
    [InlineData("CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllFlags }")]
    [InlineData("RemoteCertificateValidationCallback = (_, _, _, _) => true")]
    public Task A_callback_that_is_set_afterwards(string setting) => Verify.Silent(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open(X509Certificate2 root)
            {
                var handler = new SocketsHttpHandler { SslOptions = { {{setting}} } };
                handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => root.Equals(certificate);
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = handler });
            }
        }
        """);

    private static string GivenPolicy(string setting, string statements, string option, string end) => $$"""
        public static class Shop
        {
            public static GrpcChannel Open(X509ChainPolicy given)
            {
                {{statements}}
                var handler = new SocketsHttpHandler { SslOptions = { {{setting}}CertificateChainPolicy = given{{end}} } };
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{option}}HttpHandler = handler{{end}} });
            }
        }
        """;

    private static string ConfiguredPolicy(string setting, string statements, string option, string end) => $$"""
        public static class Shop
        {
            public static GrpcChannel Open()
            {
                var handler = Handlers.Create(given => { {{statements}} });
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{option}}HttpHandler = handler{{end}} });
            }
        }

        public static class Handlers
        {
            public static SocketsHttpHandler Create(Action<X509ChainPolicy> configure)
            {
                var policy = new X509ChainPolicy();
                configure(policy);
                return new SocketsHttpHandler { SslOptions = { {{setting}}CertificateChainPolicy = policy{{end}} } };
            }
        }
        """;

    private static string MadePolicy(string statements) => $$"""
        public static class Shop
        {
            public static GrpcChannel Open()
            {
                var handler = new SocketsHttpHandler();
                var given = new X509ChainPolicy();
                handler.SslOptions.CertificateChainPolicy = given;
                {{statements}}
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = handler });
            }
        }
        """;
}

using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>Whether a setting of a handler makes it trust every server.</summary>
internal static class TrustedServer
{
    /// <summary>
    /// The expression that trusts every server: a callback, or the flags of a policy. Null when the setting checks something, or is not seen.
    /// </summary>
    internal static IOperation? In(HandlerSetting setting, CredentialQuery query)
    {
        switch (setting.Name)
        {
            case "ServerCertificateCustomValidationCallback" or "ServerCertificateValidationCallback" or "RemoteCertificateValidationCallback":
                return OfCallback(setting.Value, query);
            case "CertificateChainPolicy" when !HasCallback(setting):
                return OfPolicy(setting.Value, query);
            default:
                return null;
        }
    }

    private static IOperation? OfCallback(TracedValue callback, CredentialQuery query)
    {
        foreach (var origin in query.Origins.Trace(callback))
        {
            if (!origin.IsSeen)
                continue;

            if (origin.Operation is IPropertyReferenceOperation { Property: { Name: "DangerousAcceptAnyServerCertificateValidator", IsStatic: true } known }
                && known.ContainingType.Is("System.Net.Http.HttpClientHandler"))
                return origin.Operation;

            if (query.Facts.Bodies.FunctionGivenBy(origin.Operation) is { } function && CertificateCallback.AcceptsAny(function, query))
                return origin.Operation;
        }

        return null;
    }

    /// <summary>A policy whose flags let a chain end in a certificate that nobody trusts.</summary>
    private static IOperation? OfPolicy(TracedValue policy, CredentialQuery query)
    {
        foreach (var origin in query.Origins.Trace(policy))
        {
            if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation)
                continue;

            foreach (var touch in query.TouchesOf(origin))
            {
                if (touch.Kind == TouchKind.SetMember && CertificateCallback.AllowsUnknownAuthority(touch.Member!, touch.Written!))
                    return touch.Site.Operation;
            }
        }

        return null;
    }

    /// <summary>Whether a callback is set beside a policy, which may compare the certificate.</summary>
    private static bool HasCallback(HandlerSetting setting)
    {
        foreach (var other in setting.Beside)
        {
            if (other.Member?.Name == "RemoteCertificateValidationCallback")
                return true;
        }

        return false;
    }
}

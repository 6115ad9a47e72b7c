using System.Collections.Generic;
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
                return OfPolicy(setting, query);
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

    /// <summary>A policy whose flags let a chain end in a certificate that nobody trusts, and keep doing so.</summary>
    private static IOperation? OfPolicy(HandlerSetting setting, CredentialQuery query)
    {
        foreach (var origin in query.Origins.Trace(setting.Value))
        {
            var uses = UsesOf(origin, setting, query);
            foreach (var use in uses)
            {
                if (ChainFlags.AllowUnknown(AssignmentOf(use)) is true && !uses.Exists(later => TakesBack(later) && later.Site.AlwaysFollows(use.Site)))
                    return AssignmentOf(use);
            }
        }

        return null;
    }

    /// <summary>What is done to a policy: where it is made or given to the code, and through the handler that has it.</summary>
    private static List<ObjectUse> UsesOf(Origin policy, HandlerSetting setting, CredentialQuery query)
    {
        var uses = new List<ObjectUse>(query.TouchesOf(policy));
        if (policy.Operation is IParameterReferenceOperation { Parameter: var given })
            uses.AddRange(ObjectUses.OfVariable(given, EnclosingFunction.Root(policy.Operation), query.Facts.Bodies, query.Budget, policy.Value.Frame));

        foreach (var beside in setting.Beside)
        {
            if (beside is { Kind: TouchKind.ReadMember, Member.Name: "CertificateChainPolicy" })
                uses.AddRange(query.TouchesOf(beside));
        }

        return uses;
    }

    private static bool TakesBack(ObjectUse use) =>
        ChainFlags.AllowUnknown(AssignmentOf(use)) is false || use.Site.Operation is IInvocationOperation { TargetMethod.Name: "Reset" };

    private static IOperation? AssignmentOf(ObjectUse use) => use.Kind == TouchKind.ReadMember ? use.Site.Operation.Parent : use.Site.Operation;

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

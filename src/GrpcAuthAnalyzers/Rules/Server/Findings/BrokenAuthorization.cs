using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>Why a service that asks for authorization refuses every caller, or fails.</summary>
internal static class BrokenAuthorization
{
    /// <summary>The reason, as a clause; null if there is none, or if that is not known.</summary>
    internal static string? ReasonFor(ServedService service, CredentialQuery query)
    {
        var (host, facts) = (service.Host, query.Facts);
        if (!service.AsksSomewhere)
            return null;

        // AllowAnonymous lets every caller in, but not before the policy is put together.
        var isOpen = service.Demand == ServiceDemand.Anonymous;
        var demands = AuthorizationDemands.Of(service, query);
        var hasOwnDefault = facts.MentionsAny("IAuthorizationPolicyProvider", "DefaultPolicy", "SetDefaultPolicy", "IAuthenticationSchemeProvider");
        if (MiddlewarePipeline.Around(service.Mapping, facts) is { } pipeline
            && (ReasonOf(pipeline) ?? (isOpen || hasOwnDefault || MayNameScheme(demands, host, facts) ? null : ReasonOfUser(pipeline))) is { } order)
            return order;

        if (!host.IsWhole || hasOwnDefault)
            return null;

        if (!host.RegistersAuthorization)
            return "authorization is not registered, so that every call fails";

        var schemes = AuthenticationSchemes.Of(host, facts);
        return OfPolicies(demands, host, query) ?? (isOpen || schemes.MayHaveOthers ? null : OfSchemes(demands, schemes, query));
    }

    /// <summary>An order with which every call fails, whatever authenticates the caller.</summary>
    private static string? ReasonOf(MiddlewarePipeline pipeline)
    {
        if (pipeline.ComesBefore("UseAuthorization", "UseRouting") || pipeline.ComesBefore("UseEndpoints", "UseAuthorization"))
            return "UseAuthorization does not stand between UseRouting and the endpoints, so that every call fails";

        return pipeline.First("UseRouting") is not null && pipeline.Lacks("UseAuthorization")
            ? "UseAuthorization is missing after UseRouting, so that every call fails"
            : null;
    }

    /// <summary>An order with which nobody has authenticated the caller when authorization asks for the user.</summary>
    private static string? ReasonOfUser(MiddlewarePipeline pipeline)
    {
        if (pipeline.First("UseAuthorization") is null || pipeline.MayAuthenticateBefore("UseAuthorization"))
            return null;

        if (pipeline.ComesBefore("UseAuthorization", "UseAuthentication"))
            return "UseAuthorization comes before UseAuthentication, so that good tokens are refused";

        return !pipeline.IsWebApplication && pipeline.Lacks("UseAuthentication") ? "UseAuthentication is missing, so that no token is read" : null;
    }

    /// <summary>
    /// Whether what is asked may name schemes: authorization authenticates the caller with those by itself, wherever it stands (PolicyEvaluator.cs of
    /// ASP.NET Core).
    /// </summary>
    private static bool MayNameScheme(AuthorizationDemands demands, ServerHost host, CompilationFacts facts) =>
        demands.HasUnknown
        || demands.Schemes.Count > 0
        || (demands.Policies.Count > 0
            && (!host.IsWhole || facts.MentionsAny("AddAuthenticationSchemes", "AuthenticationSchemes", "AuthorizationPolicyBuilder")));

    private static string? OfPolicies(AuthorizationDemands demands, ServerHost host, CredentialQuery query)
    {
        if (demands.Policies.Count == 0)
            return null;

        var registered = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var call in host.Calls("AddPolicy"))
        {
            if (!call.TargetMethod.ContainingType.IsIn("Microsoft.AspNetCore.Authorization"))
                continue;

            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter?.Type.SpecialType != SpecialType.System_String)
                    continue;

                if (query.Texts.ConstantOf(new TracedValue(argument.Value)) is not { } name)
                    return null;

                registered.Add(name);
            }
        }

        return demands.Policies.Find(name => !registered.Contains(name)) is { } missing
            ? $"policy '{missing}' is not registered, so that every call fails"
            : null;
    }

    private static string? OfSchemes(AuthorizationDemands demands, AuthenticationSchemes schemes, CredentialQuery query)
    {
        if (schemes.Added.Count == 0)
            return demands.NeedDefaultScheme || demands.Schemes.Count > 0 ? "no authentication scheme is registered, so that every call fails" : null;

        if (SchemeNames.Of(schemes, query) is not { } names)
            return null;

        if (demands.Schemes.Find(name => !names.Contains(name)) is { } missing)
            return $"scheme '{missing}' is not registered, so that every call fails";

        if (!demands.NeedDefaultScheme || query.Facts.MentionsAny("ForwardDefaultSelector", "ForwardDefault", "ForwardAuthenticate"))
            return null;

        if (names.Default is not { } scheme)
            return names.Count > 1 ? "there are several authentication schemes and no default one, so that every call fails" : null;

        if (!names.Contains(scheme))
            return $"the default scheme '{scheme}' is not registered, so that every call fails";

        return names.IsOfWebsite(scheme) && schemes.HasOneForClients ? $"the default scheme '{scheme}' reads no token, so that good tokens are refused" : null;
    }
}

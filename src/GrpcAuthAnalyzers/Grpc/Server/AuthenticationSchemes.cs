using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>The authentication schemes that a host registers.</summary>
internal sealed class AuthenticationSchemes
{
    private const string Builder = "Microsoft.AspNetCore.Authentication.AuthenticationBuilder";

    /// <summary>Schemes with which people sign in to a website: a gRPC client has neither a cookie nor a browser that follows a redirect.</summary>
    private static readonly HashSet<string> OfWebsites = new(StringComparer.Ordinal)
    {
        "AddCookie", "AddOpenIdConnect", "AddWsFederation", "AddMicrosoftIdentityWebApp", "AddGoogle", "AddFacebook", "AddTwitter", "AddMicrosoftAccount",
        "AddGitHub", "AddOAuth", "AddSaml2", "AddIdentityCookies", "AddExternalCookie", "AddApplicationCookie",
    };

    /// <summary>Methods that add a scheme to a builder which may come from elsewhere.</summary>
    private static readonly string[] WellKnown =
    {
        "AddJwtBearer", "AddMicrosoftIdentityWebApi", "AddCertificate", "AddScheme", "AddPolicyScheme", "AddNegotiate", "AddOAuth2Introspection",
        "AddBearerToken",
    };

    /// <summary>Methods of services that register schemes together with something else.</summary>
    private static readonly string[] OfServices =
    {
        "AddIdentity", "AddDefaultIdentity", "AddIdentityApiEndpoints", "AddMicrosoftIdentityWebApiAuthentication", "AddMicrosoftIdentityWebAppAuthentication",
        "AddIdentityServer", "AddOpenIddict", "AddKeycloakWebApiAuthentication", "AddKeycloakAuthentication", "AddAuth0WebAppAuthentication",
    };

    private static readonly Memo<ServerHost, AuthenticationSchemes> OfHost = new(Find);

    private AuthenticationSchemes(List<IInvocationOperation> starts, HashSet<IInvocationOperation> added, bool mayHaveOthers)
    {
        Starts = starts;
        Added = added;
        MayHaveOthers = mayHaveOthers;
    }

    /// <summary>The calls of <c>AddAuthentication</c>.</summary>
    internal IReadOnlyList<IInvocationOperation> Starts { get; }

    /// <summary>The calls that add a scheme.</summary>
    internal IReadOnlyCollection<IInvocationOperation> Added { get; }

    /// <summary>Whether there may be schemes that are not seen.</summary>
    internal bool MayHaveOthers { get; }

    /// <summary>Whether a scheme that is seen reads a credential that a gRPC client can send.</summary>
    internal bool HasOneForClients
    {
        get
        {
            foreach (var call in Added)
            {
                if (!IsOfWebsite(call))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether client certificates are all that the schemes read.</summary>
    internal bool AreForCertificates
    {
        get
        {
            foreach (var call in Added)
            {
                if (call.TargetMethod.Name is not ("AddCertificate" or "AddCertificateCache"))
                    return false;
            }

            return Added.Count > 0;
        }
    }

    /// <summary>Whether people sign in to a website with the scheme that a call adds.</summary>
    internal static bool IsOfWebsite(IInvocationOperation added) => OfWebsites.Contains(added.TargetMethod.Name);

    /// <summary>The schemes of a host.</summary>
    internal static AuthenticationSchemes Of(ServerHost host, CompilationFacts facts) => facts.Get(OfHost, host);

    private static AuthenticationSchemes Find(CompilationFacts facts, ServerHost host)
    {
        var starts = new List<IInvocationOperation>();
        var added = new HashSet<IInvocationOperation>();
        var mayHaveOthers = !host.IsWhole || host.HasCall(OfServices) || HasUnboundStart(facts);
        foreach (var start in host.Calls("AddAuthentication"))
        {
            if (!start.Type.Is(Builder))
                continue;

            starts.Add(start);
            var calls = FluentCalls.On(start, facts.Bodies);
            added.UnionWith(calls.All);
            mayHaveOthers |= calls.Escapes;
        }

        foreach (var call in host.Calls(WellKnown))
        {
            if (call.Receiver()?.Type.Is(Builder) == true)
                added.Add(call);
        }

        return new AuthenticationSchemes(starts, added, mayHaveOthers);
    }

    /// <summary>Whether an <c>AddAuthentication</c> does not compile, as before its packages are restored.</summary>
    private static bool HasUnboundStart(CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed("AddAuthentication"))
        {
            if (facts.Bodies.OperationOf(node) is not IInvocationOperation)
                return true;
        }

        return false;
    }
}

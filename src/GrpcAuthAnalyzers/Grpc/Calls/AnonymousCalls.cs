using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Secrets.Names;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>Calls that need no credentials: health, reflection, sidecars, logins, and what the options name.</summary>
internal static class AnonymousCalls
{
    private static readonly ImmutableArray<string> Services = ImmutableArray.Create(
        "grpc.health.v1.Health", "grpc.reflection.*", "dapr.*", "flagd.*", "openfeature.flagd.*", "temporal.api.*", "temporalio.api.*",
        "AzureFunctionsRpcMessages.*");

    /// <summary>Whether a call is anonymous by its name, by configuration or by a fact; false if its name is unknown.</summary>
    internal static bool Contains(RpcName name, GrpcAuthOptions options) => name.IsDeclaredAnonymous || ContainsSignIn(name, options);

    /// <summary>The same without RPCs of which it is only known that a server leaves them open: a credential that is sent with them does no harm.</summary>
    internal static bool MaySignIn(RpcName name, GrpcAuthOptions options) =>
        (name.IsDeclaredAnonymous && !name.IsLeftOpen) || ContainsSignIn(name, options);

    private static bool ContainsSignIn(RpcName name, GrpcAuthOptions options) =>
        (!name.IsOfLibrary && TokenWords.GivesToken(name.Method))
        || IsTokenService(name)
        || ContainService(name.Services, options)
        || IsMethod(name, options.AnonymousMethods);

    /// <summary>Whether all calls of a service are anonymous; false if none is known.</summary>
    internal static bool ContainAll(IReadOnlyCollection<RpcName> names, GrpcAuthOptions options)
    {
        foreach (var name in names)
        {
            if (!Contains(name, options))
                return false;
        }

        return names.Count > 0;
    }

    /// <summary>Whether a whole service is anonymous.</summary>
    internal static bool ContainsService(RpcName name, GrpcAuthOptions options) => ContainService(name.Services, options);

    /// <summary>The same for a service by its names.</summary>
    internal static bool ContainService(ImmutableArray<string> names, GrpcAuthOptions options) =>
        IsService(names, Services) || IsService(names, options.AnonymousServices);

    private static bool IsTokenService(RpcName name)
    {
        foreach (var service in name.Services)
        {
            if (TokenWords.GivesToken(name.Method, service))
                return true;
        }

        return false;
    }

    private static bool IsService(ImmutableArray<string> names, ImmutableArray<string> patterns)
    {
        foreach (var service in names)
        {
            foreach (var pattern in patterns)
            {
                if (Wildcard.Matches(pattern, service))
                    return true;
            }
        }

        return false;
    }

    /// <summary><c>pkg.Service/Method</c>; a pattern without a slash names a method of any service.</summary>
    private static bool IsMethod(RpcName name, ImmutableArray<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IndexOf('/') < 0)
            {
                if (name.Method.Length > 0 && Wildcard.Matches(pattern, name.Method))
                    return true;

                continue;
            }

            foreach (var service in name.Services)
            {
                if (Wildcard.Matches(pattern, service + "/" + name.Method))
                    return true;
            }
        }

        return false;
    }
}

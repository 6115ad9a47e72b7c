using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>
/// A singleton that takes a client whose credentials come from a scope: the client asks the scope that it was resolved from
/// (GrpcHttpClientBuilderExtensions.cs of grpc-dotnet), which for a singleton is the one of the process.
/// </summary>
internal sealed class SingletonClient
{
    private SingletonClient(INamedTypeSymbol holder, ScopedToken token)
    {
        Holder = holder;
        Token = token;
    }

    /// <summary>The class of the singleton.</summary>
    internal INamedTypeSymbol Holder { get; }

    /// <summary>Where the token of the client comes from.</summary>
    internal ScopedToken Token { get; }

    /// <summary>
    /// The client that <c>AddSingleton</c> or one of its other forms keeps; null when there is none with credentials of a scope, and for objects that are made
    /// elsewhere.
    /// </summary>
    internal static SingletonClient? Of(IInvocationOperation added, CredentialQuery query)
    {
        var facts = query.Facts;
        if (IsGivenObject(added) || ServiceRegistrations.ImplementationOf(added, facts.Bodies) is not { } holder || !facts.Bodies.IsSeen(holder))
            return null;

        foreach (var constructor in holder.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type is INamedTypeSymbol client && TokenOf(client, query) is { } token)
                    return new SingletonClient(holder, token);
            }
        }

        return null;
    }

    private static bool IsGivenObject(IInvocationOperation added)
    {
        foreach (var argument in added.Arguments)
        {
            if (argument.Parameter is { Ordinal: > 0, Name: not ServiceRegistrations.KeyParameter } parameter
                && parameter.Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate } and not { Name: "Type" })
                return true;
        }

        return false;
    }

    /// <summary>The scope that the credentials of a generated or code-first client come from; null if its registration has none.</summary>
    private static ScopedToken? TokenOf(INamedTypeSymbol client, CredentialQuery query)
    {
        foreach (var registration in ClientRegistration.All(query.Facts, client))
        {
            foreach (var call in CallsOn(registration.Operation, query))
            {
                if (TokenAddedBy(call, query) is { } token)
                    return token;
            }
        }

        return null;
    }

    private static ScopedToken? TokenAddedBy(IInvocationOperation call, CredentialQuery query) => call.TargetMethod.Name switch
    {
        "AddCallCredentials" => AddedService.FactoryOf(call, query.Facts.Bodies) is { } callback ? ScopedToken.OfCallback(callback, query) : null,
        "AddInterceptor" when ChannelScopedService.IsForEachClient(call) =>
            AddedService.Of(call, query.Facts.Bodies) is { } interceptor ? ScopedToken.Of(interceptor, query) : null,
        _ => null,
    };

    /// <summary>The calls on the builder: further down the chain, and on the local that holds it.</summary>
    private static IEnumerable<IInvocationOperation> CallsOn(IOperation builder, CredentialQuery query)
    {
        var current = Conversions.BuiltInAround(builder);
        while (current.Parent is IArgumentOperation { Parameter.Ordinal: 0 } or IInvocationOperation { TargetMethod.IsExtensionMethod: true })
        {
            var outer = current.Parent;
            current = Conversions.BuiltInAround(outer);
            if (outer is IInvocationOperation call)
                yield return call;
        }

        if (current.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
            yield break;

        foreach (var reference in query.Facts.Bodies.FactsOf(builder).ReferencesTo(local))
        {
            foreach (var call in CallsOn(reference, query))
                yield return call;
        }
    }
}

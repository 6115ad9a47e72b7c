using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc.Layers;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// What is known of the client in a field or property: asked once, for all calls that are made through it. The question has a budget of its own and no
/// moment, so that the answer does not depend on the call that asked first.
/// </summary>
internal sealed class KeptClient
{
    private readonly Presence _presence;
    private readonly IReadOnlyList<ChannelOwner> _owners;
    private readonly IReadOnlyList<Value> _composites;

    /// <param name="client">A mention of the field or property.</param>
    /// <param name="facts">The facts of the compilation.</param>
    /// <param name="options">The options of the tree that a report would lie in.</param>
    internal KeptClient(IOperation client, GrpcFacts facts, GrpcAuthOptions options)
    {
        var query = new CredentialQuery(facts, options, until: null);
        _presence = ClientLayer.Of(query, new Value(client));
        _owners = query.Owners;
        _composites = query.Composites;
    }

    /// <summary>
    /// The client that a call is made through; null when it is no member of the object at hand, when the body of the call writes that member, or when the
    /// question stands inside another one.
    /// </summary>
    internal static KeptClient? Of(GrpcCall call, CredentialQuery query)
    {
        if (query.IsInCode || query.IsScanning || query.CountsOnlySecrets
            || call.Receiver is not IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true } } client
            || query.Facts.Bodies.FactsOf(client).WritesTo(client.Member).Any())
            return null;

        return query.Facts.ClientIn(client, query.Options);
    }

    /// <summary>The presence of a credential in the client and all that is below; notes the channels in the question.</summary>
    internal Presence NotedIn(CredentialQuery query)
    {
        foreach (var owner in _owners)
            query.Note(owner);

        foreach (var composite in _composites)
            query.NoteComposite(composite);

        return _presence;
/// A singleton that takes a client whose credentials come from a scope: the client asks the scope that it was resolved from (GrpcHttpClientBuilderExtensions.cs of
/// grpc-dotnet), which for a singleton is the one of the process.
/// </summary>
internal sealed class KeptClient
{
    private KeptClient(INamedTypeSymbol holder, ScopedToken token)
    {
        Holder = holder;
        Token = token;
    }

    /// <summary>The class of the singleton.</summary>
    internal INamedTypeSymbol Holder { get; }

    /// <summary>Where the token of the client comes from.</summary>
    internal ScopedToken Token { get; }

    /// <summary>The client that <c>AddSingleton</c> keeps; null when there is none with credentials of a scope, and for objects that are made elsewhere.</summary>
    internal static KeptClient? Of(IInvocationOperation added, CredentialQuery query)
    {
        var facts = query.Facts;
        if (IsGivenObject(added) || ServiceLifetimes.ImplementationOf(added, facts.Bodies) is not { } holder || !facts.Bodies.IsSeen(holder))
            return null;

        foreach (var constructor in holder.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type is INamedTypeSymbol client && GrpcSymbols.IsA(client, facts.Symbols.ClientBase) && TokenOf(client, query) is { } token)
                    return new KeptClient(holder, token);
            }
        }

        return null;
    }

    private static bool IsGivenObject(IInvocationOperation added)
    {
        foreach (var argument in added.Arguments)
        {
            if (argument.Parameter is { Ordinal: > 0, Type: not INamedTypeSymbol { TypeKind: TypeKind.Delegate } and not { Name: "Type" } })
                return true;
        }

        return false;
    }

    private static ScopedToken? TokenOf(INamedTypeSymbol client, CredentialQuery query)
    {
        foreach (var node in query.Facts.CallsNamed("AddGrpcClient"))
        {
            if (query.Facts.Bodies.OperationOf(node) is not { } operation || ClientRegistration.From(operation, query.Facts) is not { } registration
                || !SymbolEqualityComparer.Default.Equals(registration.Client, client))
                continue;

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
        "AddCallCredentials" => AddedType.FactoryOf(call, query.Facts.Bodies) is { } callback ? ScopedToken.OfCallback(callback, query) : null,
        "AddInterceptor" when OnceForClient.IsForEachClient(call) => AddedType.Of(call, query.Facts.Bodies) is { } interceptor ? ScopedToken.Of(interceptor, query) : null,
        _ => null,
    };

    /// <summary>What is called on the builder: further down the chain, and on the local that holds it.</summary>
    private static IEnumerable<IInvocationOperation> CallsOn(IOperation builder, CredentialQuery query)
    {
        var current = builder;
        while (current.Parent is IConversionOperation or IArgumentOperation { Parameter.Ordinal: 0 } or IInvocationOperation { TargetMethod.IsExtensionMethod: true })
        {
            current = current.Parent;
            if (current is IInvocationOperation call)
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

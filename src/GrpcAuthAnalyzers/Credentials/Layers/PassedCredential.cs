using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>A credential that a call passes itself: an entry of its headers, or the call credentials in its options.</summary>
internal sealed class PassedCredential
{
    private const int MaxNesting = 8;

    private PassedCredential(CredentialValue? entry, Origin origin)
    {
        Entry = entry;
        Origin = origin;
    }

    /// <summary>The entry of the headers; null for call credentials.</summary>
    internal CredentialValue? Entry { get; }

    /// <summary>The creation of the metadata, or where the call credentials come from.</summary>
    internal Origin Origin { get; }

    /// <summary>The quoted header, or <c>call credentials</c>.</summary>
    internal string Name => Entry is { } entry ? "'" + entry.Header + "'" : "call credentials";

    /// <summary>
    /// The named credentials that a call passes, in the order of its arguments. Empty if it passes none, or if none is seen:
    /// which of the two, <see cref="CallLayers.Own"/> tells.
    /// </summary>
    internal static IReadOnlyList<PassedCredential> Of(GrpcCall call, CredentialQuery query)
    {
        var found = new List<PassedCredential>();
        foreach (var argument in call.Operation.Arguments)
            Collect(query, argument.Parameter?.Type, new TracedValue(argument.Value), found, MaxNesting);

        return found;
    }

    private static void Collect(CredentialQuery query, ITypeSymbol? type, TracedValue value, List<PassedCredential> found, int nesting)
    {
        if (nesting == 0)
            return;

        if (GrpcSymbols.Is(type, query.Symbols.Metadata))
            CollectHeaders(query, value, found);
        else if (GrpcSymbols.Is(type, query.Symbols.CallOptions) || GrpcSymbols.Is(type, query.Symbols.CallContext))
            CollectOptions(query, value, found, nesting - 1);
        else if (GrpcSymbols.Is(type, query.Symbols.CallCredentials) && CallOptionsLayer.OfCallCredentials(query, value).Presence == CredentialPresence.Present)
            found.Add(new PassedCredential(null, new Origin(value, System.Collections.Immutable.ImmutableStack<Alias>.Empty)));
    }

    private static void CollectHeaders(CredentialQuery query, TracedValue headers, List<PassedCredential> found)
    {
        foreach (var origin in query.Origins.Trace(headers))
        {
            if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation creation || !GrpcSymbols.Is(creation.Type, query.Symbols.Metadata))
                continue;

            foreach (var entry in HeadersLayer.CredentialsIn(query, query.TouchesOf(origin)))
                found.Add(new PassedCredential(entry, origin));
        }
    }

    /// <summary>A <c>With...</c> method passes its argument and what it was called on; what it replaces is left to <see cref="CallOptionsLayer"/>.</summary>
    private static void CollectOptions(CredentialQuery query, TracedValue options, List<PassedCredential> found, int nesting)
    {
        foreach (var origin in query.Origins.Trace(options))
        {
            if (!origin.IsSeen
                || origin.Operation is not (IObjectCreationOperation
                    or IInvocationOperation
                {
                    TargetMethod.Name: "WithHeaders" or "WithCredentials" or "WithDeadline" or "WithCancellationToken"
                        or "WithWaitForReady" or "WithPropagationToken" or "WithWriteOptions"
                }))
                continue;

            var arguments = origin.Operation is IObjectCreationOperation creation ? creation.Arguments : ((IInvocationOperation)origin.Operation).Arguments;
            foreach (var argument in arguments)
                Collect(query, argument.Parameter?.Type, origin.Value.With(argument.Value), found, nesting);

            if (origin.Operation is IInvocationOperation { Instance: { } receiver, TargetMethod.Name: not "WithHeaders" })
                Collect(query, receiver.Type, origin.Value.With(receiver), found, nesting);
        }
    }
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// What the anonymous calls of a compilation go through: the channels and registrations, and the types of the clients. A credential that is added there is
/// sent with them, too, and a login that needs the token which it gives never ends.
/// </summary>
internal sealed class AnonymousUses
{
    private static readonly Memo<GrpcAuthOptions, AnonymousUses> ByOptions = new(static (facts, options) => new AnonymousUses(facts, options));

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<Found> _found;

    private AnonymousUses(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _found = new Lazy<Found>(Collect);
    }

    /// <summary>The anonymous calls under the options of a tree; they are collected when the first question is asked.</summary>
    internal static AnonymousUses Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    /// <summary>Whether an anonymous call goes over the channel or registration that this operation makes; false where none is seen.</summary>
    internal bool AreOn(IOperation creation) => _found.Value.Channels.Contains(creation.Syntax);

    /// <summary>Whether an anonymous call is made through a client of this type, whatever its channel.</summary>
    internal bool AreOf(ITypeSymbol client) => _found.Value.Clients.Contains(client.OriginalDefinition);

    /// <summary>Whether an anonymous call is made whose channel or registration is not seen.</summary>
    internal bool AreOnUnseenChannels => _found.Value.HasUnseenChannel;

    private Found Collect()
    {
        var found = new Found();
        foreach (var name in RpcNames.Of(_facts).Methods)
        {
            foreach (var node in _facts.CallsNamed(name))
            {
                if (_facts.Bodies.OperationOf(node) is { } operation
                    && GrpcCall.From(operation, _facts) is { } call
                    && AnonymousCalls.Contains(call.Name, _options))
                    Add(call, found);
            }
        }

        return found;
    }

    private void Add(GrpcCall call, Found found)
    {
        if (call.Operation.TargetMethod.ContainingType is { } client)
            found.Clients.Add(client.OriginalDefinition);
        if (call.Receiver.Type is { } receiver)
            found.Clients.Add(receiver.OriginalDefinition);

        var query = new CredentialQuery(_facts, _options, call.Operation, ofSomeCallers: true);
        var channels = CallLayers.Below(query, call).Channels;
        foreach (var channel in channels)
            found.Channels.Add(channel.Creation.Syntax);

        found.HasUnseenChannel |= channels.Count == 0;
    }

    private sealed class Found
    {
        internal bool HasUnseenChannel { get; set; }

        internal HashSet<SyntaxNode> Channels { get; } = new();

        internal HashSet<ISymbol> Clients { get; } = new(SymbolEqualityComparer.Default);
    }
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// Which clients send a credential that is written somewhere: those of the calls that carry it, with all others over the same channels, or those behind
/// the interceptor or message handler that adds it. Collected when a fix asks for the first one.
/// </summary>
internal sealed class CredentialReceivers
{
    /// <summary>With more calls no receiver is known: the question is asked while a menu opens.</summary>
    private const int MaxCalls = 4_000;

    private static readonly Memo<GrpcAuthOptions, CredentialReceivers> ByOptions = new(static (facts, options) => new CredentialReceivers(facts, options));

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<Found> _found;

    private CredentialReceivers(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _found = new Lazy<Found>(Collect);
    }

    /// <summary>The receivers under the options of a tree.</summary>
    internal static CredentialReceivers Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    /// <summary>
    /// The types of the clients that send the value of a header, or the call credentials that it is part of; empty where no call is seen to send it.
    /// </summary>
    /// <param name="value">The expression of the value.</param>
    internal IReadOnlyCollection<ITypeSymbol> Of(SyntaxNode value)
    {
        var clients = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        _found.Value.AddTo(clients, value);
        for (var part = value.Parent; part is not null && clients.Count == 0; part = part.Parent)
        {
            if (part is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } call
                && _facts.Bodies.OperationOf(call) is IInvocationOperation added
                && AddedService.RegistrationOf(added, _facts) is { } registration)
                clients.Add(registration.Client);
            else if (part is ExpressionSyntax)
                _found.Value.AddTo(clients, part);
        }

        if (clients.Count == 0
            && _facts.Bodies.OperationOf(value)?.SemanticModel?.GetEnclosingSymbol(value.SpanStart)?.ContainingType is { } type
            && (GrpcSymbols.IsA(type, _facts.Symbols.Interceptor) || GrpcSymbols.IsA(type, _facts.Symbols.DelegatingHandler)))
            clients.UnionWith(ClientsBehindInterceptor.Of(type, _facts) ?? (IEnumerable<ITypeSymbol>)ClientsOverChannelsWith(type));

        return clients;
    }

    /// <summary>The clients over the channels that a message handler is given to; empty where there is one without calls that are seen.</summary>
    private HashSet<ITypeSymbol> ClientsOverChannelsWith(INamedTypeSymbol handler)
    {
        var all = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        if (Visibility.IsOffered(handler) || GrpcHandler.IsRegistered(handler, _facts))
            return all;

        foreach (var made in GrpcHandler.ChannelsWith(handler, _facts))
        {
            var clients = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
            foreach (var around in made.Syntax.Ancestors())
                _found.Value.AddTo(clients, around);

            if (clients.Count == 0)
                return clients;

            all.UnionWith(clients);
        }

        return all;
    }

    private Found Collect()
    {
        var (found, calls) = (new Found(), 0);
        foreach (var name in RpcNames.Of(_facts).Methods)
        {
            foreach (var node in _facts.CallsNamed(name))
            {
                if (_facts.Bodies.OperationOf(node) is not { } operation || GrpcCall.From(operation, _facts) is not { } call)
                    continue;

                if (++calls > MaxCalls)
                    return new Found();

                Add(call, found);
            }
        }

        return found;
    }

    private void Add(GrpcCall call, Found found)
    {
        var client = call.Operation.TargetMethod.ContainingType;
        var query = new CredentialQuery(_facts, _options, call.Operation, ofSomeCallers: true);
        var finding = CallLayers.Own(query, call).And(CallLayers.Below(query, call));
        var channels = new List<SyntaxNode>();
        foreach (var channel in finding.Channels)
        {
            found.Add(channel.Creation.Syntax, client);
            channels.Add(channel.Creation.Syntax);
        }

        foreach (var credential in finding.Named)
        {
            if (credential.Entry is { Value.Operation.Syntax: var value })
                found.Add(value, client, channels);
        }

        foreach (var credentials in finding.CallCredentials)
        {
            foreach (var origin in query.Origins.Trace(credentials))
                found.Add(origin.Operation.Syntax, client, channels);
        }
    }

    /// <summary>What is sent, with the clients that send it and the channels that they send it over.</summary>
    private sealed class Found
    {
        private readonly Dictionary<SyntaxNode, HashSet<ITypeSymbol>> _clients = new();
        private readonly Dictionary<SyntaxNode, HashSet<SyntaxNode>> _channels = new();

        internal void Add(SyntaxNode sent, ITypeSymbol client, IReadOnlyList<SyntaxNode>? over = null)
        {
            if (!_clients.TryGetValue(sent, out var clients))
                _clients.Add(sent, clients = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

            clients.Add(client);
            if (over is not { Count: > 0 })
                return;

            if (!_channels.TryGetValue(sent, out var channels))
                _channels.Add(sent, channels = new HashSet<SyntaxNode>());

            channels.UnionWith(over);
        }

        internal void AddTo(HashSet<ITypeSymbol> clients, SyntaxNode sent)
        {
            if (_clients.TryGetValue(sent, out var found))
                clients.UnionWith(found);
            if (!_channels.TryGetValue(sent, out var channels))
                return;

            foreach (var channel in channels)
                clients.UnionWith(_clients[channel]);
        }
    }
}

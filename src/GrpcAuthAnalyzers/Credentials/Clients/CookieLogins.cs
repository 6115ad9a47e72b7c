using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// The channels over which code signs in and ignores the reply. Such a login can only give a cookie, and the handler that a channel
/// makes for itself (HttpHandlerFactory: a SocketsHttpHandler, whose UseCookies is on) sends it with every later call.
/// </summary>
internal sealed class CookieLogins
{
    private static readonly Memo<GrpcAuthOptions, CookieLogins> ByOptions = new(static (facts, options) => new CookieLogins(facts, options));

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<HashSet<IOperation>> _channels;

    private CookieLogins(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _channels = new Lazy<HashSet<IOperation>>(Collect);
    }

    /// <summary>The channels that a login may have given a cookie, under the options of a tree.</summary>
    internal static CookieLogins Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    /// <summary>Whether one of these channels may hold the cookie of a login; false where none is seen.</summary>
    internal bool MaySignIn(IReadOnlyList<ChannelSite> owners)
    {
        foreach (var owner in owners)
        {
            if (_channels.Value.Contains(owner.Creation))
                return true;
        }

        return false;
    }

    private HashSet<IOperation> Collect()
    {
        var channels = new HashSet<IOperation>();
        foreach (var name in RpcNames.Of(_facts).Methods)
        {
            if (!TokenWords.LogsIn(name))
                continue;

            foreach (var node in _facts.CallsNamed(name))
                AddChannelsOf(node, channels);
        }

        return channels;
    }

    private void AddChannelsOf(ExpressionSyntax node, HashSet<IOperation> channels)
    {
        if (!IsDropped(node) || _facts.Bodies.OperationOf(node) is not { } operation || GrpcCall.From(operation, _facts) is not { } call)
            return;

        var query = new CredentialQuery(_facts, _options, call.Operation);
        var below = CallLayers.Below(query, call);
        if (below.Presence == CredentialPresence.Unknown)
            below = InjectedCall.OfRegistration(call, query) ?? below;

        foreach (var owner in below.Channels)
            channels.Add(owner.Creation);
    }

    /// <summary>The call, or its await, is a statement.</summary>
    private static bool IsDropped(ExpressionSyntax call)
    {
        var outer = call;
        while (outer.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax || IsConfigureAwait(outer.Parent))
            outer = (ExpressionSyntax)outer.Parent!;

        return DroppedExpression.IsDiscarded(outer);
    }

    private static bool IsConfigureAwait(SyntaxNode? node) =>
        node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }
            or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } };
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>One call of a client, and what it passes itself.</summary>
internal sealed class ClientCall
{
    internal ClientCall(GrpcCall call, CompilationFacts facts, GrpcAuthOptions options)
    {
        Call = call;
        var own = CallLayers.Own(new CredentialQuery(facts, options, call.Operation), call);
        Credentials = own.Presence == CredentialPresence.Present ? own.Named : Array.Empty<NamedCredential>();
        IsBare = own.Presence == CredentialPresence.Absent && !SaysNone(call, facts) && !AnonymousCalls.Contains(call.Name, options);
        Forgotten = IsBare ? ForgottenCall.CredentialFor(call, facts, options) : null;
    }

    internal GrpcCall Call { get; }

    /// <summary>The named credentials that it passes; empty when they are not seen, or are weak ones such as a cookie.</summary>
    internal IReadOnlyList<NamedCredential> Credentials { get; }

    /// <summary>The credential in metadata that was made for it and that it does not pass (GRPCAUTH1007); null where there is none.</summary>
    internal NamedCredential? Forgotten { get; }

    /// <summary>Whether it passes no credential but should: false if it is anonymous, or says <c>headers: null</c>.</summary>
    internal bool IsBare { get; }

    /// <summary>The place that a report names: the call without its arguments.</summary>
    internal SyntaxNode Place => Call.Place;

    /// <summary><c>headers: null</c> by name means no headers on purpose. A positional null only makes room for a later argument.</summary>
    private static bool SaysNone(GrpcCall call, CompilationFacts facts)
    {
        foreach (var argument in call.Operation.Arguments)
        {
            if (argument is
                {
                    ArgumentKind: ArgumentKind.Explicit,
                    Syntax: ArgumentSyntax { NameColon: not null }
                }
                && NullTests.IsNull(argument.Value)
                && GrpcSymbols.Is(argument.Parameter?.Type, facts.Symbols.Metadata))
                return true;
        }

        return false;
    }
}

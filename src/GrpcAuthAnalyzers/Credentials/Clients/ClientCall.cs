using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>One call of a client, and what it passes itself.</summary>
internal sealed class ClientCall
{
    private static readonly Memo<Key, ClientCall> Known = new(static (facts, key) => new ClientCall(key.Call, facts, key.Options));

    private readonly Lazy<NamedCredential?>? _forgotten;

    private ClientCall(GrpcCall call, CompilationFacts facts, GrpcAuthOptions options)
    {
        Call = call;
        Own = CallLayers.Own(new CredentialQuery(facts, options, call.Operation), call);
        Credentials = Own.Presence == CredentialPresence.Present ? Own.Named : Array.Empty<NamedCredential>();
        IsBare = Own.Presence == CredentialPresence.Absent && !SaysNone(call, facts) && !AnonymousCalls.Contains(call.Name, options);
        if (IsBare)
            _forgotten = new Lazy<NamedCredential?>(() => ForgottenCall.CredentialFor(call, facts, options));
    }

    /// <summary>A call under the options of a tree: looked at once, for itself, for the others through its variable and for all of its client.</summary>
    internal static ClientCall Of(GrpcCall call, CompilationFacts facts, GrpcAuthOptions options) => facts.Get(Known, new Key(call, options));

    internal GrpcCall Call { get; }

    /// <summary>What its own headers and options add.</summary>
    internal CredentialFinding Own { get; }

    /// <summary>The named credentials that it passes; empty when they are not seen, or are weak ones such as a cookie.</summary>
    internal IReadOnlyList<NamedCredential> Credentials { get; }

    /// <summary>The credential in metadata that was made for it and that it does not pass (GRPCAUTH1007); null where there is none.</summary>
    internal NamedCredential? Forgotten => _forgotten?.Value;

    /// <summary>Whether it passes no credential but should: false if it is anonymous, or says <c>headers: null</c>.</summary>
    internal bool IsBare { get; }

    /// <summary>The place that a report names: the call without its arguments.</summary>
    internal SyntaxNode Place => Call.Place;

    /// <summary><c>headers: null</c> by name means no headers on purpose. A positional null only makes room for a later argument.</summary>
    private static bool SaysNone(GrpcCall call, CompilationFacts facts)
    {
        foreach (var argument in call.Operation.Arguments)
        {
            if (argument.Syntax is ArgumentSyntax { NameColon: not null }
                && NullTests.IsNull(argument.Value)
                && GrpcSymbols.Is(argument.Parameter?.Type, facts.Symbols.Metadata))
                return true;
        }

        return false;
    }

    /// <summary>The same call is recognised anew for each question; its operation stays.</summary>
    private readonly struct Key : IEquatable<Key>
    {
        internal Key(GrpcCall call, GrpcAuthOptions options) => (Call, Options) = (call, options);

        internal GrpcCall Call { get; }

        internal GrpcAuthOptions Options { get; }

        public bool Equals(Key other) => Call.Operation == other.Call.Operation && Options.Equals(other.Options);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => Call.Operation.GetHashCode();
    }
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>
/// One question about the credentials of a call or registration: its budget, its moment, and the owners (channels) that were
/// met on the way.
/// </summary>
internal sealed class CredentialQuery
{
    private const int MaxNesting = 24;

    private readonly List<ChannelSite> _owners = new();
    private readonly HashSet<ISymbol> _scanned = new(SymbolEqualityComparer.Default);
    private readonly List<TracedValue> _composites = new();
    private int _nesting;
    private int _code;

    /// <param name="facts">The facts of the compilation.</param>
    /// <param name="options">The options of the tree that a report would lie in.</param>
    /// <param name="until">What happens after this operation does not count; null when everything does.</param>
    /// <param name="ofSomeCallers">Whether what some callers give a parameter counts, though there may be others.</param>
    internal CredentialQuery(CompilationFacts facts, GrpcAuthOptions options, IOperation? until, bool ofSomeCallers = false)
    {
        Facts = facts;
        Options = options;
        Until = until;
        Origins = new OriginTracer(facts.Bodies, Budget) { FollowsSomeCallers = ofSomeCallers };
        Texts = new TextTracer(Origins, facts.Bodies);
    }

    internal CompilationFacts Facts { get; }

    internal GrpcSymbols Symbols => Facts.Symbols;

    internal GrpcAuthOptions Options { get; }

    internal IOperation? Until { get; }

    /// <summary>Whether a header that may authenticate, but is no secret (a session, a cookie, a ticket), is Unknown instead of Present.</summary>
    internal bool CountsOnlySecrets { get; init; }

    /// <summary>Whether default request headers add nothing: the question is what the other layers do.</summary>
    internal bool IgnoresDefaultHeaders { get; init; }

    internal Budget Budget { get; } = new();

    internal OriginTracer Origins { get; }

    internal TextTracer Texts { get; }

    /// <summary>The channels that the question led to, each once, in the order they were met.</summary>
    internal IReadOnlyList<ChannelSite> Owners => _owners;

    /// <summary>
    /// Whether code between a call and the wire is judged (an interceptor, a handler): the options and headers that it got from
    /// its caller add nothing of their own there.
    /// </summary>
    internal bool IsInCode => _code > 0;

    /// <summary>Whether a type is being scanned by this question, so that an answer may not be memoised.</summary>
    internal bool IsScanning => _scanned.Count > 0;

    /// <summary>Notes that a type is scanned; false when it was before, so that types that make one another end.</summary>
    internal bool TryScan(ISymbol type) => _scanned.Add(type.OriginalDefinition);

    /// <summary>Whether every member of a type is scanned by this question.</summary>
    internal bool HasScanned(ISymbol type) => _scanned.Contains(type.OriginalDefinition);

    /// <summary>Judges code between a call and the wire; Unknown when code leads to code too often.</summary>
    internal CredentialPresence InCode(Func<CredentialPresence> judge)
    {
        if (_code >= MaxNesting)
            return CredentialPresence.Unknown;

        _code++;
        var presence = judge();
        _code--;
        return presence;
    }
    /// <summary>The call credentials of the channels that the question led to, in the order they were met.</summary>
    internal IReadOnlyList<TracedValue> Composites => _composites;

    /// <summary>Notes the call credentials of a channel.</summary>
    internal void NoteComposite(TracedValue callCredentials) => _composites.Add(callCredentials);

    /// <summary>Notes that a channel or registration carries the call.</summary>
    internal void Note(ChannelSite owner)
    {
        foreach (var known in _owners)
        {
            if (known.Creation == owner.Creation)
                return;
        }

        _owners.Add(owner);
    }

    /// <summary>
    /// The presence over all origins of a value. The judge gets origins that are seen and says null for one that does not count
    /// (a null channel makes no call). Unknown when an origin is unseen, none counts, or the question nests too deep.
    /// </summary>
    internal CredentialPresence Either(TracedValue value, Func<Origin, CredentialPresence?> judge)
    {
        if (_nesting >= MaxNesting)
            return CredentialPresence.Unknown;

        _nesting++;
        CredentialPresence? all = null;
        foreach (var origin in Origins.Trace(value))
        {
            var next = origin.IsSeen ? judge(origin) : CredentialPresence.Unknown;
            if (next is { } presence)
                all = all?.Or(presence) ?? presence;
        }

        _nesting--;
        return all ?? CredentialPresence.Unknown;
    }

    /// <summary>What happens to an object before the moment of the question.</summary>
    internal IReadOnlyList<ObjectUse> TouchesOf(Origin origin) => ObjectUses.Of(origin, Until, Facts.Bodies, Budget);

    /// <summary>What happens to the object that a member holds.</summary>
    internal IReadOnlyList<ObjectUse> TouchesOf(ObjectUse member) => ObjectUses.OfMember(member.Site, Until, Facts.Bodies, Budget);

    /// <summary>The presence that a header of this name means: Unknown when the name is not one constant.</summary>
    internal CredentialPresence OfHeaderNamed(TracedValue name)
    {
        if (Texts.ConstantOf(name) is not { } constant)
            return CredentialPresence.Unknown;

        if (!CredentialHeaderName.MayAuthenticate(constant, Options))
            return CredentialPresence.Absent;

        return !CountsOnlySecrets || CredentialHeaderName.IsCredential(constant, Options) ? CredentialPresence.Present : CredentialPresence.Unknown;
    }

    /// <summary>The lower-case header name when it is one constant that names a credential, else null.</summary>
    internal string? CredentialHeaderNamed(TracedValue name) =>
        Texts.ConstantOf(name) is { } constant && CredentialHeaderName.IsCredential(constant, Options) ? constant.Trim().ToLowerInvariant() : null;
}

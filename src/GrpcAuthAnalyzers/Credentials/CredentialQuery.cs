using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>
/// One question about the credentials of a call or registration: its options, its moment and its budget. The answer is a
/// <see cref="CredentialFinding"/>.
/// </summary>
internal sealed class CredentialQuery
{
    // Made on first use: many questions end before they trace anything.
    private readonly bool _ofSomeCallers;
    private readonly ISymbol? _givenTo;
    private OriginTracer? _origins;
    private TextTracer? _texts;
    private Budget? _budget;
    private ScanGuard? _guard;

    /// <param name="facts">The facts of the compilation.</param>
    /// <param name="options">The options of the tree of the report.</param>
    /// <param name="until">Code after this operation does not count; null if all code does.</param>
    /// <param name="ofSomeCallers">Whether the arguments of some callers count, although there may be others.</param>
    /// <param name="givenTo">
    /// A method, or a type whose constructors, get nothing that adds a credential: the question is what is added besides.
    /// </param>
    internal CredentialQuery(
        CompilationFacts facts, GrpcAuthOptions options, IOperation? until, bool ofSomeCallers = false, ISymbol? givenTo = null)
    {
        Facts = facts;
        Options = options;
        Until = until;
        _ofSomeCallers = ofSomeCallers;
        _givenTo = givenTo;
    }

    internal CompilationFacts Facts { get; }

    internal GrpcSymbols Symbols => Facts.Symbols;

    internal GrpcAuthOptions Options { get; }

    internal IOperation? Until { get; }

    /// <summary>Whether a header that may authenticate, but is no secret (a session, a cookie, a ticket), is Unknown instead of Present.</summary>
    internal bool CountsOnlySecrets { get; init; }

    /// <summary>Whether default request headers add nothing: the question is what the other layers do.</summary>
    internal bool IgnoresDefaultHeaders { get; init; }

    /// <summary>Whether call credentials add nothing: the question is what is sent over http.</summary>
    internal bool IgnoresCallCredentials { get; init; }

    /// <summary>Whether client certificates add nothing: the question is which headers are sent.</summary>
    internal bool IgnoresCertificates { get; init; }

    /// <summary>Whether a credential that only some of the alternatives of a value add is Unknown instead of Present.</summary>
    internal bool CountsOnlyCertain { get; init; }

    /// <summary>
    /// Whether a credential that one alternative adds is Present although other alternatives are unseen: the question is whether there is a way with one.
    /// </summary>
    internal bool CountsSomeWay { get; init; }

    /// <summary>Keeps by what the question found credentials; null where nobody wants to know.</summary>
    internal CredentialTrail? Trail { get; init; }

    /// <summary>What the configuration files of the project say; nothing where the question is not about what is set there.</summary>
    internal VisibleSettings Settings { get; init; } = VisibleSettings.None;

    /// <summary>Whether the question is what is added besides the arguments of a method, or of the constructors of a type.</summary>
    internal bool IgnoresGiven => _givenTo is not null;

    /// <summary>
    /// Whether a value of a type is one that calls are made with, so that whoever gives it to a class or factory shows what it adds. Not so options or a
    /// function: what those add is not known by themselves.
    /// </summary>
    internal bool JudgesGiven(ITypeSymbol? type) =>
        MakesCalls(type)
        || GrpcSymbols.IsA(type, Symbols.ChannelCredentials)
        || GrpcSymbols.IsA(type, Symbols.Interceptor)
        || GrpcSymbols.Is(type, Symbols.Metadata)
        || GrpcSymbols.IsCallOptions(type, Symbols)
        || DeclaredClient.Is(type, Facts);

    private bool MakesCalls(ITypeSymbol? type) =>
        GrpcSymbols.IsA(type, Symbols.ClientBase)
        || GrpcSymbols.IsA(type, Symbols.ChannelBase)
        || GrpcSymbols.IsA(type, Symbols.CallInvoker)
        || GrpcSymbols.IsA(type, Symbols.HttpClient)
        || GrpcSymbols.IsA(type, Symbols.HttpMessageHandler);

    internal Budget Budget => _budget ??= new Budget();

    internal OriginTracer Origins => _origins ??= new OriginTracer(Facts.Bodies, Budget)
    {
        FollowsSomeCallers = _ofSomeCallers,
        Implementations = ImplementationsOf,
        StopsAtArgumentsOf = _givenTo,
    };

    internal TextTracer Texts => _texts ??= new TextTracer(Origins, Facts.Bodies);

    /// <summary>Why the first value that the question could not follow is unseen; <see cref="UnseenReason.No"/> while every value is seen.</summary>
    internal UnseenReason FirstUnseen { get; private set; }

    /// <summary>
    /// The members that may run for one that gives what calls are made with: a client, channel, invoker, <c>HttpClient</c> or handler. Empty for others, and
    /// where a fact or an attribute says what it gives.
    /// </summary>
    private IReadOnlyList<IMethodSymbol> ImplementationsOf(IMethodSymbol contract)
    {
        var given = contract.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } results } task && task.IsTask() ? results[0] : contract.ReturnType;
        return MakesCalls(given) && DeclaredCredentials.Or(CredentialFinding.Unknown, contract.AssociatedSymbol ?? contract, Facts) == CredentialFinding.Unknown
            ? AllImplementations.Of(contract, Facts)
            : Array.Empty<IMethodSymbol>();
    }

    /// <summary>Ends recursion of the question.</summary>
    internal ScanGuard Guard => _guard ??= new ScanGuard();

    /// <summary>
    /// The finding over all origins of a value. The judge gets seen origins and returns null for one that does not count
    /// (a null channel makes no call). Unknown when an origin is unseen and nothing else judges those, none counts, or the question nests too deep.
    /// </summary>
    internal CredentialFinding Either(TracedValue value, Func<Origin, CredentialFinding?> judge, Func<Origin, CredentialFinding>? judgeUnseen = null)
    {
        if (!Guard.TryEnter())
            return CredentialFinding.Unknown;

        CredentialFinding? all = null;
        foreach (var origin in Origins.Trace(value))
        {
            var next = origin.IsSeen ? judge(origin)
                : Origins.IsGiven(origin.Operation) && JudgesGiven(origin.Operation.Type) ? CredentialFinding.Absent
                : judgeUnseen?.Invoke(origin) ?? CredentialFinding.Unknown;
            if (FirstUnseen == UnseenReason.No && next == CredentialFinding.Unknown)
                FirstUnseen = origin.Unseen;

            next = next is null ? null : DeclaredCredentials.Or(next, origin.Operation, this);
            if (next is not null)
                all = all is null ? next : Joined(all, next);
        }

        Guard.Leave();
        return all ?? CredentialFinding.Unknown;
    }

    private CredentialFinding Joined(CredentialFinding first, CredentialFinding second)
    {
        var joined = first.Or(second);
        if (CountsOnlyCertain && first.Presence != second.Presence)
            return joined.As(CredentialPresence.Unknown);

        return CountsSomeWay && (first.Presence == CredentialPresence.Present || second.Presence == CredentialPresence.Present)
            ? joined.As(CredentialPresence.Present)
            : joined;
    }

    /// <summary>
    /// The same finding, kept in the trail where it is a credential. What an interceptor or handler does by itself is not: the interceptor is.
    /// </summary>
    internal CredentialFinding Met(CredentialMeans means, CredentialFinding finding, TracedValue? value = null, INamedTypeSymbol? type = null)
    {
        if (Trail is not null && finding.Presence == CredentialPresence.Present && !Guard.IsInCode && !Guard.IsScanning)
            Trail.Add(new CredentialStep(means, finding, value, type));

        return finding;
    }

    /// <summary>What happens to an object before the moment of the question.</summary>
    internal IReadOnlyList<ObjectUse> TouchesOf(Origin origin) => ObjectUses.Of(origin, Until, Facts.Bodies, Budget);

    /// <summary>What happens to an object before something reads it, which may be behind calls.</summary>
    internal IReadOnlyList<ObjectUse> TouchesOf(Origin origin, TracedValue reader) => ObjectUses.Before(reader, origin, Facts.Bodies, Budget);

    /// <summary>What happens to the object that a member holds.</summary>
    internal IReadOnlyList<ObjectUse> TouchesOf(ObjectUse member) => ObjectUses.OfMember(member.Site, Until, Facts.Bodies, Budget);

    /// <summary>The lower-case header name when it is one constant that names a credential, else null.</summary>
    internal string? CredentialHeaderNamed(TracedValue name) =>
        Texts.ConstantOf(name) is { } constant ? CredentialHeaderCalled(constant) : null;

    /// <summary>The lower-case header name when this name is that of a credential, else null.</summary>
    internal string? CredentialHeaderCalled(string name) =>
        CredentialHeaderName.IsCredential(name, Options) ? name.Trim().ToLowerInvariant() : null;
}

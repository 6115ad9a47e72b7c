using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>
/// HTTP/1.1 in the options of a channel. A request takes version and policy from them (CreateHttpRequestMessage in GrpcCall.cs of grpc-dotnet), and an
/// answer over HTTP/1.1 is an error.
/// </summary>
internal sealed class OldProtocol
{
    private const int OrLower = 0, OrHigher = 1;

    private OldProtocol(bool isAskedFor, bool isCertain)
    {
        IsAskedFor = isAskedFor;
        IsCertain = isCertain;
    }

    /// <summary>Whether the version is HTTP/1.1; otherwise a policy allows it.</summary>
    internal bool IsAskedFor { get; }

    /// <summary>Whether calls use it: over https with a policy, a server that has HTTP/2 is called with that.</summary>
    internal bool IsCertain { get; }

    /// <summary>What an option says of HTTP/1.1; null when it does not, with gRPC-Web, and where the version, the policy or the handler is not seen.</summary>
    internal static OldProtocol? In(ChannelOption option, CredentialQuery query) => Of(
        option.Name, option.Value, name => option.Beside(name, query.Facts.Bodies), () => IsPlaintext(option.ForAddressIn(query.Facts), query),
        () => WebTransport.MayBeUsedBy(option, query), query);

    /// <summary>
    /// The same for the options that a channel is made with, wherever they are made: in a helper, a property, a lambda or a field. Nothing where other code
    /// gets them, too.
    /// </summary>
    internal static IEnumerable<(OldProtocol Old, ObjectUse Set)> In(ChannelSite channel, CredentialQuery query)
    {
        if (channel.Creation is not IInvocationOperation { Arguments: var arguments } forAddress
            || arguments.Of(1) is not { Value: var given }
            || query.Origins.Trace(new TracedValue(given)) is not { Length: 1 } origins
            || !GrpcSymbols.Is((origins[0].Operation as IObjectCreationOperation)?.Type, query.Symbols.GrpcChannelOptions)
            || TreeIndex.Of(origins[0].Operation.Syntax.SyntaxTree).MentionsOf("HttpVersion").Count
                + TreeIndex.Of(origins[0].Operation.Syntax.SyntaxTree).MentionsOf("HttpVersionPolicy").Count == 0)
            yield break;

        var uses = query.TouchesOf(origins[0], new TracedValue(forAddress));
        foreach (var use in uses)
        {
            if (use.Kind == TouchKind.Escape
                || (use.Kind == TouchKind.Argument && !KnownReadOnlyCalls.OnlyReads((IArgumentOperation)use.Site.Operation, query.Symbols)))
                yield break;
        }

        foreach (var use in uses)
        {
            if (use is { Kind: TouchKind.SetMember, Member.Name: var name } && !use.IsReplacedIn(uses) && Of(
                name, use.WrittenValue, other => SetIn(uses, other), () => IsPlaintext(forAddress, query),
                () => WebTransport.MayBeUsedWith(SetIn(uses, "HttpHandler").Concat(SetIn(uses, "HttpClient")), query), query) is { } old)
                yield return (old, use);
        }
    }

    private static IEnumerable<TracedValue> SetIn(IReadOnlyList<ObjectUse> uses, string name) =>
        uses.Where(use => use is { Kind: TouchKind.SetMember, Member.Name: var set } && set == name).Select(static use => use.WrittenValue);

    private static OldProtocol? Of(
        string name, TracedValue value, Func<string, IEnumerable<TracedValue>> beside, Func<bool> isPlaintext, Func<bool> mayBeWeb, CredentialQuery query)
    {
        switch (name)
        {
            case "HttpVersion":
                return MajorOf(value, query) == 1 && KeepsVersion(beside, isPlaintext, query) && !mayBeWeb()
                    ? new OldProtocol(isAskedFor: true, isCertain: true)
                    : null;
            case "HttpVersionPolicy":
                return PolicyOf(value, query) == OrLower && !HasOtherVersion(beside, query) && !mayBeWeb()
                    ? new OldProtocol(isAskedFor: false, isPlaintext())
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Without a policy the version is used as it is. One that allows more chooses HTTP/2 over https; over http, nothing is negotiated.</summary>
    private static bool KeepsVersion(Func<string, IEnumerable<TracedValue>> beside, Func<bool> isPlaintext, CredentialQuery query)
    {
        foreach (var policy in beside("HttpVersionPolicy"))
        {
            if (PolicyOf(policy, query) is not { } value || (value == OrHigher && !isPlaintext()))
                return false;
        }

        return true;
    }

    /// <summary>Whether the version may not be HTTP/2: a policy that allows less than HTTP/3 is the way to fall back to HTTP/2.</summary>
    private static bool HasOtherVersion(Func<string, IEnumerable<TracedValue>> beside, CredentialQuery query)
    {
        foreach (var version in beside("HttpVersion"))
        {
            if (MajorOf(version, query) != 2)
                return true;
        }

        return false;
    }

    private static int? PolicyOf(TracedValue policy, CredentialQuery query)
    {
        var origins = query.Origins.Trace(policy);
        return origins.Length == 1 && origins[0].IsSeen && Conversions.BuiltInInside(origins[0].Operation).ConstantValue is { HasValue: true, Value: int value }
            ? value
            : null;
    }

    /// <summary>Over http there is no negotiation: a policy that allows HTTP/1.1 uses it. False where the address is not seen.</summary>
    private static bool IsPlaintext(IInvocationOperation? forAddress, CredentialQuery query) =>
        forAddress?.Arguments.Of(0) is { } address
        && ChannelAddress.IsHttp(query.Texts.Alternatives(new TracedValue(address.Value)));

    /// <summary>The first number of a version; null when it is not one constant.</summary>
    private static int? MajorOf(TracedValue version, CredentialQuery query)
    {
        var origins = query.Origins.Trace(version);
        if (origins.Length != 1)
            return null;

        switch (origins[0].Operation)
        {
            case IMemberReferenceOperation { Member: { Name: { Length: 9 } name, IsStatic: true } known }
                when known.ContainingType.Is("System.Net.HttpVersion"):
                return name[7] - '0';
            case IObjectCreationOperation { Arguments: { Length: > 1 } arguments } creation when creation.Type.Is("System.Version"):
                return arguments.At(0).ConstantValue is { HasValue: true, Value: int major } ? major : null;
            case IObjectCreationOperation { Arguments: { Length: 1 } arguments } creation when creation.Type.Is("System.Version"):
                return arguments.At(0).ConstantValue is { HasValue: true, Value: string { Length: > 0 } text } ? text[0] - '0' : null;
            default:
                return null;
        }
    }
}

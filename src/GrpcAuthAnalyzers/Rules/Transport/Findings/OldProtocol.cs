using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
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
    internal static OldProtocol? In(ChannelOption option, CredentialQuery query)
    {
        switch (option.Name)
        {
            case "HttpVersion":
                return MajorOf(option.Value, query) == 1 && KeepsVersion(option, query) && !WebTransport.MayBeUsedBy(option, query)
                    ? new OldProtocol(isAskedFor: true, isCertain: true)
                    : null;
            case "HttpVersionPolicy":
                return PolicyOf(option.Value, query) == OrLower && !HasOtherVersion(option, query) && !WebTransport.MayBeUsedBy(option, query)
                    ? new OldProtocol(isAskedFor: false, IsPlaintext(option, query))
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Without a policy the version is used as it is. One that allows more chooses HTTP/2 over https; over http, nothing is negotiated.</summary>
    private static bool KeepsVersion(ChannelOption option, CredentialQuery query)
    {
        foreach (var policy in option.Beside("HttpVersionPolicy", query.Facts.Bodies))
        {
            if (PolicyOf(policy, query) is not { } value || (value == OrHigher && !IsPlaintext(option, query)))
                return false;
        }

        return true;
    }

    /// <summary>Whether the version may not be HTTP/2: a policy that allows less than HTTP/3 is the way to fall back to HTTP/2.</summary>
    private static bool HasOtherVersion(ChannelOption option, CredentialQuery query)
    {
        foreach (var version in option.Beside("HttpVersion", query.Facts.Bodies))
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
    private static bool IsPlaintext(ChannelOption option, CredentialQuery query) =>
        option.ForAddressIn(query.Facts)?.Arguments.Of(0) is { } address
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

using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>
/// A credential header that is sent over http: metadata, what interceptors and handlers add, and default request headers. Nothing guards them, as TLS guards
/// call credentials.
/// </summary>
internal sealed class PlainHeader
{
    private static readonly string[] TlsWords = { "scheme", "https", "tls", "ssl", "secure" };

    private PlainHeader(ChannelSite channel, string name, SyntaxNode? entry)
    {
        Channel = channel;
        Name = name;
        Entry = entry;
    }

    /// <summary>The channel.</summary>
    internal ChannelSite Channel { get; }

    /// <summary>The quoted header, or what is known of it.</summary>
    internal string Name { get; }

    /// <summary>The entry; null where it is in code on the way.</summary>
    internal SyntaxNode? Entry { get; }

    /// <summary>The header that a call sends; null where it sends none, or not over http, and where the channel or a handler on the way is not seen.</summary>
    internal static PlainHeader? Of(GrpcCall call, CredentialFinding below, CredentialQuery query)
    {
        if (!IsPlain(below, query) || below.CallCredentials.Count > 0)
            return null;

        var certain = PlainChannel.Certain(query);
        var own = CallLayers.Own(certain, call);
        foreach (var entry in own.Presence == CredentialPresence.Present ? EntriesOf(own.Named).Concat(ListedBy(call, certain)) : EntriesOf(below.Named))
        {
            if (query.Texts.ConstantOf(entry.Value) is not "" && !IsForTls(entry.Value.Operation))
                return new PlainHeader(ConfiguredAddress.Of(below.Channels[0], query), "'" + entry.Header + "'", PlaceOf(entry.Value.Operation));
        }

        return below.Presence == CredentialPresence.Present
            && below.Channels[0].Kind != ChannelSiteKind.Registration
            && CallLayers.Below(HeadersOf(query), call).Presence == CredentialPresence.Present
                ? new PlainHeader(ConfiguredAddress.Of(below.Channels[0], query), "A credential", null)
                : null;
    }

    /// <summary>The header that the interceptors and handlers of a registration add; null where they add none, or not over http.</summary>
    internal static PlainHeader? Of(ClientRegistration registration, CredentialQuery query)
    {
        var finding = RegistrationLayer.Of(query, registration);
        return finding.Presence == CredentialPresence.Present
            && finding.CallCredentials.Count == 0
            && IsPlain(finding, query)
            && RegistrationLayer.Of(HeadersOf(query), registration).Presence == CredentialPresence.Present
            && !ClientFacts.Under(query.Facts, query.Options).MayHaveOtherOptions(registration)
                ? new PlainHeader(ConfiguredAddress.Of(finding.Channels[0], query), "A credential", null)
                : null;
    }

    /// <summary>
    /// A channel that opts in to call credentials over http is GRPCAUTH5002, one with call credentials of its own GRPCAUTH5001; with secure credentials none
    /// is made.
    /// </summary>
    private static bool IsPlain(CredentialFinding finding, CredentialQuery query) =>
        finding is { MayGoElsewhere: false, OnlyChannel: { } channel }
        && PlainChannel.AreAll(finding, query)
        && !(channel.Creation is IInvocationOperation { Arguments: var arguments }
            && arguments.Of(1) is { } options
            && ChannelSecurity.OfOptions(query, new TracedValue(options.Value)) == ChannelTransport.Tls);

    private static IEnumerable<CredentialValue> EntriesOf(IEnumerable<NamedCredential> credentials) =>
        credentials.Select(static named => named.Entry).OfType<CredentialValue>();

    /// <summary>The credentials in metadata that is written as a collection expression, whose entries have no name in a finding.</summary>
    private static IEnumerable<CredentialValue> ListedBy(GrpcCall call, CredentialQuery query)
    {
        foreach (var argument in call.Operation.Arguments)
        {
            var value = new TracedValue(argument.Value);
            var headers = GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata) ? value
                : GrpcSymbols.IsCallOptions(argument.Parameter?.Type, query.Symbols) ? CallOptionsLayer.HeadersIn(value, query)
                : null;
            if (headers is not { } given)
                continue;

            foreach (var origin in query.Origins.Trace(given))
            {
                if (origin.Operation is not { Syntax: CollectionExpressionSyntax } expression)
                    continue;

                foreach (var element in expression.ChildOperations)
                {
                    foreach (var entry in query.Origins.Trace(origin.Value.With(element)))
                    {
                        if (HeaderWrite.IntoMetadata(entry.Operation, query.Facts)?.CredentialIn(query, entry.Value) is { } credential)
                            yield return credential;
                    }
                }
            }
        }
    }

    private static CredentialQuery HeadersOf(CredentialQuery query) =>
        new(query.Facts, query.Options, query.Until)
        {
            IgnoresCallCredentials = true,
            IgnoresCertificates = true,
            Settings = query.Settings,
        };

    /// <summary>Whether an entry is added under a condition that asks for a secure connection.</summary>
    private static bool IsForTls(IOperation entry)
    {
        for (var current = entry; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation conditional && current != conditional.Condition && NamesTls(conditional.Condition.Syntax.ToString()))
                return true;
        }

        return false;
    }

    private static bool NamesTls(string condition)
    {
        foreach (var word in TlsWords)
        {
            if (condition.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>The pair <c>{ "authorization", value }</c>, or the call or creation that gets the value.</summary>
    private static SyntaxNode PlaceOf(IOperation value)
    {
        var around = Conversions.BuiltInAround(value).Parent;
        return around is IArgumentOperation { Parent: { } adds } ? adds.Syntax : value.Syntax;
    }
}

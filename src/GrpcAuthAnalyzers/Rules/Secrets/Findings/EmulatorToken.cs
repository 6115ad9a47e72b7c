using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>
/// The word that an emulator takes for a token (<c>Bearer owner</c> of the Firebase emulators), on a channel that no real server accepts: to this machine,
/// or without TLS.
/// </summary>
internal static class EmulatorToken
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "owner", "admin", "emulator", "local", "localhost" };

    /// <summary>Whether a constant is such a word and is only seen to be sent over such channels. False if no channel is seen.</summary>
    internal static bool Is(SentConstant sent, CredentialQuery query)
    {
        if (sent.Text.Constant is not { } text || !Words.Contains(AuthorizationValue.Of(text).Credential))
            return false;

        bool? isLocal = null;
        foreach (var channel in ByCalls(sent.Sink, query))
            isLocal = isLocal != false && IsLocal(channel, query);

        return isLocal ?? ByChannelsAround(sent.Sink, query);
    }

    /// <summary>Whether a channel leads to this machine, or has no TLS; false for null.</summary>
    private static bool IsLocal(ChannelSite? channel, CredentialQuery query) => channel switch
    {
        { Transport: ChannelTransport.Loopback or ChannelTransport.Plaintext } => true,
        { Creation: IInvocationOperation creation, Kind: ChannelSiteKind.Channel } when creation.Arguments.Of(0) is { } address =>
            ChannelAddress.IsThisMachine(query.Texts.Alternatives(new TracedValue(address.Value))),
        _ => false,
    };

    /// <summary>The channels of the calls of the same member that pass the metadata of a write; null for one that is not seen.</summary>
    private static IEnumerable<ChannelSite?> ByCalls(IOperation sink, CredentialQuery query)
    {
        if (MetadataOf(sink, query) is not { } metadata)
            yield break;

        foreach (var operation in EnclosingFunction.Root(sink).DescendantsAndSelf())
        {
            if (GrpcCall.From(operation, query.Facts) is not { } call || !Passes(call, metadata, query))
                continue;

            yield return CallLayers.Below(query, call).OnlyChannel;
        }
    }

    private static bool Passes(GrpcCall call, IOperation metadata, CredentialQuery query)
    {
        foreach (var argument in call.Operation.Arguments)
        {
            foreach (var origin in query.Origins.Trace(new TracedValue(argument.Value)))
            {
                if (origin.Operation == metadata)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The creation of the metadata that a write fills; null if it is not seen.</summary>
    private static IOperation? MetadataOf(IOperation sink, CredentialQuery query)
    {
        if (sink is IInvocationOperation { Instance: { } instance and not IInstanceReferenceOperation })
            return query.Origins.Trace(new TracedValue(instance)) is { Length: 1 } origins ? origins[0].Operation : null;

        return sink.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation } ? creation : null;
    }

    /// <summary>
    /// Whether the type around a write makes channels that have the call credentials of the write, or any channels where none has, and all of them are local.
    /// </summary>
    private static bool ByChannelsAround(IOperation sink, CredentialQuery query)
    {
        var around = sink.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? sink.Syntax.SyntaxTree.GetRoot();
        var consumer = PerCallCode.Enclosing(sink, query.Facts)?.Consumer;
        bool? ofAll = null, ofOwn = null;
        foreach (var name in new[] { "ForAddress", "Channel" })
        {
            foreach (var node in TreeIndex.Of(sink.Syntax.SyntaxTree).CallsOf(name))
            {
                if (!around.Span.Contains(node.Span) || query.Facts.Bodies.OperationOf(node) is not { } made || !IsChannel(made, query))
                    continue;

                var channel = ChannelLayer.Of(query, new TracedValue(made));
                var isLocal = IsLocal(channel.OnlyChannel, query);
                ofAll = ofAll != false && isLocal;
                if (consumer is not null && Has(channel, consumer, query))
                    ofOwn = ofOwn != false && isLocal;
            }
        }

        return ofOwn ?? ofAll ?? false;
    }

    /// <summary>Whether a channel has the call credentials that a call makes.</summary>
    private static bool Has(CredentialFinding channel, IOperation credentials, CredentialQuery query)
    {
        foreach (var given in channel.CallCredentials)
        {
            foreach (var origin in query.Origins.Trace(given))
            {
                if (origin.Operation == credentials)
                    return true;
            }
        }

        return false;
    }

    private static bool IsChannel(IOperation made, CredentialQuery query) => made is IInvocationOperation call
        ? GrpcSymbols.Is(call.TargetMethod.ContainingType, query.Symbols.GrpcChannel)
        : GrpcSymbols.Is(made.Type, query.Symbols.LegacyChannel);
}

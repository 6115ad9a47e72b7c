using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>
/// The word that an emulator takes for a token (<c>Bearer owner</c> of the Firebase emulators), on a channel that no real server accepts: http to this
/// machine, or without TLS.
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
        foreach (var transport in ByCalls(sent.Sink, query))
            isLocal = isLocal != false && IsWithoutTls(transport);

        return isLocal ?? ByChannelsAround(sent.Sink, query);
    }

    private static bool IsWithoutTls(ChannelTransport transport) => transport is ChannelTransport.Loopback or ChannelTransport.Plaintext;

    /// <summary>The transports of the calls of the same member that pass the metadata of a write; empty where none is seen to.</summary>
    private static IEnumerable<ChannelTransport> ByCalls(IOperation sink, CredentialQuery query)
    {
        if (MetadataOf(sink, query) is not { } metadata)
            yield break;

        foreach (var operation in EnclosingFunction.Root(sink).DescendantsAndSelf())
        {
            if (GrpcCall.From(operation, query.Facts) is not { } call || !Passes(call, metadata, query))
                continue;

            var below = CallLayers.Below(query, call);
            yield return below.OnlyChannel?.Transport ?? ChannelTransport.Unknown;
        }
    }

    private static bool Passes(GrpcCall call, IOperation metadata, CredentialQuery query)
    {
        foreach (var argument in call.Operation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.Explicit || !GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata))
                continue;

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

    /// <summary>Whether the type around a write makes channels, and only such without TLS.</summary>
    private static bool ByChannelsAround(IOperation sink, CredentialQuery query)
    {
        var around = sink.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? sink.Syntax.SyntaxTree.GetRoot();
        var isSeen = false;
        foreach (var name in new[] { "ForAddress", "Channel" })
        {
            foreach (var node in TreeIndex.Of(sink.Syntax.SyntaxTree).CallsOf(name))
            {
                if (!around.Span.Contains(node.Span) || query.Facts.Bodies.OperationOf(node) is not { } made || !IsChannel(made, query))
                    continue;

                if (ChannelLayer.Of(query, new TracedValue(made)).OnlyChannel is not { } site || !IsWithoutTls(site.Transport))
                    return false;

                isSeen = true;
            }
        }

        return isSeen;
    }

    private static bool IsChannel(IOperation made, CredentialQuery query) => made is IInvocationOperation call
        ? GrpcSymbols.Is(call.TargetMethod.ContainingType, query.Symbols.GrpcChannel)
        : GrpcSymbols.Is(made.Type, query.Symbols.LegacyChannel);
}

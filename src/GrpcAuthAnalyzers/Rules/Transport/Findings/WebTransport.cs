using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>Whether a channel may use gRPC-Web, for which HTTP/1.1 is enough.</summary>
internal static class WebTransport
{
    private static readonly TypeSet PrimaryHandlers = new(
        "System.Net.Http.HttpClientHandler", "System.Net.Http.SocketsHttpHandler", "System.Net.Http.WinHttpHandler");

    /// <summary>True also where a handler, or what is done to the registration, is not seen.</summary>
    internal static bool MayBeUsedBy(ChannelOption option, CredentialQuery query)
    {
        if (BrowserProject.Is(query.Facts.Compilation, query.Options))
            return true;

        var configure = option.ConfiguringCallIn(query.Facts);
        if (configure is null && option.ForAddressIn(query.Facts) is null)
            return true;

        var isGiven = false;
        foreach (var name in new[] { "HttpHandler", "HttpClient" })
        {
            foreach (var handler in option.Beside(name, query.Facts.Bodies))
            {
                isGiven = true;
                if (MayBeWeb(handler, query))
                    return true;
            }
        }

        return !isGiven && configure is not null && MayBeWeb(configure, query);
    }

    /// <summary>The same for a channel whose options get these handlers and clients, and no others.</summary>
    internal static bool MayBeUsedWith(IEnumerable<TracedValue> handlers, CredentialQuery query) =>
        BrowserProject.Is(query.Facts.Compilation, query.Options) || handlers.Any(handler => MayBeWeb(handler, query));

    private static bool MayBeWeb(TracedValue handler, CredentialQuery query)
    {
        if (!query.Guard.TryEnter())
            return true;

        var mayBe = false;
        foreach (var origin in query.Origins.Trace(handler))
            mayBe |= !NullTests.IsNull(origin.Operation) && MayBeWeb(origin, query);

        query.Guard.Leave();
        return mayBe;
    }

    private static bool MayBeWeb(Origin origin, CredentialQuery query)
    {
        if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation { Type: INamedTypeSymbol type })
            return true;

        if (PrimaryHandlers.Contains(type))
            return false;

        if (!GrpcSymbols.Is(type, query.Symbols.HttpClient) && !IsPlain(type, query))
            return true;

        var hasInner = false;
        foreach (var inner in HttpPipeline.InnerOf(origin, query.TouchesOf(origin), query.Symbols))
        {
            hasInner = true;
            if (MayBeWeb(inner, query))
                return true;
        }

        return !hasInner && !GrpcSymbols.Is(type, query.Symbols.HttpClient);
    }

    /// <summary>Whether a handler of the registration whose channel a call configures may use gRPC-Web, or something configures all channels.</summary>
    private static bool MayBeWeb(IInvocationOperation configure, CredentialQuery query)
    {
        if (AddedService.RegistrationOf(configure, query.Facts) is not { } registration)
            return true;

        foreach (var tree in query.Facts.Compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            if (index.CallsOf("ConfigureHttpClientDefaults").Count > 0 || index.MentionsOf("ChannelOptionsActions").Count > 0)
                return true;
        }

        var builder = new Origin(new TracedValue(registration.Operation), ImmutableStack<Alias>.Empty);
        foreach (var touch in ObjectUses.Of(builder, until: null, query.Facts.Bodies, query.Budget, reportsReturns: true))
        {
            if (touch.Kind != TouchKind.Argument || touch.Site.Operation.Parent is not IInvocationOperation call || MayAddWeb(call, configure, query))
                return true;
        }

        return false;
    }

    private static bool MayAddWeb(IInvocationOperation call, IInvocationOperation configure, CredentialQuery query)
    {
        switch (HttpPipeline.CallOf(call.TargetMethod, query.Facts))
        {
            case PipelineCall.AddsHandler:
                return AddedService.Of(call, query.Facts.Bodies) is not { } added || !IsPlain(added, query);
            case PipelineCall.SetsPrimaryHandler:
                return AddedService.Of(call, query.Facts.Bodies) is not { } primary || !PrimaryHandlers.Contains(primary);
            case PipelineCall.ConfiguresChannel:
                return call.Syntax != configure.Syntax;
            case null:
                return call.TargetMethod.Name is not ("AddCallCredentials" or "AddInterceptor" or "EnableCallContextPropagation" or "SetHandlerLifetime");
            default:
                return false;
        }
    }

    /// <summary>
    /// Whether a handler that passes requests on is seen to change neither their version nor their form: its files name neither. False for other handlers.
    /// </summary>
    private static bool IsPlain(INamedTypeSymbol handler, CredentialQuery query)
    {
        // Any class may stand behind it.
        if (handler.IsAbstract)
            return false;

        for (var type = handler; !GrpcSymbols.Is(type, query.Symbols.DelegatingHandler); type = type.BaseType)
        {
            if (type is null || !query.Facts.Bodies.IsSeen(type))
                return false;

            foreach (var part in type.DeclaringSyntaxReferences)
            {
                var index = TreeIndex.Of(part.SyntaxTree);
                foreach (var name in new[] { "GrpcWebHandler", "Version", "VersionPolicy" })
                {
                    if (index.MentionsOf(name).Count > 0)
                        return false;
                }
            }
        }

        return true;
    }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Layers;

/// <summary>Does this <c>HttpMessageHandler</c> authenticate: by a header, or by a client certificate?</summary>
internal static class HandlerLayer
{
    /// <summary>
    /// Present for client certificates and handlers from source that set a credential header. Unknown for handlers from
    /// assemblies, for credentials that are only sent after a challenge, and where a <c>ConnectCallback</c> chooses the socket.
    /// </summary>
    internal static Presence Of(CredentialQuery query, Value handler) => query.Either(handler, origin => OfOrigin(query, origin));

    /// <summary>What a handler type wraps by itself; the handlers that its constructor gets are judged where it is created.</summary>
    internal static Presence OfInner(CredentialQuery query, Value inner)
    {
        var presence = Presence.Absent;
        foreach (var origin in query.Origins.Trace(inner))
        {
            if (origin is not { Unseen: Unseen.Parameter, Operation: IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } })
                presence = presence.And(origin.IsSeen ? OfOrigin(query, origin) ?? Presence.Absent : Presence.Unknown);
        }

        return presence;
    }

    private static Presence? OfOrigin(CredentialQuery query, Origin origin)
    {
        if (origin.Operation is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } })
            return Presence.Absent;

        if (Resolved.TypeOf(origin.Operation) is { } resolved)
            return CredentialCode.OfType(query, resolved, query.Symbols.DelegatingHandler);

        if (origin.Operation is not IObjectCreationOperation { Type: INamedTypeSymbol type } creation)
            return Presence.Unknown;

        if (type.ContainingNamespace?.ToDisplayString() == "System.Net.Http" && type.Name is "HttpClientHandler" or "SocketsHttpHandler" or "WinHttpHandler")
            return OfPrimaryHandler(query, query.TouchesOf(origin));

        if (!GrpcSymbols.IsA(type, query.Symbols.DelegatingHandler))
            return Presence.Unknown;

        return OfDelegatingType(query, type).And(OfInnerHandlers(query, origin, creation));
    }

    /// <summary>Retry and logging handlers of well-known packages pass the request on; other assemblies are unseen.</summary>
    private static Presence OfDelegatingType(CredentialQuery query, INamedTypeSymbol type) =>
        type.Name is "GrpcWebHandler" or "PolicyHttpMessageHandler" or "ResilienceHandler" or "LoggingHttpMessageHandler" or "LoggingScopeHttpMessageHandler" && !query.Facts.Bodies.IsSeen(type)
            ? Presence.Absent
            : CredentialCode.OfType(query, type, query.Symbols.DelegatingHandler);

    private static Presence OfInnerHandlers(CredentialQuery query, Origin origin, IObjectCreationOperation creation)
    {
        var presence = Presence.Absent;
        foreach (var argument in creation.Arguments)
        {
            if (GrpcSymbols.IsA(argument.Parameter?.Type, query.Symbols.HttpMessageHandler))
                presence = presence.And(Of(query, origin.Value.With(argument.Value)));
        }

        foreach (var touch in query.TouchesOf(origin))
        {
            if (touch.Kind == TouchKind.SetMember && touch.Member!.Name == "InnerHandler")
                presence = presence.And(Of(query, touch.WrittenValue));
            else if (touch.Kind == TouchKind.Escape || (touch.Kind == TouchKind.Argument && !HarmlessCode.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols)))
                presence = presence.And(Presence.Unknown);
        }

        return presence;
    }

    /// <summary>What is done to an <c>HttpClientHandler</c>, <c>SocketsHttpHandler</c> or <c>WinHttpHandler</c>.</summary>
    internal static Presence OfPrimaryHandler(CredentialQuery query, IReadOnlyList<Touch> touches)
    {
        var presence = Presence.Absent;
        foreach (var touch in touches)
            presence = presence.And(OfPrimaryHandlerTouch(query, touch));

        return presence;
    }

    private static Presence OfPrimaryHandlerTouch(CredentialQuery query, Touch touch)
    {
        switch (touch.Kind)
        {
            case TouchKind.Call:
            case TouchKind.Argument when HarmlessCode.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols):
                return Presence.Absent;
            case TouchKind.SetMember or TouchKind.ReadMember:
                break;
            default:
                return Presence.Unknown;
        }

        switch (touch.Member!.Name)
        {
            case "ClientCertificates" when touch.Kind == TouchKind.SetMember:
                return Presence.Present;
            case "ClientCertificates":
                return OfAdditions(query.TouchesOf(touch));
            case "SslOptions" when touch.Kind == TouchKind.ReadMember:
                return OfSslOptions(query.TouchesOf(touch));
            case "SslOptions":
                return query.Either(touch.WrittenValue, origin => origin.Operation is IObjectCreationOperation
                    ? OfSslOptions(query.TouchesOf(origin))
                    : Presence.Unknown);
            case "UseDefaultCredentials" or "PreAuthenticate" when touch.Kind == TouchKind.SetMember && touch.Written!.ConstantValue is { HasValue: true, Value: false }:
                return Presence.Absent;
            case "ClientCertificateOptions" or "ClientCertificateOption" when touch.Kind == TouchKind.SetMember && touch.Written is IFieldReferenceOperation { Field.Name: "Manual" }:
            case "Credentials" or "ServerCredentials" or "ConnectCallback" when touch.Kind == TouchKind.SetMember && touch.Written!.ConstantValue is { HasValue: true, Value: null }:
                return Presence.Absent;
            case "ClientCertificateOptions" or "ClientCertificateOption" or "Credentials" or "ServerCredentials" or "UseDefaultCredentials" or "CookieContainer" or "ConnectCallback":
                return Presence.Unknown;
            default:
                return Presence.Absent;
        }
    }

    private static Presence OfSslOptions(IReadOnlyList<Touch> touches)
    {
        var presence = Presence.Absent;
        foreach (var touch in touches)
        {
            if (touch.Kind == TouchKind.Escape)
                presence = presence.And(Presence.Unknown);
            else if (touch.Member?.Name is "ClientCertificates" or "LocalCertificateSelectionCallback" or "ClientCertificateContext")
                presence = Presence.Present;
        }

        return presence;
    }

    private static Presence OfAdditions(IReadOnlyList<Touch> touches)
    {
        var presence = Presence.Absent;
        foreach (var touch in touches)
        {
            if (touch.Kind == TouchKind.Call && touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Add" or "AddRange" or "Insert" or "Import" })
                presence = Presence.Present;
            else if (touch.Kind is TouchKind.Escape or TouchKind.Argument)
                presence = presence.And(Presence.Unknown);
        }

        return presence;
    }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this <c>HttpMessageHandler</c> authenticate: by a header, or by a client certificate?</summary>
internal static class HandlerLayer
{
    private static readonly TypeSet PrimaryHandlers = new(
        "System.Net.Http.HttpClientHandler", "System.Net.Http.SocketsHttpHandler", "System.Net.Http.WinHttpHandler");

    /// <summary>Handlers that hand the request on with the headers that it has.</summary>
    private static readonly TypeSet PassingHandlers = new(
        "Grpc.Net.Client.Web.GrpcWebHandler", "Microsoft.Extensions.Http.PolicyHttpMessageHandler", "Microsoft.Extensions.Http.Resilience.ResilienceHandler",
        "Microsoft.Extensions.Http.Logging.LoggingHttpMessageHandler", "Microsoft.Extensions.Http.Logging.LoggingScopeHttpMessageHandler");

    /// <summary>
    /// Present for client certificates and handlers from source that set a credential header. Unknown for handlers from
    /// assemblies, for credentials that are only sent after a challenge, and where a <c>ConnectCallback</c> chooses the socket.
    /// </summary>
    internal static CredentialFinding Of(CredentialQuery query, TracedValue handler) =>
        query.Either(handler, origin => OfOrigin(query, origin)).OfPipeline();

    /// <summary>The handlers that a handler type creates itself; those that its constructor gets are judged where it is created.</summary>
    internal static CredentialFinding OfInner(CredentialQuery query, TracedValue inner)
    {
        var finding = CredentialFinding.Absent;
        foreach (var origin in query.Origins.Trace(inner))
        {
            if (origin is not
                {
                    Unseen: UnseenReason.Parameter,
                    Operation: IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }
                })
                finding = finding.And(origin.IsSeen ? OfOrigin(query, origin) : CredentialFinding.Unknown);
        }

        return finding;
    }

    private static CredentialFinding OfOrigin(CredentialQuery query, Origin origin)
    {
        if (NullTests.IsNull(origin.Operation))
            return CredentialFinding.Absent;

        if (ServiceResolution.TypeOf(origin.Operation) is { } resolved)
            return OfType(query, resolved);

        // Of what the method of another assembly makes, a fact may say what it adds; what is done to it here counts as well.
        if (origin.Operation is IInvocationOperation { Type: INamedTypeSymbol made } && PrimaryHandlers.Contains(made))
            return CredentialFinding.Unknown.And(OfPrimaryHandler(query, query.TouchesOf(origin)));

        if (origin.Operation is not IObjectCreationOperation { Type: INamedTypeSymbol type })
            return CredentialFinding.Unknown;

        if (PrimaryHandlers.Contains(type))
            return OfPrimaryHandler(query, query.TouchesOf(origin));

        if (!GrpcSymbols.IsA(type, query.Symbols.DelegatingHandler))
            return CredentialFinding.Unknown;

        return OfType(query, type).And(OfInnerHandlers(query, origin));
    }

    /// <summary>Retry and logging handlers of well-known packages pass the request on; other assemblies are unseen.</summary>
    internal static CredentialFinding OfType(CredentialQuery query, INamedTypeSymbol type) =>
        PassingHandlers.Contains(type) && !query.Facts.Bodies.IsSeen(type)
            ? CredentialFinding.Absent
            : CodeOnTheWay.OfType(query, type, query.Symbols.DelegatingHandler).OfPipeline(SetsAddress(type));

    /// <summary>Whether a handler from source sends requests elsewhere: it writes <c>RequestUri</c>, or chooses the socket of a handler of its own.</summary>
    private static bool SetsAddress(INamedTypeSymbol type)
    {
        foreach (var name in new[] { "RequestUri", "ConnectCallback" })
        {
            foreach (var part in type.DeclaringSyntaxReferences)
            {
                foreach (var mention in TreeIndex.Of(part.SyntaxTree).MentionsOf(name))
                {
                    if (part.Span.Contains(mention.Span) && WrittenAssignment.Of(mention) is not null)
                        return true;
                }
            }
        }

        return false;
    }

    private static CredentialFinding OfInnerHandlers(CredentialQuery query, Origin origin)
    {
        var finding = CredentialFinding.Absent;
        var touches = query.TouchesOf(origin);
        foreach (var inner in HttpPipeline.InnerOf(origin, touches, query.Symbols))
            finding = finding.And(Of(query, inner));

        foreach (var touch in touches)
        {
            if (touch.Kind == TouchKind.Escape
                || (touch.Kind == TouchKind.Argument && !KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols)))
                finding = finding.And(CredentialFinding.Unknown);
        }

        return finding;
    }

    /// <summary>What is done to an <c>HttpClientHandler</c>, <c>SocketsHttpHandler</c> or <c>WinHttpHandler</c>.</summary>
    internal static CredentialFinding OfPrimaryHandler(CredentialQuery query, IReadOnlyList<ObjectUse> touches)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in touches)
            finding = finding.And(query.Met(CredentialMeans.Certificate, OfPrimaryHandlerTouch(query, touch)).OfPipeline());

        return finding;
    }

    private static CredentialFinding OfPrimaryHandlerTouch(CredentialQuery query, ObjectUse touch)
    {
        switch (touch.Kind)
        {
            case TouchKind.Call:
            case TouchKind.Argument when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols):
                return CredentialFinding.Absent;
            case TouchKind.SetMember or TouchKind.ReadMember:
                break;
            default:
                return CredentialFinding.Unknown;
        }

        switch (touch.Member!.Name)
        {
            case "ClientCertificates" or "SslOptions" or "ClientCertificateOptions" or "ClientCertificateOption" when query.IgnoresCertificates:
                return CredentialFinding.Absent;
            case "ClientCertificates" when touch.Kind == TouchKind.SetMember:
                return CredentialFinding.Present;
            case "ClientCertificates":
                return OfAdditions(query.TouchesOf(touch));
            case "SslOptions" when touch.Kind == TouchKind.ReadMember:
                return OfSslOptions(query.TouchesOf(touch));
            case "SslOptions":
                return query.Either(touch.WrittenValue, origin => origin.Operation is IObjectCreationOperation
                    ? OfSslOptions(query.TouchesOf(origin))
                    : CredentialFinding.Unknown);
            case "UseDefaultCredentials"
                when touch.Kind == TouchKind.SetMember && touch.Written!.ConstantValue is { HasValue: true, Value: false }:
                return CredentialFinding.Absent;
            case "ClientCertificateOptions" or "ClientCertificateOption"
                when touch.Kind == TouchKind.SetMember && touch.Written is IFieldReferenceOperation { Field.Name: "Manual" }:
            case "Credentials" or "ServerCredentials" or "ConnectCallback"
                when touch.Kind == TouchKind.SetMember && NullTests.IsNull(touch.Written!):
                return CredentialFinding.Absent;
            case "ClientCertificateOptions" or "ClientCertificateOption" or "Credentials" or "ServerCredentials" or "UseDefaultCredentials"
                or "CookieContainer" or "ConnectCallback":
                return CredentialFinding.Unknown;
            default:
                return CredentialFinding.Absent;
        }
    }

    private static CredentialFinding OfSslOptions(IReadOnlyList<ObjectUse> touches)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in touches)
        {
            if (touch.Kind is TouchKind.Escape or TouchKind.Argument)
                finding = finding.And(CredentialFinding.Unknown);
            else if (touch.Member?.Name is "ClientCertificates" or "LocalCertificateSelectionCallback" or "ClientCertificateContext")
                finding = CredentialFinding.Present;
        }

        return finding;
    }

    private static CredentialFinding OfAdditions(IReadOnlyList<ObjectUse> touches)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in touches)
        {
            if (touch.Kind == TouchKind.Call && touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Add" or "AddRange" or "Insert" or "Import" })
                finding = CredentialFinding.Present;
            else if (touch.Kind is TouchKind.Escape or TouchKind.Argument)
                finding = finding.And(CredentialFinding.Unknown);
        }

        return finding;
    }
}

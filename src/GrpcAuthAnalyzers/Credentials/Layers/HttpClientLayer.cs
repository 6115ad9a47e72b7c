using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this <c>HttpClient</c> add a credential to its requests?</summary>
internal static class HttpClientLayer
{
    /// <summary>
    /// Present for a credential among the default request headers, or an authenticating handler, also of the client factory. Unknown for a client whose
    /// registration is not seen.
    /// </summary>
    internal static CredentialFinding Of(CredentialQuery query, TracedValue client) => query.Either(
        client,
        origin => origin.Operation switch
        {
            var none when NullTests.IsNull(none) => CredentialFinding.Absent,
            IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.HttpClient) => OfCreation(query, origin, creation),
            var given => FactoryHttpClientLayer.OfMade(query, origin)
                ?? RegistrationLayer.OfResolved(query, given, Of).And(OfTouches(query, query.TouchesOf(origin))),
        },
        unseen => (FactoryHttpClientLayer.OfTyped(query, unseen) ?? OfInjected(query, unseen)).And(OfTouches(query, query.TouchesOf(unseen))));

    /// <summary>
    /// What the one of the container adds. Unknown for a class that this compilation does not register and another may: there it may be a typed client, which
    /// gets one of the client factory.
    /// </summary>
    private static CredentialFinding OfInjected(CredentialQuery query, Origin unseen) =>
        unseen.Operation is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor }
        && constructor.ContainingType is var type
        && !query.Facts.Bodies.Visibility.IsNamedOnlyHere(type)
        && !ServiceRegistrations.IsRegisteredOtherwise(type, "AddHttpClient", query.Facts)
            ? CredentialFinding.Unknown
            : InjectedService.Of(query, unseen, Of);

    /// <summary>What code that configures an <c>HttpClient</c> does to its default request headers.</summary>
    internal static CredentialFinding OfTouches(CredentialQuery query, System.Collections.Generic.IReadOnlyList<ObjectUse> touches)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in touches)
        {
            finding = finding.And(touch.Kind switch
            {
                TouchKind.ReadMember when touch.Member!.Name == "DefaultRequestHeaders" => OfHeaders(query, touch),
                TouchKind.SetMember or TouchKind.ReadMember or TouchKind.Call => CredentialFinding.Absent,
                TouchKind.Argument when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) => CredentialFinding.Absent,
                _ => CredentialFinding.Unknown,
            });
        }

        return finding;
    }

    private static CredentialFinding OfCreation(CredentialQuery query, Origin origin, IObjectCreationOperation creation)
    {
        var finding = OfTouches(query, query.TouchesOf(origin));
        foreach (var argument in creation.Arguments)
        {
            if (HttpPipeline.IsInner(argument, query.Symbols))
                finding = finding.And(HandlerLayer.Of(query, origin.Value.With(argument.Value)));
        }

        return finding;
    }

    /// <summary><c>client.DefaultRequestHeaders.Authorization = ...</c> or <c>.Add("x-api-key", ...)</c>.</summary>
    private static CredentialFinding OfHeaders(CredentialQuery query, ObjectUse headers)
    {
        var finding = CredentialFinding.Absent;
        if (query.IgnoresDefaultHeaders)
            return finding;

        foreach (var touch in query.TouchesOf(headers))
        {
            finding = finding.And(touch.Kind switch
            {
                TouchKind.SetMember => HeaderWrite.HeaderOf(touch.Member!.Name) is not null ? CredentialFinding.Present : CredentialFinding.Absent,
                TouchKind.ReadMember => CredentialFinding.Absent,
                TouchKind.Call => HeaderWrite.From(touch.Site.Operation, query.Facts)?.FindingIn(query, touch.Site) ?? CredentialFinding.Absent,
                _ => CredentialFinding.Unknown,
            });
        }

        return query.Met(CredentialMeans.DefaultHeader, finding);
    }
}

using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this <c>HttpClient</c> add a credential to its requests?</summary>
internal static class HttpClientLayer
{
    /// <summary>Present for a credential among the default request headers, or an authenticating handler; Unknown for a client of a factory.</summary>
    internal static CredentialPresence Of(CredentialQuery query, TracedValue client) => query.Either(client, origin => origin.Operation switch
    {
        IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } => CredentialPresence.Absent,
        IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.HttpClient) => OfCreation(query, origin, creation),
        _ => CredentialPresence.Unknown,
    });

    /// <summary>What code that configures an <c>HttpClient</c> does to its default request headers.</summary>
    internal static CredentialPresence OfTouches(CredentialQuery query, System.Collections.Generic.IReadOnlyList<ObjectUse> touches)
    {
        var presence = CredentialPresence.Absent;
        foreach (var touch in touches)
        {
            presence = presence.And(touch.Kind switch
            {
                TouchKind.ReadMember when touch.Member!.Name == "DefaultRequestHeaders" => OfHeaders(query, touch),
                TouchKind.SetMember or TouchKind.ReadMember or TouchKind.Call => CredentialPresence.Absent,
                TouchKind.Argument when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) => CredentialPresence.Absent,
                _ => CredentialPresence.Unknown,
            });
        }

        return presence;
    }

    private static CredentialPresence OfCreation(CredentialQuery query, Origin origin, IObjectCreationOperation creation)
    {
        var presence = OfTouches(query, query.TouchesOf(origin));
        foreach (var argument in creation.Arguments)
        {
            if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.HttpMessageHandler))
                presence = presence.And(HandlerLayer.Of(query, origin.Value.With(argument.Value)));
        }

        return presence;
    }

    /// <summary><c>client.DefaultRequestHeaders.Authorization = ...</c> or <c>.Add("x-api-key", ...)</c>.</summary>
    private static CredentialPresence OfHeaders(CredentialQuery query, ObjectUse headers)
    {
        var presence = CredentialPresence.Absent;
        if (query.IgnoresDefaultHeaders)
            return presence;

        foreach (var touch in query.TouchesOf(headers))
        {
            presence = presence.And(touch.Kind switch
            {
                TouchKind.SetMember => touch.Member!.Name is "Authorization" or "ProxyAuthorization" ? CredentialPresence.Present : CredentialPresence.Absent,
                TouchKind.ReadMember => CredentialPresence.Absent,
                TouchKind.Call => OfHeaderCall(query, touch.Site),
                _ => CredentialPresence.Unknown,
            });
        }

        return presence;
    }

    private static CredentialPresence OfHeaderCall(CredentialQuery query, TracedValue site)
    {
        var call = (IInvocationOperation)site.Operation;
        return call.TargetMethod.Name is "Add" or "TryAddWithoutValidation" && call.Arguments.Length > 0
            ? query.OfHeaderNamed(site.With(call.Arguments.At(0)))
            : CredentialPresence.Absent;
    }
}

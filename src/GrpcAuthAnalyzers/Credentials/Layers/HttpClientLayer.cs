using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Layers;

/// <summary>Does this <c>HttpClient</c> add a credential to its requests?</summary>
internal static class HttpClientLayer
{
    /// <summary>Present for a credential among the default request headers, or an authenticating handler; Unknown for a client of a factory.</summary>
    internal static Presence Of(CredentialQuery query, Value client) => query.Either(client, origin => origin.Operation switch
    {
        IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } => Presence.Absent,
        IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.HttpClient) => OfCreation(query, origin, creation),
        _ => Presence.Unknown,
    });

    /// <summary>What code that configures an <c>HttpClient</c> does to its default request headers.</summary>
    internal static Presence OfTouches(CredentialQuery query, System.Collections.Generic.IReadOnlyList<Touch> touches)
    {
        var presence = Presence.Absent;
        foreach (var touch in touches)
        {
            presence = presence.And(touch.Kind switch
            {
                TouchKind.ReadMember when touch.Member!.Name == "DefaultRequestHeaders" => OfHeaders(query, touch),
                TouchKind.SetMember or TouchKind.ReadMember or TouchKind.Call => Presence.Absent,
                TouchKind.Argument when HarmlessCode.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) => Presence.Absent,
                _ => Presence.Unknown,
            });
        }

        return presence;
    }

    private static Presence OfCreation(CredentialQuery query, Origin origin, IObjectCreationOperation creation)
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
    private static Presence OfHeaders(CredentialQuery query, Touch headers)
    {
        var presence = Presence.Absent;
        if (query.IgnoresDefaultHeaders)
            return presence;

        foreach (var touch in query.TouchesOf(headers))
        {
            presence = presence.And(touch.Kind switch
            {
                TouchKind.SetMember => touch.Member!.Name is "Authorization" or "ProxyAuthorization" ? Presence.Present : Presence.Absent,
                TouchKind.ReadMember => Presence.Absent,
                TouchKind.Call => OfHeaderCall(query, touch.Site),
                _ => Presence.Unknown,
            });
        }

        return presence;
    }

    private static Presence OfHeaderCall(CredentialQuery query, Value site)
    {
        var call = (IInvocationOperation)site.Operation;
        return call.TargetMethod.Name is "Add" or "TryAddWithoutValidation" && call.Arguments.Length > 0
            ? query.OfHeaderNamed(site.With(call.Arguments[0].Value))
            : Presence.Absent;
    }
}

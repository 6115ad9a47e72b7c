using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Layers;

/// <summary>Does this <c>Metadata</c> hold a credential?</summary>
internal static class HeadersLayer
{
    /// <summary>
    /// Present when an entry has a credential header. Absent for null, <c>Metadata.Empty</c> and metadata whose entries are all
    /// seen. The headers that an interceptor got from its caller add nothing of their own.
    /// </summary>
    internal static Presence Of(CredentialQuery query, Value headers) => query.Either(headers, origin => OfOrigin(query, origin));

    private static Presence? OfOrigin(CredentialQuery query, Origin origin)
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } }:
            case IDefaultValueOperation:
            case IFieldReferenceOperation { Field: { Name: "Empty", IsStatic: true } empty } when GrpcSymbols.Is(empty.ContainingType, query.Symbols.Metadata):
            case IPropertyReferenceOperation { Property.Name: "Headers", Instance: { } options } when GrpcSymbols.Is(options.Type, query.Symbols.CallOptions) && IsGivenByCaller(options):
                return Presence.Absent;
            case IPropertyReferenceOperation { Property.Name: "Headers", Instance: { } options } when GrpcSymbols.Is(options.Type, query.Symbols.CallOptions):
                return CallOptionsLayer.Of(query, origin.Value.With(options), CallOptionsParts.Headers);
            case IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.Metadata):
                return OfTouches(query, origin);
            default:
                return Presence.Unknown;
        }
    }

    private static Presence OfTouches(CredentialQuery query, Origin metadata)
    {
        var presence = Presence.Absent;
        foreach (var touch in query.TouchesOf(metadata))
            presence = presence.And(OfTouch(query, touch));

        return presence;
    }

    private static Presence OfTouch(CredentialQuery query, Touch touch) => touch.Kind switch
    {
        TouchKind.Call => OfCall(query, touch.Site, (IInvocationOperation)touch.Site.Operation),
        TouchKind.SetMember => OfEntry(query, touch.WrittenValue),
        TouchKind.ReadMember => Presence.Absent,
        TouchKind.Argument when HarmlessCode.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) => Presence.Absent,
        _ => Presence.Unknown,
    };

    private static Presence OfCall(CredentialQuery query, Value site, IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("Add" or "Insert"))
            return Presence.Absent;

        var arguments = call.Arguments;
        foreach (var argument in arguments)
        {
            if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.MetadataEntry))
                return OfEntry(query, site.With(argument.Value));
        }

        return arguments.Length == 0 ? Presence.Unknown : query.OfHeaderNamed(site.With(arguments[0].Value));
    }

    private static Presence OfEntry(CredentialQuery query, Value entry) => query.Either(entry, origin =>
        origin.Operation is IObjectCreationOperation { Arguments: { Length: > 0 } arguments } creation && GrpcSymbols.Is(creation.Type, query.Symbols.MetadataEntry)
            ? query.OfHeaderNamed(origin.Value.With(arguments[0].Value))
            : Presence.Unknown);

    /// <summary><c>context.Options</c>, where the context is a parameter of an interceptor.</summary>
    private static bool IsGivenByCaller(IOperation options) =>
        options is IPropertyReferenceOperation { Property: { Name: "Options", ContainingType.Name: "ClientInterceptorContext" } };
}

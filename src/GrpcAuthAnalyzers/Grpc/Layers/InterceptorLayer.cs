using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Layers;

/// <summary>Does this interceptor (an object, an array of them, or a function over metadata) add a credential?</summary>
internal static class InterceptorLayer
{
    /// <summary>Present when its code adds one; Absent when its code is seen and touches none; Unknown for interceptors from assemblies.</summary>
    internal static Presence Of(CredentialQuery query, Value interceptor) => query.Either(interceptor, origin =>
    {
        switch (origin.Operation)
        {
            case IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } }:
                return Presence.Absent;
            case IObjectCreationOperation { Type: INamedTypeSymbol type }:
                return CredentialCode.OfType(query, type, query.Symbols.Interceptor);
            case IArrayCreationOperation { Initializer: { } elements }:
                var presence = Presence.Absent;
                foreach (var element in elements.ElementValues)
                    presence = presence.And(Of(query, origin.Value.With(element)));
                return presence;
            case IArrayCreationOperation:
                return Presence.Absent;
            case IAnonymousFunctionOperation lambda:
                return OfFunction(query, lambda);
            case IMethodReferenceOperation { Method: var method } when query.Facts.Bodies.FunctionOf(method) is { } function && OriginTracer.HasOneBody(method):
                return OfFunction(query, function);
            default:
                return Presence.Unknown;
        }
    });

    /// <summary>What a function over metadata does, and what it returns.</summary>
    private static Presence OfFunction(CredentialQuery query, IOperation function)
    {
        var presence = CredentialCode.OfFunction(query, function);
        foreach (var returned in query.Facts.Bodies.ReturnsOf(function))
            presence = presence.And(HeadersLayer.OfReturned(query, new Value(returned)));

        return presence;
    }
}

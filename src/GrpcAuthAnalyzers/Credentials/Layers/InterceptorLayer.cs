using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this interceptor (an object, an array of them, or a function over metadata) add a credential?</summary>
internal static class InterceptorLayer
{
    /// <summary>Present when its code adds one; Absent when its code is seen and touches none; Unknown for interceptors from assemblies.</summary>
    internal static CredentialPresence Of(CredentialQuery query, TracedValue interceptor) => query.Either(interceptor, origin =>
    {
        switch (origin.Operation)
        {
            case IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } }:
                return CredentialPresence.Absent;
            case var made when ServiceResolution.TypeOf(made) is { } resolved:
                return CodeOnTheWay.OfType(query, resolved, query.Symbols.Interceptor);
            case IObjectCreationOperation { Type: INamedTypeSymbol type }:
                return CodeOnTheWay.OfType(query, type, query.Symbols.Interceptor);
            case IArrayCreationOperation array:
                return OfArray(query, origin, array.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty);
            case { Syntax: CollectionExpressionSyntax { Elements: var written } } expression:
                return written.Count == expression.ChildOperations.Count
                    ? OfArray(query, origin, ImmutableArray.CreateRange<IOperation>(expression.ChildOperations))
                    : CredentialPresence.Unknown;
            case IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_Array } }:
                return CredentialPresence.Absent;
            default:
                return query.Facts.Bodies.FunctionGivenBy(origin.Operation) is { } function ? OfFunction(query, function) : CredentialPresence.Unknown;
        }
    });

    /// <summary>The elements of an array, and those that are written into it later.</summary>
    private static CredentialPresence OfArray(CredentialQuery query, Origin array, ImmutableArray<IOperation> elements)
    {
        var presence = CredentialPresence.Absent;
        foreach (var element in elements)
            presence = presence.And(Of(query, array.Value.With(element)));

        foreach (var touch in query.TouchesOf(array))
        {
            presence = presence.And(touch switch
            {
                { Kind: TouchKind.ReadMember or TouchKind.Call } => CredentialPresence.Absent,
                { Kind: TouchKind.Argument } when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) =>
                    CredentialPresence.Absent,
                { Site.Operation.Parent: IArrayElementReferenceOperation { Parent: ISimpleAssignmentOperation assignment } element }
                    when assignment.Target == element =>
                    Of(query, touch.Site.With(assignment.Value)),
                _ => CredentialPresence.Unknown,
            });
        }

        return presence;
    }

    /// <summary>What a function over metadata does, and what it returns.</summary>
    private static CredentialPresence OfFunction(CredentialQuery query, IOperation function)
    {
        var presence = CodeOnTheWay.OfFunction(query, function);
        foreach (var returned in query.Facts.Bodies.ReturnsOf(function))
            presence = presence.And(query.InCode(() => HeadersLayer.OfReturned(query, TracedValue.Returned(returned, function))));

        return presence;
    }
}

using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this interceptor (an object, an array of them, or a function over metadata) add a credential?</summary>
internal static class InterceptorLayer
{
    /// <summary>Present when its code adds one; Absent when its code is seen and touches none; Unknown for interceptors from assemblies.</summary>
    internal static CredentialFinding Of(CredentialQuery query, TracedValue interceptor) => Of(query, interceptor, query.Symbols.Interceptor);

    /// <summary>The same for a filter of a code-first client, which need not derive from any class.</summary>
    internal static CredentialFinding OfFilter(CredentialQuery query, TracedValue filter) =>
        Of(query, filter, query.Facts.Compilation.GetSpecialType(SpecialType.System_Object));

    private static CredentialFinding Of(CredentialQuery query, TracedValue interceptor, INamedTypeSymbol? root) => query.Either(interceptor, origin =>
    {
        switch (origin.Operation)
        {
            case var none when NullTests.IsNull(none):
                return CredentialFinding.Absent;
            case var made when ServiceResolution.TypeOf(made) is { } resolved:
                return CodeOnTheWay.OfType(query, resolved, root);
            case IObjectCreationOperation { Type: INamedTypeSymbol type }:
                return CodeOnTheWay.OfType(query, type, root);
            case IArrayCreationOperation array:
                return OfArray(query, origin, array.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty, root);
            case { Syntax: CollectionExpressionSyntax { Elements: var written } } expression:
                return written.Count == expression.ChildOperations.Count
                    ? OfArray(query, origin, ImmutableArray.CreateRange<IOperation>(expression.ChildOperations), root)
                    : CredentialFinding.Unknown;
            case IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_Array } }:
                return CredentialFinding.Absent;
            default:
                return query.Facts.Bodies.FunctionGivenBy(origin.Operation) is { } function
                    ? query.Met(CredentialMeans.Interceptor, OfFunction(query, function), origin.Value)
                    : CredentialFinding.Unknown;
        }
    });

    /// <summary>The elements of an array, and those that are written into it later.</summary>
    private static CredentialFinding OfArray(CredentialQuery query, Origin array, ImmutableArray<IOperation> elements, INamedTypeSymbol? root)
    {
        var finding = CredentialFinding.Absent;
        foreach (var element in elements)
            finding = finding.And(Of(query, array.Value.With(element), root));

        foreach (var touch in query.TouchesOf(array))
        {
            finding = finding.And(touch switch
            {
                { Kind: TouchKind.ReadMember or TouchKind.Call } => CredentialFinding.Absent,
                { Kind: TouchKind.Argument } when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) =>
                    CredentialFinding.Absent,
                { Site.Operation.Parent: IArrayElementReferenceOperation { Parent: ISimpleAssignmentOperation assignment } element }
                    when assignment.Target == element =>
                    Of(query, touch.Site.With(assignment.Value), root),
                _ => CredentialFinding.Unknown,
            });
        }

        return finding;
    }

    /// <summary>What a function over metadata does, and what it returns.</summary>
    private static CredentialFinding OfFunction(CredentialQuery query, IOperation function)
    {
        var finding = CodeOnTheWay.OfFunction(query, function);
        foreach (var returned in query.Facts.Bodies.ReturnsOf(function))
            finding = finding.And(query.Guard.InCode(() => HeadersLayer.OfReturned(query, TracedValue.Returned(returned, function))));

        return finding;
    }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Which code puts the credential into the calls that per-call code runs for, and what the rest of it adds.</summary>
internal static class FillingCode
{
    private static readonly Memo<(IOperation Function, GrpcAuthOptions Options), IReadOnlyList<IOperation>> Functions =
        new(static (facts, key) => Find(new CredentialQuery(facts, key.Options, until: null), key.Function));

    /// <summary>The function, and the source methods through which alone it adds its credential; memoised.</summary>
    internal static IReadOnlyList<IOperation> Of(PerCallCode code, CompilationFacts facts, GrpcAuthOptions options) =>
        facts.Get(Functions, (code.Function, options));

    /// <summary>
    /// The answer for a function without one part of it. Headers that are only handed on (<c>WithHeaders</c>, <c>new
    /// CallOptions</c>) add nothing there: what is in them was added elsewhere in the function, or Unknown where a call makes them.
    /// </summary>
    internal static CredentialFinding OfRest(CredentialQuery query, IOperation function, IOperation part) =>
        query.Guard.InCode(() => OfOperationsBut(query, function, part));

    private static IReadOnlyList<IOperation> Find(CredentialQuery query, IOperation function)
    {
        var functions = new List<IOperation> { function };
        foreach (var operation in function.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary } method } call
                && CodeOnTheWay.HandsOnCall(query, call.Arguments)
                && OriginTracer.HasOneBody(method)
                && query.Facts.Bodies.FunctionOf(method) is { } filling && filling != function
                && OfRest(query, function, call).Presence == CredentialPresence.Absent)
                functions.Add(filling);
        }

        return functions;
    }

    private static CredentialFinding OfOperationsBut(CredentialQuery query, IOperation function, IOperation part)
    {
        var finding = CredentialFinding.Absent;
        foreach (var operation in function.Descendants())
        {
            if (!query.Budget.TryStep())
                return finding.And(CredentialFinding.Unknown);

            if (!EnclosingFunction.IsInside(operation, part))
                finding = finding.And(HandsOnHeaders(query, operation) ?? CodeOnTheWay.OfOperation(query, operation, depth: 0));
        }

        return finding;
    }

    /// <summary>Null for an operation that does not put headers into call options.</summary>
    private static CredentialFinding? HandsOnHeaders(CredentialQuery query, IOperation operation)
    {
        var arguments = operation switch
        {
            IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.CallOptions) => creation.Arguments,
            IInvocationOperation { TargetMethod.Name: "WithHeaders", Instance.Type: var type } derived when GrpcSymbols.Is(type, query.Symbols.CallOptions) =>
                derived.Arguments,
            _ => default,
        };
        if (arguments.IsDefault)
            return null;

        foreach (var argument in arguments)
        {
            if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.CallCredentials) && argument.ArgumentKind == ArgumentKind.Explicit)
                return CredentialFinding.Unknown;

            foreach (var part in argument.Value.DescendantsAndSelf())
            {
                if (part is IInvocationOperation { Type: var made } && GrpcSymbols.Is(made, query.Symbols.Metadata))
                    return CredentialFinding.Unknown;
            }
        }

        return CredentialFinding.Absent;
    }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.TokenProviders;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>
/// The waits for a token in code that runs for each call: in the function itself, and in the source methods, local functions and getters that it calls. Not in
/// the lambdas inside it, which may run at another time (a cache, a lazy).
/// </summary>
internal sealed class BlockingTokenWaits
{
    private const int MaxDepth = 3;
    private const int MaxFunctions = 16;
    private const int MaxOperations = 4000;

    private readonly CredentialQuery _query;
    private readonly List<(BlockingWait Wait, IOperation Site)> _waits = new();
    private readonly HashSet<IOperation> _functions = new();
    private HashSet<IOperation>? _sources;
    private int _operations;

    private BlockingTokenWaits(CredentialQuery query) => _query = query;

    /// <summary>
    /// Each wait for a token with the place in <paramref name="function"/> that leads to it (the wait itself if it is there).
    /// Empty if none is seen, and if nothing shows that the result is a token: no name, and no path to a credential
    /// header.
    /// </summary>
    internal static IEnumerable<(BlockingWait Wait, IOperation Site)> In(IOperation function, CredentialQuery query)
    {
        var found = new BlockingTokenWaits(query);
        found.Enter(function, site: null, depth: 0);
        foreach (var (wait, site) in found._waits)
        {
            if (found.IsTokenByName(wait.Work) || found.IsSent(wait.Work))
                yield return (wait, site);
        }
    }

    private void Enter(IOperation function, IOperation? site, int depth)
    {
        if (depth > MaxDepth || _functions.Count >= MaxFunctions || !_functions.Add(function))
            return;

        var bodies = _query.Facts.Bodies;
        var body = function is IAnonymousFunctionOperation or ILocalFunctionOperation ? function : EnclosingFunction.Root(function);
        foreach (var operation in body.Descendants())
        {
            if (++_operations > MaxOperations)
                return;

            if (EnclosingFunction.Enclosing(operation) != body)
                continue;

            if (BlockingWait.From(operation, bodies) is { } wait)
                _waits.Add((wait, site ?? operation));
            else if (operation is IInvocationOperation { TargetMethod.Name: "WaitAll" or "WaitAny" } all)
                AddEach(all, site ?? operation);
            else if (CalledBy(operation) is { } called && OriginTracer.HasOneBody(called) && bodies.FunctionOf(called) is { } next)
                Enter(next, site ?? operation, depth + 1);
        }
    }

    private void AddEach(IInvocationOperation all, IOperation site)
    {
        foreach (var wait in BlockingWait.OfEach(all, _query.Facts.Bodies))
            _waits.Add((wait, site));
    }

    private static IMethodSymbol? CalledBy(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method } => method,
        IPropertyReferenceOperation { Property.GetMethod: { IsImplicitlyDeclared: false } getter } => getter,
        _ => null,
    };

    private bool IsTokenByName(IInvocationOperation work)
    {
        var method = work.TargetMethod;
        var type = work.Instance?.Type as INamedTypeSymbol ?? method.ContainingType;
        if (ResultOf(work.Type) is { Name: var answer } && TokenWords.NamesAnswer(answer))
            return true;

        return _query.Facts.GivesToken(method)
            || TokenWords.HandsOutToken(method.Name)
            || (TokenProviderType.IsProvider(type) && TokenWords.HandsOutTokenOfProvider(method.Name))
            || (TokenWords.MayHandOutToken(method.Name)
                && !TokenWords.SpeaksOfOtherTokens(type.Name)
                && ResultOf(work.Type) is { SpecialType: SpecialType.System_String });
    }

    private static ITypeSymbol? ResultOf(ITypeSymbol? task) => task is INamedTypeSymbol { TypeArguments: { Length: 1 } results } ? results[0] : null;

    /// <summary>Whether the result of some work reaches a credential header in the code that was walked.</summary>
    private bool IsSent(IInvocationOperation work) => (_sources ??= CredentialInputs.In(_functions, _query)).Contains(work);
}

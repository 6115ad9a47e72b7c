using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>
/// A token in a cache whose entries stay as long as the process: the memory cache, with no expiry, and a dictionary that is only filled. A distributed
/// cache is not one: other programs write it, too.
/// </summary>
internal static class KeptEntry
{
    /// <summary>
    /// What fills the entry that a call gives (<c>cache.GetOrCreateAsync(...)</c>, <c>_tokens.GetOrAdd(...)</c>), and the variable that keeps it. Null when
    /// the entry may expire, is changed or removed anywhere, or gets a constant.
    /// </summary>
    internal static (ISymbol Cache, IOperation Filling)? Of(IOperation giver, CredentialQuery query) => giver switch
    {
        IInvocationOperation { TargetMethod: { Name: "GetOrCreate" or "GetOrCreateAsync" } method, Arguments: { Length: 3 } arguments } call
            when MemoryCacheEntries.IsCall(call)
                && MemoryCacheEntries.IsOnlyCreated(call, query.Facts)
                && IsPlainKey(arguments.At(1))
                && FilledBy(arguments.At(2), isEntry: true, query) is { } filling => (method, filling),
        IInvocationOperation { TargetMethod: { Name: "Get" or "Set" } method } call
            when MemoryCacheEntries.IsCall(call) && SetFor(call, query) is { } filling => (method, filling),
        IInvocationOperation
        {
            TargetMethod: { Name: "GetOrAdd", ContainingType: var type }, Instance: IFieldReferenceOperation field, Arguments: var arguments
        }
            when type.Is("System.Collections.Concurrent.ConcurrentDictionary")
                && field.Instance is null or IInstanceReferenceOperation
                && IsOnlyFilled(field.Field, query.Facts)
                && IsPlainKey(arguments.At(0))
                && FilledBy(arguments.At(1), isEntry: false, query) is { } filling => (field.Field, filling),
        _ => null,
    };

    /// <summary>
    /// The same for a local that gets the entry of the memory cache, and is filled where there was none:
    /// <c>if (!cache.TryGetValue("token", out string? token)) { token = ...; cache.Set("token", token); }</c>
    /// </summary>
    internal static (ISymbol Cache, IOperation Filling)? Of(ILocalSymbol local, IReadOnlyList<Write> writes, CredentialQuery query)
    {
        (ISymbol, IOperation)? entry = null;
        foreach (var write in writes)
        {
            var read = write.Site is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "TryGetValue" } tried } ? tried
                : write.Value is { } value ? TokenExpressions.GiverIn(value) as IInvocationOperation : null;
            if (read is { TargetMethod.Name: "TryGetValue" or "Get" } && MemoryCacheEntries.IsCall(read) && SetFor(read, query) is { } filling)
                entry = (read.TargetMethod, filling);
            else if (!LazyAssignment.Fills(write, local) && !IsWhereMissing(write.Site, local))
                return null;
        }

        return entry;
    }

    /// <summary>The token that the only <c>Set</c> of an entry puts into it; null when there are others, and for a constant.</summary>
    private static IOperation? SetFor(IInvocationOperation call, CredentialQuery query) =>
        MemoryCacheEntries.OnlySetOf(call, query.Facts) is { Arguments: var arguments } && TokenVariable.MayExpire(arguments.At(2), query)
            ? arguments.At(2)
            : null;

    /// <summary>Whether a write stands where <c>TryGetValue(key, out local)</c> gave nothing.</summary>
    private static bool IsWhereMissing(IOperation write, ILocalSymbol local)
    {
        for (var current = write; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation branch && branch.WhenTrue == current
                && branch.Condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var tried }
                && Tries(tried, local))
                return true;

            if (parent is not IBlockOperation block)
                continue;

            foreach (var earlier in block.Operations)
            {
                if (earlier == current)
                    break;

                if (earlier is IConditionalOperation { WhenFalse: null } left
                    && (left.WhenTrue is IBlockOperation { Operations: { Length: 1 } only } ? only[0] : left.WhenTrue) is IReturnOperation
                    && Tries(left.Condition, local))
                    return true;
            }
        }

        return false;
    }

    private static bool Tries(IOperation condition, ILocalSymbol local)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "TryGetValue" } tried)
            {
                return tried.Arguments.Any(a => a.Value switch
                {
                    ILocalReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Local, local),
                    IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } =>
                        SymbolEqualityComparer.Default.Equals(declared.Local, local),
                    _ => false,
                });
            }
        }

        return false;
    }

    /// <summary>What the function or expression gives that fills an entry; null when it sets an expiry, and when it gives a constant.</summary>
    private static IOperation? FilledBy(IOperation given, bool isEntry, CredentialQuery query)
    {
        if (query.Facts.Bodies.FunctionGivenBy(given) is not { } function)
            return isEntry || given.Type?.TypeKind == TypeKind.Delegate || !TokenVariable.MayExpire(given, query) ? null : given;

        if (isEntry && EnclosingFunction.SymbolOf(function) is { Parameters: { Length: 1 } parameters })
        {
            foreach (var mention in query.Facts.Bodies.FactsOf(function).ReferencesTo(parameters[0]))
            {
                if (mention.Parent is not IPropertyReferenceOperation { Property.Name: "Size" or "Priority" })
                    return null;
            }
        }

        foreach (var returned in query.Facts.Bodies.ReturnsOf(function))
        {
            if (TokenVariable.MayExpire(returned, query))
                return returned;
        }

        return null;
    }

    /// <summary>Whether a dictionary is asked for entries, and gets new ones, but loses and changes none.</summary>
    private static bool IsOnlyFilled(IFieldSymbol field, CompilationFacts facts)
    {
        if (!facts.Bodies.IsSeen(field) || !facts.Bodies.Visibility.IsHidden(field) || facts.Bodies.IsMentionedTooOften(field))
            return false;

        foreach (var body in facts.Bodies.BodiesMentioning(field))
        {
            foreach (var mention in body.ReferencesTo(field))
            {
                if (!EnclosingFunction.IsConstruction(mention)
                    && mention.Parent is not (IInvocationOperation { TargetMethod.Name: "GetOrAdd" or "TryGetValue" or "ContainsKey" or "TryAdd" }
                        or IPropertyReferenceOperation { Property: { Name: "Count" or "IsEmpty", IsIndexer: false } }))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether a key is the same at the next call: a text, a parameter or variable, but nothing that is asked for, such as the time.</summary>
    private static bool IsPlainKey(IOperation key)
    {
        foreach (var operation in key.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation or IPropertyReferenceOperation { Property.IsStatic: true })
                return false;
        }

        return true;
    }
}

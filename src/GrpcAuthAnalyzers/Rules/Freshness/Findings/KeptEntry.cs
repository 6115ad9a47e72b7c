using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
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
    private const int MaxKeySteps = 3;

    /// <summary>
    /// What fills the entry that a call gives (<c>cache.GetOrCreateAsync(...)</c>, <c>_tokens.GetOrAdd(...)</c>), and the variable that keeps it. Null when
    /// the entry may expire, is changed or removed anywhere, or gets a constant.
    /// </summary>
    internal static (ISymbol Cache, IOperation Filling)? Of(IOperation giver, CredentialQuery query) => giver switch
    {
        IInvocationOperation { TargetMethod: { Name: "GetOrCreate" or "GetOrCreateAsync" } method, Arguments: { Length: 3 } arguments } call
            when MemoryCacheEntries.IsCall(call)
                && MemoryCacheEntries.IsOnlyCreated(call, query.Facts)
                && IsPlainKey(arguments.At(1), query)
                && FilledBy(arguments.At(2), isEntry: true, query) is { } filling => (method, filling),
        IInvocationOperation { TargetMethod: { Name: "Get" or "Set" } method } call
            when MemoryCacheEntries.IsCall(call) && SetFor(call, query) is { } filling => (method, filling),
        IInvocationOperation
        {
            TargetMethod: { Name: "GetOrAdd", ContainingType: var type }, Instance: IFieldReferenceOperation field, Arguments: var arguments
        }
            when type.Is("System.Collections.Concurrent.ConcurrentDictionary")
                && KeptDictionary.IsOnlyFilled(field, query.Facts)
                && IsPlainKey(arguments.At(0), query)
                && FilledBy(arguments.At(1), isEntry: false, query) is { } filling => (field.Field, filling),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IFieldReferenceOperation field, Arguments: { Length: 1 } arguments } =>
            InDictionary(field, arguments.At(0), query),
        _ => null,
    };

    /// <summary>
    /// The same for a local that gets the entry of the memory cache or of a dictionary, and is filled where there was none:
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
            else if (write.Site is IArgumentOperation
                && read is { Instance: IFieldReferenceOperation field, Arguments: { Length: 2 } arguments }
                && InDictionary(field, arguments.At(0), query) is { } kept)
                entry = kept;
            else if (!LazyAssignment.Fills(write, local, query.Facts.Bodies)
                && !KeptDictionary.IsWhereMissing(write.Site, tried => Gives(tried, local), query.Facts))
                return null;
        }

        return entry;
    }

    /// <summary>The token that the only <c>Set</c> of an entry puts into it; null when there are others, and for a constant.</summary>
    private static IOperation? SetFor(IInvocationOperation call, CredentialQuery query) =>
        MemoryCacheEntries.OnlySetOf(call, query.Facts) is { Arguments: var arguments } && TokenVariable.MayExpire(arguments.At(2), query)
            ? arguments.At(2)
            : null;

    private static (ISymbol Cache, IOperation Filling)? InDictionary(IFieldReferenceOperation field, IOperation key, CredentialQuery query) =>
        KeptDictionary.IsOnlyFilled(field, query.Facts)
        && IsPlainKey(key, query)
        && KeptDictionary.FillingOf(field.Field, query) is { } filling ? (field.Field, filling) : null;

    /// <summary>Whether <c>TryGetValue(key, out local)</c> puts the entry into the local.</summary>
    private static bool Gives(IInvocationOperation tried, ILocalSymbol local) =>
        tried.TargetMethod.Name == "TryGetValue" && tried.Arguments.Any(a => a.Value switch
        {
            ILocalReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Local, local),
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => SymbolEqualityComparer.Default.Equals(declared.Local, local),
            _ => false,
        });

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

    /// <summary>
    /// Whether a key is the same at the next call: a text, a parameter, a variable that gets one of those, but nothing that is asked for, such as the time,
    /// and nothing that an object counts on.
    /// </summary>
    private static bool IsPlainKey(IOperation key, CredentialQuery query, int depth = MaxKeySteps)
    {
        foreach (var operation in key.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation or IIncrementOrDecrementOperation or IPropertyReferenceOperation { Property.IsStatic: true }
                or IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false } }
                or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property.SetMethod: { IsInitOnly: false } })
                return false;
            if (operation is ILocalReferenceOperation local
                && (depth == 0
                    || query.Facts.Bodies.FactsOf(local).WritesTo(local.Local).Any(w => w.Value is { } written && !IsPlainKey(written, query, depth - 1))))
                return false;
        }

        return true;
    }
}

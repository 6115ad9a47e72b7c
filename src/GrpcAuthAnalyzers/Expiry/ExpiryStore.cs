using System;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>
/// One place that stores the end of the life of a token: in a member, a captured local, an argument of a new object, an element of a tuple, or an entry of a
/// cache.
/// </summary>
internal sealed class ExpiryStore
{
    private ExpiryStore(IOperation operation, IOperation value, string name, ITypeSymbol? type)
    {
        Operation = operation;
        Value = value;
        Name = name;
        Type = type;
    }

    /// <summary>The assignment, else the stored expression.</summary>
    internal IOperation Operation { get; }

    /// <summary>What is stored.</summary>
    internal IOperation Value { get; }

    /// <summary>The name of the member, variable, parameter or element.</summary>
    internal string Name { get; }

    /// <summary>The type that holds it; null for a local and a cache.</summary>
    internal ITypeSymbol? Type { get; }

    /// <summary>The member around the captured local that gets it; null for other places.</summary>
    internal ISymbol? OwnerOfLocal { get; private set; }

    /// <summary>The new object, tuple or call that the token is written into, too; null where each is assigned for itself.</summary>
    internal IOperation? Holder { get; private set; }

    /// <summary>Whether it belongs to an entry of a cache.</summary>
    internal bool IsOfCache { get; private set; }

    /// <summary>Whether a time span is stored, and not a moment.</summary>
    internal bool IsSpan { get; private set; }

    /// <summary>Null for an operation that stores something else.</summary>
    internal static ExpiryStore? From(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } assignment:
                return OfMember(assignment, member);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment:
                return NamesEnd(local.Name) && ClockValueReader.IsMoment(local.Type) && IsCaptured(local, assignment)
                    ? new ExpiryStore(assignment, assignment.Value, local.Name, type: null) { OwnerOfLocal = local.ContainingSymbol }
                    : null;
        }

        return Conversions.BuiltInAround(operation).Parent switch
        {
            IArgumentOperation { Parameter: { } parameter, Parent: IObjectCreationOperation made } =>
                TokenTypes.IsExpiry(parameter, out _) || TokenTypes.IsRenewal(parameter)
                    ? new ExpiryStore(operation, operation, parameter.Name, parameter.ContainingType) { Holder = made }
                    : null,
            IArgumentOperation { Parameter: { Ordinal: 3 } parameter, Parent: IInvocationOperation { TargetMethod.Name: "Set" } call }
                when call.TargetMethod.ContainingType.Is("Microsoft.Extensions.Caching.Memory.CacheExtensions") =>
                new ExpiryStore(operation, operation, parameter.Name, type: null)
                {
                    Holder = call,
                    IsOfCache = true,
                    IsSpan = parameter.Type.Is("System.TimeSpan"),
                },
            ITupleOperation tuple => OfTuple(operation, tuple),
            _ => null,
        };
    }

    /// <summary>Whether a member is the expiry of an entry of the caches of Microsoft.Extensions.Caching.</summary>
    internal static bool IsOfCacheEntry(ISymbol member) =>
        member.Name is "AbsoluteExpiration" or "AbsoluteExpirationRelativeToNow"
        && (member.ContainingType.IsIn("Microsoft.Extensions.Caching.Memory") || member.ContainingType.IsIn("Microsoft.Extensions.Caching.Distributed"));

    private static ExpiryStore? OfMember(ISimpleAssignmentOperation assignment, ISymbol member)
    {
        var isOfCache = IsOfCacheEntry(member);
        return isOfCache || TokenTypes.IsExpiry(member, out _) || TokenTypes.IsRenewal(member)
            ? new ExpiryStore(assignment, assignment.Value, member.Name, member.ContainingType)
            {
                IsOfCache = isOfCache,
                IsSpan = isOfCache && member.Name.EndsWith("RelativeToNow", StringComparison.Ordinal),
                Holder = assignment.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation made } && !isOfCache ? made : null,
            }
            : null;
    }

    /// <summary>An element that its tuple names as an expiry, beside one that is named as a token; also where members are assigned together.</summary>
    private static ExpiryStore? OfTuple(IOperation operation, ITupleOperation tuple)
    {
        var index = tuple.Elements.IndexOf(Conversions.BuiltInAround(operation));
        var outer = Conversions.BuiltInAround(tuple);
        if (index < 0)
            return null;

        if (outer.Parent is IDeconstructionAssignmentOperation { Target: ITupleOperation { Elements: var targets } } deconstruction
            && deconstruction.Value == outer)
        {
            return index < targets.Length
                && targets[index] is IMemberReferenceOperation { Member: var member }
                && (TokenTypes.IsExpiry(member, out _) || TokenTypes.IsRenewal(member))
                ? new ExpiryStore(operation, operation, member.Name, member.ContainingType) { Holder = tuple }
                : null;
        }

        if (outer.Type is not INamedTypeSymbol { IsTupleType: true, TupleElements: var elements } type || index >= elements.Length
            || !NamesEnd(elements[index].Name) || !ClockValueReader.IsMoment(elements[index].Type))
            return null;

        foreach (var element in elements)
        {
            if (element.Type.SpecialType == SpecialType.System_String && TokenWords.HoldsToken(element.Name))
                return new ExpiryStore(operation, operation, elements[index].Name, type) { Holder = tuple };
        }

        return null;
    }

    private static bool NamesEnd(string name) => ExpiryWords.NamesExpiry(name) || ExpiryWords.NamesRenewal(name);

    /// <summary>Whether a local belongs to the code around the function that writes it, so that it lives longer.</summary>
    private static bool IsCaptured(ILocalSymbol local, IOperation write) =>
        EnclosingFunction.Enclosing(write) is var function
        && function is IAnonymousFunctionOperation or ILocalFunctionOperation
        && !SymbolEqualityComparer.Default.Equals(EnclosingFunction.SymbolOf(function), local.ContainingSymbol);
}

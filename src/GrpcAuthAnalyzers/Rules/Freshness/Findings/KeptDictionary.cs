using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>A dictionary in a field that is only filled: it gets entries where it has none, and loses and changes none.</summary>
internal static class KeptDictionary
{
    /// <summary>Whether the dictionary of an object, or a static one, is only filled; false where other code may do more with it.</summary>
    internal static bool IsOnlyFilled(IFieldReferenceOperation dictionary, CompilationFacts facts)
    {
        var field = dictionary.Field;
        if (dictionary.Instance is not (null or IInstanceReferenceOperation)
            || !facts.Bodies.IsSeen(field) || !facts.Bodies.Visibility.IsHidden(field) || facts.Bodies.IsMentionedTooOften(field))
            return false;

        foreach (var body in facts.Bodies.BodiesMentioning(field))
        {
            foreach (var mention in body.ReferencesTo(field))
            {
                if (!EnclosingFunction.IsConstruction(mention) && !OnlyFills(mention, field, facts))
                    return false;
            }
        }

        return true;
    }

    /// <summary>What is put into the dictionary where it has no entry, and is not constant; null when nothing is seen to be.</summary>
    internal static IOperation? FillingOf(IFieldSymbol dictionary, CredentialQuery query)
    {
        foreach (var body in query.Facts.Bodies.BodiesMentioning(dictionary))
        {
            foreach (var mention in body.ReferencesTo(dictionary))
            {
                if (PutInto(mention) is { } value && TokenVariable.MayExpire(value, query))
                    return value;
            }
        }

        return null;
    }

    /// <summary>The statements of a block that only leave the function under a condition.</summary>
    private static readonly Memo<IBlockOperation, List<IConditionalOperation>> Guards = new(static (_, block) =>
    {
        var guards = new List<IConditionalOperation>();
        foreach (var operation in block.Operations)
        {
            if (operation is IConditionalOperation { WhenFalse: null } left
                && (left.WhenTrue is IBlockOperation { Operations: { Length: 1 } only } ? only[0] : left.WhenTrue) is IReturnOperation)
                guards.Add(left);
        }

        return guards;
    });

    /// <summary>
    /// Whether an operation runs only where an entry is missing: <c>if (!tokens.TryGetValue(key, out token)) ...</c>, its <c>else</c>, or
    /// <c>if (tokens.TryGetValue(key, out token)) return token;</c> before it. Nothing more may be asked for than whether the entry is there.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="asks">Whether a call asks for the entry.</param>
    /// <param name="facts">The facts of the compilation.</param>
    internal static bool IsWhereMissing(IOperation operation, Func<IInvocationOperation, bool> asks, CompilationFacts facts)
    {
        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation branch && branch.Condition != current
                && IsMissingWhen(branch.Condition, asks, facts) is { } missing && missing == (branch.WhenTrue == current))
                return true;

            if (parent is not IBlockOperation block)
                continue;

            foreach (var left in facts.Get(Guards, block))
            {
                if (left.Syntax.SpanStart >= current.Syntax.SpanStart)
                    break;

                if (IsMissingWhen(left.Condition, asks, facts) == false)
                    return true;
            }
        }

        return false;
    }

    private static bool OnlyFills(IOperation mention, IFieldSymbol dictionary, CompilationFacts facts) => mention.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "GetOrAdd" or "TryGetValue" or "GetValueOrDefault" or "ContainsKey" or "TryAdd" or "Add" } call =>
            call.Instance == mention,
        IPropertyReferenceOperation { Property: { Name: "Count" or "IsEmpty", IsIndexer: false } } => true,
        IPropertyReferenceOperation { Property.IsIndexer: true, Parent: IAssignmentOperation assignment } indexer when assignment.Target == indexer =>
            assignment is ISimpleAssignmentOperation && indexer.Arguments.Length == 1
            && IsWhereMissing(assignment, tried => AsksFor(tried, dictionary, indexer.Arguments.At(0)), facts),
        IPropertyReferenceOperation { Property.IsIndexer: true, Parent: not (IArgumentOperation or IIncrementOrDecrementOperation) } => true,
        _ => false,
    };

    /// <summary>Whether a call asks a dictionary for the same key, by its text.</summary>
    private static bool AsksFor(IInvocationOperation tried, IFieldSymbol dictionary, IOperation key) =>
        tried is { Instance: IFieldReferenceOperation { Field: var asked }, Arguments: { Length: > 0 } arguments }
        && SymbolEqualityComparer.Default.Equals(asked, dictionary)
        && SyntaxFactory.AreEquivalent(arguments.At(0).Syntax, key.Syntax);

    /// <summary>The value of <c>tokens[key] = value</c>, <c>Add(key, value)</c> and <c>TryAdd(key, value)</c>; null for other mentions.</summary>
    private static IOperation? PutInto(IOperation mention)
    {
        var value = mention.Parent switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation assignment } indexer when assignment.Target == indexer =>
                assignment.Value,
            IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Arguments: { Length: 2 } arguments } call when call.Instance == mention =>
                arguments.At(1),
            _ => null,
        };
        while (value is not null && Conversions.BuiltInInside(value) is ISimpleAssignmentOperation { Value: var inner })
            value = inner;

        return value;
    }

    /// <summary>For which result of a condition the entry is missing; null when it asks for anything else, or for more.</summary>
    private static bool? IsMissingWhen(IOperation condition, Func<IInvocationOperation, bool> asks, CompilationFacts facts)
    {
        switch (Conversions.BuiltInInside(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var inner }:
                return !IsMissingWhen(inner, asks, facts);
            case IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" } tried:
                return asks(tried) ? false : null;
            case IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var left, RightOperand.ConstantValue: { HasValue: true, Value: bool expected }
            }:
                return expected ? IsMissingWhen(left, asks, facts) : !IsMissingWhen(left, asks, facts);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both
                when NullTests.Of(both.RightOperand) is { IsExact: true, IsAbsentWhenTrue: false }:
                return IsMissingWhen(both.LeftOperand, asks, facts) == false ? false : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either
                when NullTests.Of(either.RightOperand) is { IsExact: true, IsAbsentWhenTrue: true }:
                return IsMissingWhen(either.LeftOperand, asks, facts) == true ? true : null;
            case var other:
                return NullTests.Of(other) is { IsExact: true, Value: ILocalReferenceOperation local } test && GetsEntry(local, asks, facts)
                    ? test.IsAbsentWhenTrue
                    : null;
        }
    }

    /// <summary>Whether a local is filled by <c>TryGetValue</c> before: it is null where the entry is missing.</summary>
    private static bool GetsEntry(ILocalReferenceOperation local, Func<IInvocationOperation, bool> asks, CompilationFacts facts)
    {
        foreach (var write in facts.Bodies.FactsOf(local).WritesTo(local.Local))
        {
            if (write.Site is IArgumentOperation { Parent: IInvocationOperation tried } && asks(tried))
                return true;
        }

        return false;
    }
}

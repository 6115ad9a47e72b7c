using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Whether an expression is null, and whether a condition asks for that: every form that C# has for it means the same.</summary>
internal static class NullTests
{
    /// <summary>Whether an expression is written as null or as the default value of its type: <c>null</c>, <c>default</c>, <c>default(string)</c>.</summary>
    internal static bool IsNull(IOperation operation) =>
        Conversions.BuiltInInside(operation) is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } };

    /// <summary>Whether an expression is null, or the empty text: <c>null</c>, <c>default</c>, <c>""</c>, <c>string.Empty</c>.</summary>
    internal static bool IsNullOrEmpty(IOperation operation) => AbsenceOf(operation) is not null;

    /// <summary>
    /// What a condition asks about an expression: <c>x == null</c>, <c>null != x</c>, <c>x is null</c>, <c>x is not { }</c>, <c>x is string text</c>,
    /// <c>x is null or ""</c>, <c>!x.HasValue</c>, <c>ReferenceEquals(x, null)</c>, <c>string.IsNullOrEmpty(x)</c>, <c>(x == null) is false</c>. Null for other
    /// conditions, and for those that several tests are part of.
    /// </summary>
    internal static NullTest? Of(IOperation condition)
    {
        switch (Conversions.BuiltInInside(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Of(not.Operand)?.Negated;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                return OfPair(equals.LeftOperand, equals.RightOperand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs:
                return OfPair(differs.LeftOperand, differs.RightOperand)?.Negated;
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool expected } } } asserted:
                return expected ? Of(asserted.Value) : Of(asserted.Value)?.Negated;
            case IIsPatternOperation matched:
                return OfPattern(matched.Pattern, Conversions.BuiltInInside(matched.Value));
            case IIsTypeOperation typed:
                var value = Conversions.BuiltInInside(typed.ValueOperand);
                return new NullTest(value, Absence.Null, isAbsentWhenTrue: typed.IsNegated, Includes(typed.TypeOperand, value.Type));
            case IPropertyReferenceOperation
            {
                Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable
            }:
                return new NullTest(Conversions.BuiltInInside(nullable), Absence.Null, isAbsentWhenTrue: false);
            case IInvocationOperation call:
                return OfCall(call);
            default:
                return null;
        }
    }

    private static NullTest? OfCall(IInvocationOperation call) => (call.TargetMethod, call.Arguments.Length) switch
    {
        ({ Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String }, 1) =>
            new NullTest(Conversions.BuiltInInside(call.Arguments.At(0)), Absence.Null | Absence.Empty, isAbsentWhenTrue: true),
        ({ Name: "Equals" or "ReferenceEquals", IsStatic: true, ContainingType.SpecialType: SpecialType.System_Object or SpecialType.System_String }, 2) =>
            OfPair(call.Arguments.At(0), call.Arguments.At(1)),
        _ => null,
    };

    /// <summary>The test that two expressions are equal, one of which is absent, <c>true</c> or <c>false</c>.</summary>
    private static NullTest? OfPair(IOperation left, IOperation right)
    {
        if (AbsenceOf(right) is { } absence)
            return new NullTest(Conversions.BuiltInInside(left), absence, isAbsentWhenTrue: true);
        if (AbsenceOf(left) is { } absent)
            return new NullTest(Conversions.BuiltInInside(right), absent, isAbsentWhenTrue: true);

        return right.ConstantValue is { HasValue: true, Value: bool expected } ? expected ? Of(left) : Of(left)?.Negated : null;
    }

    private static NullTest? OfPattern(IPatternOperation pattern, IOperation value)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value: var constant } when AbsenceOf(constant) is { } absence:
                return new NullTest(value, absence, isAbsentWhenTrue: true);
            case INegatedPatternOperation { Pattern: var inner }:
                return OfPattern(inner, value)?.Negated;
            case IBinaryPatternOperation either:
                return OfBoth(either, value);
            case IDeclarationPatternOperation { MatchesNull: false } declaration:
                return Present(value, Includes(declaration.MatchedType, value.Type), declaration.DeclaredSymbol);
            case ITypePatternOperation type:
                return Present(value, Includes(type.MatchedType, value.Type), declared: null);
            case IRecursivePatternOperation recursive:
                var isExact = recursive.PropertySubpatterns.IsEmpty && recursive.DeconstructionSubpatterns.IsEmpty
                    && Includes(recursive.MatchedType, value.Type);
                return Present(value, isExact, recursive.DeclaredSymbol);
            default:
                return null;
        }
    }

    private static NullTest Present(IOperation value, bool isExact, ISymbol? declared) =>
        new(value, Absence.Null, isAbsentWhenTrue: false, isExact, declared);

    /// <summary><c>null or ""</c>, <c>not null and not ""</c>: two tests that say the same about the same side.</summary>
    private static NullTest? OfBoth(IBinaryPatternOperation pattern, IOperation value)
    {
        var isOr = pattern.OperatorKind == BinaryOperatorKind.Or;
        return OfPattern(pattern.LeftPattern, value) is { IsExact: true } left && OfPattern(pattern.RightPattern, value) is { IsExact: true } right
            && left.IsAbsentWhenTrue == isOr && right.IsAbsentWhenTrue == isOr
            ? new NullTest(value, left.Absence | right.Absence, isOr, declared: left.Declared ?? right.Declared)
            : null;
    }

    /// <summary>Which kind of absent value an expression is; null when it is none.</summary>
    private static Absence? AbsenceOf(IOperation operation) => Conversions.BuiltInInside(operation) switch
    {
        IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } => Absence.Null,
        { ConstantValue: { HasValue: true, Value: "" } } => Absence.Empty,
        IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } => Absence.Empty,
        _ => null,
    };

    /// <summary>Whether a type that a pattern asks for is one that every value but null has: the type of the expression, or <c>object</c>.</summary>
    private static bool Includes(ITypeSymbol? matched, ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];

        return matched is { SpecialType: SpecialType.System_Object } || SymbolEqualityComparer.Default.Equals(matched, type);
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Logging;

/// <summary>
/// Which expressions hold the whole text of another expression. Code that cuts, masks, hashes, measures or compares a text does not, nor does any
/// unknown function.
/// </summary>
internal static class UnmaskedValue
{
    private const string StringValues = "Microsoft.Extensions.Primitives.StringValues";
    private const string HeaderValue = "System.Net.Http.Headers.AuthenticationHeaderValue";

    /// <summary>Types whose <c>ToString</c> gives all that they hold.</summary>
    private static readonly TypeSet ShownInWhole = new(StringValues, HeaderValue, "Grpc.Core.Metadata+Entry", "System.Guid");

    /// <summary>The terms of an interpolated or added text; null for other values.</summary>
    internal static List<IOperation>? TermsOf(IOperation value) => value switch
    {
        IInterpolatedStringOperation interpolated => JoinedTerms.Of(interpolated),
        IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation interpolated } => JoinedTerms.Of(interpolated),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => JoinedTerms.Of(sum),
        _ => null,
    };

    /// <summary>The expressions that a value holds in whole, any of them; null when it holds none.</summary>
    internal static IReadOnlyList<IOperation>? PartsOf(IOperation value)
    {
        if (TermsOf(value) is { } terms)
            return terms;

        return value switch
        {
            IConversionOperation { OperatorMethod: not null, Operand: var operand } when operand.Type.Is(StringValues) => One(operand),
            IArrayElementReferenceOperation { ArrayReference: { } array, Indices: { Length: 1 } index } =>
                IsTextAfterScheme(array, index[0]) ? One(array) : null,
            IPropertyReferenceOperation { Property: { Name: "Parameter", ContainingType: var type }, Instance: { } header } when type.Is(HeaderValue) =>
                One(header),
            IPropertyReferenceOperation { Property: { Name: "Value", ContainingType: var type }, Instance: { } entry }
                when type.Is("Grpc.Core.Metadata+Entry") =>
                One(entry),
            IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var type }, Instance: { } values } when type.Is(StringValues) =>
                One(values),
            IImplicitIndexerReferenceOperation
            {
                Instance: { Type.SpecialType: SpecialType.System_String } text,
                Argument: IRangeOperation { RightOperand: null, LeftOperand: { } start }
            } =>
                IsLengthOfScheme(start) ? One(text) : null,
            IObjectCreationOperation { Type.SpecialType: SpecialType.System_String, Arguments: { Length: 1 } characters } => One(characters.At(0)),
            IInvocationOperation call => PartsOf(call),
            _ => null,
        };
    }

    private static IReadOnlyList<IOperation>? PartsOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType.SpecialType == SpecialType.System_String)
        {
            return method.Name switch
            {
                "Concat" or "Format" or "Join" when method.IsStatic => FoldedCalls.OperandsOf(call),
                "ToString" or "Trim" or "TrimStart" or "TrimEnd" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" or "PadLeft"
                    or "PadRight" or "ToCharArray"
                    when !method.IsStatic =>
                    One(call.Instance),
                "Replace" when IsScheme(call.Arguments.At(0)) => One(call.Instance),
                "Substring" when call.Arguments.Length == 1 && IsLengthOfScheme(call.Arguments.At(0)) => One(call.Instance),
                "Split" when IsSpace(call) => One(call.Instance),
                _ => null,
            };
        }

        switch (method.Name)
        {
            case "ToString"
                when call.Arguments.Length == 0 && ShownInWhole.Contains(call.Instance?.Type):
            case "ToString" when call.Arguments.Length == 0 && call.Instance?.Type?.SpecialType == SpecialType.System_Object:
                return One(call.Instance);
            case "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "ToArray" or "ToList"
                when method.ContainingType.Is("System.Linq.Enumerable") && call.Arguments.Length == 1:
                return One(call.Arguments.At(0));
            case "ToBase64String" or "FromBase64String" when method.ContainingType.Is("System.Convert"):
            case "GetBytes" or "GetString"
                when method.ContainingType.DerivesFrom("System.Text.Encoding"):
            case "EscapeDataString" or "UnescapeDataString" when method.ContainingType.Is("System.Uri"):
            case "Parse" when method.ContainingType.Is(HeaderValue):
                return One(call.Arguments.At(0));
            default:
                return null;
        }
    }

    /// <summary><c>header.Split(' ')[1]</c>: all that stands behind the scheme, where the array is made by such a split.</summary>
    private static bool IsTextAfterScheme(IOperation array, IOperation index) =>
        array.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } && index.ConstantValue is { HasValue: true, Value: not 0 };

    private static bool IsSpace(IInvocationOperation split)
    {
        foreach (var operand in FoldedCalls.OperandsOf(split))
        {
            if (operand.ConstantValue is { HasValue: true, Value: ' ' or " " })
                return true;
        }

        return false;
    }

    /// <summary><c>"Bearer "</c> and other words that end where the token begins.</summary>
    private static bool IsScheme(IOperation text) =>
        text.ConstantValue is { HasValue: true, Value: string { Length: > 0 } constant }
            && AuthorizationValue.Given(constant).Kind == SchemeKind.Known;

    /// <summary>The length of a scheme with its space: <c>"Bearer ".Length</c>, or the number.</summary>
    private static bool IsLengthOfScheme(IOperation length)
    {
        length = Conversions.SystemInside(length);
        return length.ConstantValue is { HasValue: true, Value: int number } && AuthorizationValue.IsLengthOfScheme(number)
            || length is IPropertyReferenceOperation { Property.Name: "Length", Instance: { ConstantValue: { HasValue: true, Value: string } } scheme }
                && IsScheme(scheme);
    }

    private static IReadOnlyList<IOperation>? One(IOperation? operation) => operation is null ? null : ImmutableArray.Create(operation);
}

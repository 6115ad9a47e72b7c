using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// The functions of the base library whose result depends on their input alone: a constant stays one through them. Those that
/// only pass a text on (bytes are texts) are told apart from those that are executed.
/// </summary>
internal static class FoldedCalls
{
    /// <summary>
    /// The operand that a call gives back, in another form at most: <c>ToString</c>, <c>Encoding.GetBytes</c>, <c>AsSpan</c>; null
    /// for other calls.
    /// </summary>
    internal static IOperation? PassedOn(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        var first = call.Arguments.Length > 0 ? call.Arguments.At(0) : null;
        switch (method.Name)
        {
            case "ToString" when call.Instance is { Type: { } receiver } instance:
                return receiver.SpecialType is SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Object
                    or (>= SpecialType.System_SByte and <= SpecialType.System_Double)
                    || IsSystem(receiver, "Guid", "Uri", "ReadOnlySpan", "Span", "ReadOnlyMemory")
                    ? instance
                    : null;
            case "Clone" or "ToCharArray" or "Normalize" or "Split" when type.SpecialType == SpecialType.System_String:
                return call.Instance;
            case "ToArray" or "Slice" when IsSystem(type, "ReadOnlySpan", "Span", "ReadOnlyMemory", "Memory"):
                return call.Instance;
            case "Intern" or "Copy" when type.SpecialType == SpecialType.System_String:
            case "AsSpan" or "AsMemory" when IsSystem(type, "MemoryExtensions"):
            case "ToArray" or "ToList" or "AsEnumerable" or "Reverse" when type.Is("System.Linq.Enumerable"):
            case "Parse" when IsSystem(type, "Guid"):
            case "ToString" when IsSystem(type, "Convert"):
            case "Invariant" or "CurrentCulture" when IsSystem(type, "FormattableString"):
            case "UnescapeDataString" or "EscapeDataString" or "EscapeUriString" when IsSystem(type, "Uri"):
            case "UrlEncode" or "UrlDecode" or "HtmlEncode" or "HtmlDecode" when type.Is("System.Net.WebUtility", "System.Web.HttpUtility"):
                return first;
            case "GetBytes" or "GetString" or "GetChars"
                when type.DerivesFrom("System.Text.Encoding"):
                return first;
            default:
                return null;
        }
    }

    /// <summary>The function that a call executes over <see cref="OperandsOf"/>; null for calls that are not known to be pure.</summary>
    internal static Func<IReadOnlyList<string>, string?>? FunctionOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType.SpecialType == SpecialType.System_String)
            return method.IsStatic ? null : TextFunctions.OfString(method.Name);

        return method.IsStatic && IsSystem(method.ContainingType, "Convert") ? TextFunctions.OfConvert(method.Name) : null;
    }

    /// <summary>
    /// Whether a call of the base library gives the same for the same input, so that it makes a constant of constants, though nothing here can execute it.
    /// A function that it gets may use its parameters and constants only.
    /// </summary>
    internal static bool IsPure(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        if (type.SpecialType != SpecialType.System_String && !IsSystem(type, "Convert", "MemoryExtensions", "BitConverter", "Char", "Math")
            && !type.Is("System.Linq.Enumerable", "System.Text.RegularExpressions.Regex"))
            return false;

        foreach (var operand in OperandsOf(call))
        {
            if (IsFunction(operand) && !IsPureFunction(operand))
                return false;
        }

        return call.Type?.SpecialType != SpecialType.System_Boolean;
    }

    /// <summary>Whether an operand is a lambda or method group.</summary>
    internal static bool IsFunction(IOperation operand) => operand is IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation;

    private static bool IsPureFunction(IOperation function)
    {
        foreach (var operation in function.Descendants())
        {
            switch (operation)
            {
                case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } }:
                case IInvocationOperation call when IsPure(call):
                    break;
                case IParameterReferenceOperation or ILocalReferenceOperation or IInvocationOperation or IMethodReferenceOperation or IObjectCreationOperation:
                case IMemberReferenceOperation { ConstantValue.HasValue: false, Member.Name: not "Length" }:
                    return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The instance of a call, if any, and its arguments by parameter; the elements of a params array (before C# 13) or span one by one.
    /// </summary>
    internal static List<IOperation> OperandsOf(IInvocationOperation call)
    {
        var operands = new List<IOperation>();
        if (call.Instance is { } instance)
            operands.Add(instance);

        foreach (var parameter in call.TargetMethod.Parameters)
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Parameter?.Ordinal != parameter.Ordinal)
                    continue;

                if (argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } initializer } })
                    operands.AddRange(initializer.ElementValues);
                else if (Conversions.BuiltInInside(argument.Value) is var given && Arguments.IsParamsCollection(given))
                    operands.AddRange(given.ChildOperations);
                else
                    operands.Add(argument.Value);
            }
        }

        return operands;
    }

    /// <summary>
    /// The result over these inputs; where one has a hole, the holes alone; null when the function says nothing, or its input is
    /// longer than any credential.
    /// </summary>
    internal static TracedText? Run(Func<IReadOnlyList<string>, string?> function, List<TracedText> inputs)
    {
        var terms = new List<string>();
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        foreach (var input in inputs)
        {
            terms.Add(input.Constant ?? "");
            parts.AddRange(input.Parts);
        }

        var all = new TracedText(parts.ToImmutable());
        if (all.HolesOnly() is { } holes)
            return TextFunctions.KeepsText(function) && inputs.FindIndex(1, static input => input.Constant is null) < 0 ? inputs[0] : holes;

        foreach (var part in all.Parts)
        {
            if (part.Constant!.Length > TextFunctions.MaxLength)
                return null;
        }

        return SecretIn(all) is { } source && function(terms) is { Length: <= TextFunctions.MaxLength } result
            ? new TracedText(ImmutableArray.Create(new TextPart(result, source.Source)))
            : null;
    }

    /// <summary>The part that a result stands for: the longest; of <c>user:password</c> the longest behind the colon. Null for no parts.</summary>
    private static TextPart? SecretIn(TracedText text)
    {
        TextPart? longest = null, behind = null;
        var isBehind = false;
        foreach (var part in text.Parts)
        {
            if (part.Constant!.Length > (longest?.Constant!.Length ?? -1))
                longest = part;
            if (isBehind && part.Constant.Length > (behind?.Constant!.Length ?? 0))
                behind = part;

            isBehind |= part.Constant.IndexOf(':') >= 0;
        }

        return behind ?? longest;
    }

    private static bool IsSystem(ITypeSymbol type, params string[] names) =>
        type.IsIn("System") && Array.IndexOf(names, type.Name) >= 0;
}

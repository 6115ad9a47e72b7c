using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
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
    private const int MaxLength = 1 << 16;
    private const int MaxReplaced = 1 << 20;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Dictionary<string, Func<IReadOnlyList<string>, string?>> OfString = new(StringComparer.Ordinal)
    {
        ["Trim"] = static t => t[0].Trim(CharactersIn(t)),
        ["TrimStart"] = static t => t[0].TrimStart(CharactersIn(t)),
        ["TrimEnd"] = static t => t[0].TrimEnd(CharactersIn(t)),
        ["ToUpper"] = static t => t[0].ToUpperInvariant(),
        ["ToUpperInvariant"] = static t => t[0].ToUpperInvariant(),
        ["ToLower"] = static t => t[0].ToLowerInvariant(),
        ["ToLowerInvariant"] = static t => t[0].ToLowerInvariant(),
        ["Replace"] = static t => t.Count < 3 || t[1].Length == 0 ? t[0] : (long)t[0].Length * t[2].Length <= MaxReplaced ? t[0].Replace(t[1], t[2]) : null,
        ["Substring"] = static t => Slice(t, keeps: true),
        ["Remove"] = static t => Slice(t, keeps: false),
        ["Insert"] = static t => t.Count > 2 && Number(t[1]) is { } at && at <= t[0].Length ? t[0].Insert(at, t[2]) : null,
        ["PadLeft"] = static t => Pad(t, left: true),
        ["PadRight"] = static t => Pad(t, left: false),
    };

    /// <summary><c>new string('x', 16)</c>.</summary>
    internal static string? Repeat(IReadOnlyList<string> terms) =>
        terms.Count > 1 && terms[0].Length == 1 && Number(terms[1]) is { } count ? new string(terms[0][0], count) : null;

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
            return !method.IsStatic && OfString.TryGetValue(method.Name, out var function) ? function : null;

        if (!method.IsStatic || !IsSystem(method.ContainingType, "Convert"))
            return null;

        return method.Name switch
        {
            "ToBase64String" => static t => Convert.ToBase64String(Encoding.UTF8.GetBytes(t[0])),
            "FromBase64String" => static t => TextOf(BytesOfBase64(t[0])),
            "FromHexString" => static t => TextOf(BytesOfHex(t[0])),
            "ToHexString" => static t => Hex(t[0], "X2"),
            "ToHexStringLower" => static t => Hex(t[0], "x2"),
            _ => null,
        };
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

    /// <summary>For <see cref="Run"/>: the first text stands for what cannot be executed.</summary>
    internal static string? First(IReadOnlyList<string> terms) => terms.Count > 0 ? terms[0] : null;

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

    /// <summary>The instance of a call, if any, and its arguments by parameter; the elements of a params array one by one.</summary>
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
            return holes;

        foreach (var part in all.Parts)
        {
            if (part.Constant!.Length > MaxLength)
                return null;
        }

        return SecretIn(all) is { } source && function(terms) is { Length: <= MaxLength } result
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

    private static char[] CharactersIn(IReadOnlyList<string> terms)
    {
        var characters = new StringBuilder();
        for (var i = 1; i < terms.Count; i++)
            characters.Append(terms[i]);

        return characters.ToString().ToCharArray();
    }

    private static string? Slice(IReadOnlyList<string> terms, bool keeps)
    {
        if (terms.Count < 2 || Number(terms[1]) is not { } start || start > terms[0].Length)
            return null;

        var length = terms[0].Length - start;
        if (terms.Count > 2)
        {
            if (Number(terms[2]) is not { } given || given > length)
                return null;

            length = given;
        }

        return keeps ? terms[0].Substring(start, length) : terms[0].Remove(start, length);
    }

    private static string? Pad(IReadOnlyList<string> terms, bool left)
    {
        if (terms.Count < 2 || Number(terms[1]) is not { } width)
            return null;

        var filler = terms.Count > 2 && terms[2].Length == 1 ? terms[2][0] : ' ';
        return left ? terms[0].PadLeft(width, filler) : terms[0].PadRight(width, filler);
    }

    private static int? Number(string term) =>
        int.TryParse(term, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxLength ? number : null;

    /// <summary>The bytes as UTF-8 where they are that, else one character a byte; null for null.</summary>
    private static string? TextOf(byte[]? bytes)
    {
        if (bytes is null)
            return null;

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return new string(Array.ConvertAll(bytes, static b => (char)b));
        }
    }

    private static byte[]? BytesOfBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? BytesOfHex(string text)
    {
        if (text.Length % 2 != 0)
            return null;

        var bytes = new byte[text.Length / 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(text.Substring(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
                return null;
        }

        return bytes;
    }

    private static string Hex(string text, string format)
    {
        var hex = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hex.Append(octet.ToString(format, CultureInfo.InvariantCulture));

        return hex.ToString();
    }
}

using System;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;

/// <summary>What is wrong with the beginning of the value of an authorization header.</summary>
internal enum SchemeFault
{
    /// <summary><c>Bearertoken</c>.</summary>
    NoBlank,

    /// <summary><c>Bearer: token</c>, <c>Bearer=token</c>.</summary>
    Punctuation,

    /// <summary><c>Bearer Bearer token</c>.</summary>
    Twice,

    /// <summary><c>"Bearer token"</c> or <c>Bearer "token"</c>, with the quotes.</summary>
    Quoted,

    /// <summary><c>Authorization: Bearer token</c>.</summary>
    HeaderName,
}

/// <summary>
/// The scheme at the beginning of a value, where it is written so that no server can read it (RFC 9110, section 11.6.2: one blank and the credentials follow
/// the scheme). Only <c>Bearer</c> and <c>Basic</c> count: other schemes have rules of their own.
/// </summary>
internal sealed class WrittenScheme
{
    private const char Hole = '\0';

    private static readonly string[] Schemes = { AuthorizationValue.Bearer, AuthorizationValue.Basic };
    private static readonly string[] HeaderNames = { "authorization", "proxy-authorization" };

    private WrittenScheme(SchemeFault fault, string scheme, TracedText text, int position, int? last = null)
    {
        Last = last is { } again ? PartAt(text, again) : null;
        Fault = fault;
        Scheme = scheme;
        Part = PartAt(text, position - 1);
        IsInPart = Part.Operation == PartAt(text, position).Operation;
    }

    internal SchemeFault Fault { get; }

    /// <summary>The scheme in its usual spelling.</summary>
    internal string Scheme { get; }

    /// <summary>The constant in which the scheme ends, or what stands in front of it.</summary>
    internal TextPart Part { get; }

    /// <summary>The part that has the scheme once more; null where it is there once.</summary>
    internal TextPart? Last { get; }

    /// <summary>Whether that constant is wrong by itself. False where it is only put together wrongly with what follows.</summary>
    internal bool IsInPart { get; }

    /// <summary>The fault of a text; null when it has none, or when that is not certain.</summary>
    /// <param name="text">The value of the header.</param>
    /// <param name="given">The scheme that is given beside the value; null where the value holds it.</param>
    internal static WrittenScheme? In(TracedText text, string? given)
    {
        var whole = Whole(text);
        var start = AfterBlanks(whole, 0);
        if (EndOfHeaderNameAt(whole, start) is { } end)
            return new WrittenScheme(SchemeFault.HeaderName, AuthorizationValue.Bearer, text, end);

        if (start < whole.Length && IsQuote(whole[start]) && SchemeAt(whole, start + 1) is { } quoted)
            return new WrittenScheme(SchemeFault.Quoted, quoted, text, start + 1);

        if (SchemeAt(whole, start) is not { } scheme || FaultBehind(text, whole, start, start + scheme.Length, given) is not { } fault)
            return null;

        var behind = start + scheme.Length;
        return fault == SchemeFault.Twice
            ? new WrittenScheme(fault, scheme, text, behind, last: given is null ? AfterBlanks(whole, behind) : start)
            : new WrittenScheme(fault, scheme, text, behind);
    }

    private static string Whole(TracedText text) => string.Concat(text.Parts.Select(static p => p.Constant ?? Hole.ToString()));

    private static SchemeFault? FaultBehind(TracedText text, string whole, int start, int end, string? given)
    {
        if (end == whole.Length)
            return null;

        var next = AfterBlanks(whole, end);
        if (given is not null)
            return next > end && IsSame(given, whole.Substring(start, end - start)) ? SchemeFault.Twice : null;

        if (next == end)
        {
            return whole[end] switch
            {
                ':' or '=' or ',' or ';' => SchemeFault.Punctuation,
                var quote when IsQuote(quote) => SchemeFault.Quoted,
                Hole => HoldsToken(text, end) ? SchemeFault.NoBlank : null,
                _ => BeginsAt(text, end) || string.CompareOrdinal(whole, end, "eyJ", 0, 3) == 0 ? SchemeFault.NoBlank : null,
            };
        }

        if (next < whole.Length && IsQuote(whole[next]))
            return SchemeFault.Quoted;

        return SchemeAt(whole, next) is { } second && next + second.Length is var after
            && (after == whole.Length ? false : whole[after] is Hole || char.IsWhiteSpace(whole[after]))
            ? SchemeFault.Twice
            : null;
    }

    /// <summary>Whether the hole at a position is a value, and all that follows the scheme: a part that is put between them may be the blank.</summary>
    private static bool HoldsToken(TracedText text, int position)
    {
        var (at, index) = (0, 0);
        while (at < position || text.Parts[index].Constant is "")
            at += text.Parts[index++].Constant?.Length ?? 1;

        return text.Parts.Skip(index + 1).All(static p => p.Constant is not null)
            && (text.Parts[index].Source.Aliases.Any(static alias => TokenWords.HoldsToken(alias.Symbol.Name))
                || text.Parts[index].Operation switch
                {
                    ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation => true,
                    IInvocationOperation { TargetMethod.Name: "GetEnvironmentVariable" } => true,
                    IInvocationOperation call => CalledFunction.NameOf(call) is var name && (TokenWords.MayConcernTokens(name) || TokenWords.HoldsToken(name)),
                    _ => false,
                });
    }

    /// <summary>Whether a part other than the first begins at a position: what is put together there has no blank between.</summary>
    private static bool BeginsAt(TracedText text, int position)
    {
        var at = 0;
        foreach (var part in text.Parts)
        {
            if (at == position)
                return true;

            at += part.Constant?.Length ?? 1;
        }

        return false;
    }

    private static TextPart PartAt(TracedText text, int position)
    {
        foreach (var part in text.Parts)
        {
            if ((position -= part.Constant?.Length ?? 1) < 0)
                return part;
        }

        return text.Parts[text.Parts.Length - 1];
    }

    /// <summary>The end of the name of a header that stands at a position with its sign; null where none does.</summary>
    private static int? EndOfHeaderNameAt(string whole, int start)
    {
        foreach (var name in HeaderNames)
        {
            if (StartsAt(whole, start, name) && AfterBlanks(whole, start + name.Length) is var sign && sign < whole.Length && whole[sign] is ':' or '=')
                return start + name.Length;
        }

        return null;
    }

    private static string? SchemeAt(string whole, int start)
    {
        foreach (var scheme in Schemes)
        {
            if (StartsAt(whole, start, scheme))
                return scheme;
        }

        return null;
    }

    private static bool StartsAt(string whole, int start, string word) =>
        string.Compare(whole, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static int AfterBlanks(string whole, int start)
    {
        while (start < whole.Length && char.IsWhiteSpace(whole[start]))
            start++;

        return start;
    }

    private static bool IsQuote(char c) => c is '"' or '\'';

    private static bool IsSame(string scheme, string other) => scheme.Equals(other, StringComparison.OrdinalIgnoreCase);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>Recognises what hands out tokens: <c>Get...Token...Async</c>, its synchronous form, and delegates that are named after a token.</summary>
internal static class TokenMethods
{
    /// <summary>Words in front of token that make it another thing.</summary>
    private static readonly HashSet<string> OtherTokens = new(StringComparer.OrdinalIgnoreCase)
    {
        "Cancellation", "Continuation", "Page", "Refresh", "Csrf", "Xsrf", "Antiforgery", "Forgery", "Change", "Reload", "Syntax", "Next", "Previous", "Peek",
        "Reset", "Verification", "Confirmation", "Invitation", "Invite", "Unsubscribe", "Idempotency", "Concurrency", "Lock", "Sync", "Delta",
        "Resume", "Metadata",
        "Device", "Push", "Registration", "Captcha", "Recaptcha", "Card", "Payment", "Sas", "Upload", "Download", "Share",
    };

    /// <summary>Words behind token that still mean the token.</summary>
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase) { "Async", "Value", "String", "Text", "Core" };

    /// <summary>Words behind token after which anything may follow.</summary>
    private static readonly HashSet<string> Prepositions = new(StringComparer.OrdinalIgnoreCase) { "For", "From", "With", "Or", "As", "By", "Of", "On" };

    /// <summary>Words behind token that name a delegate which hands it out.</summary>
    private static readonly HashSet<string> Delegates = new(StringComparer.OrdinalIgnoreCase) { "Provider", "Factory", "Func", "Source", "Getter",
        "Accessor", "Supplier", "Callback" };

    /// <summary>Words in front of key that make it one which calls are sent with.</summary>
    private static readonly HashSet<string> SentKeys = new(StringComparer.OrdinalIgnoreCase) { "Api", "Access", "Subscription" };

    /// <summary>Words of types whose tokens are pieces of a text, or of a form.</summary>
    private static readonly HashSet<string> OtherTypes = new(StringComparer.OrdinalIgnoreCase) { "Lexer", "Tokenizer", "Parser", "Scanner",
        "Antiforgery", "Syntax", "Pager" };

    private static readonly Regex Word = new("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", RegexOptions.CultureInvariant);

    /// <summary>
    /// The method of a type that hands out the credential for this header, the asynchronous one before the synchronous; null when it
    /// has none that is accessible.
    /// </summary>
    internal static IMethodSymbol? Of(ITypeSymbol type, string header, Func<ISymbol, bool> isAccessible)
    {
        if (type.SpecialType != SpecialType.None
            || type.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Struct)
            || IsObsolete(type)
            || Words(type.Name).Any(OtherTypes.Contains))
            return null;

        IMethodSymbol? best = null;
        foreach (var candidate in Members(type).OfType<IMethodSymbol>())
        {
            if (candidate.IsStatic || !IsTokenMethod(candidate, header) || !isAccessible(candidate))
                continue;
            if (best is null || (TokenResult.Of(candidate)!.IsTask && !TokenResult.Of(best)!.IsTask))
                best = candidate;
        }

        return best;
    }

    /// <summary>
    /// True when a class or struct has the method of an interface only by way of that interface: it is implemented explicitly, or
    /// not at all.
    /// </summary>
    internal static bool NeedsCast(ITypeSymbol type, string method)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return false;

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(method).Any(static m => m.DeclaredAccessibility == Accessibility.Public))
                return false;
        }

        return true;
    }

    /// <summary>
    /// True when the method's name says token, or key for the header of one, it returns one (<see cref="TokenResult"/>), it needs no
    /// argument but a cancellation token, and nobody is warned off it.
    /// </summary>
    internal static bool IsTokenMethod(IMethodSymbol method, string header) =>
        method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
        && !method.IsGenericMethod
        && (IsOfKey(header) ? NamesKey(method.Name, "Get") : NamesToken(method.Name, "Get"))
        && CanBeCalled(method)
        && !IsObsolete(method);

    /// <summary>
    /// True for <c>Func&lt;string&gt;</c>, <c>Func&lt;Task&lt;string&gt;&gt;</c> and the like, also with a cancellation token, under
    /// a name that says token.
    /// </summary>
    internal static IMethodSymbol? OfDelegate(string name, ITypeSymbol type, string header) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke }
            && (IsOfKey(header) ? NamesKey(name, "") : Names(name, "", Delegates))
        && TokenResult.Of(invoke) is not null && invoke.Parameters.All(static p => p.Type.IsCancellationToken())
            ? invoke
            : null;

    /// <summary>True when the method returns a token and can be called with a cancellation token or nothing.</summary>
    internal static bool CanBeCalled(IMethodSymbol method) =>
        TokenResult.Of(method) is not null && method.Parameters.All(static p => p.RefKind == RefKind.None && (p.IsOptional || p.Type.IsCancellationToken()));

    /// <summary>
    /// True when a name starts with that verb and speaks of a token that calls are sent with: not <c>GetTokenBalance</c>, and no
    /// page or refresh token.
    /// </summary>
    internal static bool NamesToken(string name, string verb) => Names(name, verb, null);

    // x-api-key, ocp-apim-subscription-key: an access token is no key.
    private static bool IsOfKey(string header) => header.EndsWith("key", StringComparison.OrdinalIgnoreCase);

    private static bool NamesKey(string name, string verb)
    {
        if (!name.StartsWith(verb, StringComparison.Ordinal))
            return false;

        var words = Words(name);
        var key = words.FindIndex(static w => w.Equals("key", StringComparison.OrdinalIgnoreCase) || w.Equals("apikey", StringComparison.OrdinalIgnoreCase));
        return key >= 0
            && (words[key].Length > 3 || key > 0 && SentKeys.Contains(words[key - 1]))
            && words.Skip(key + 1).All(static w => Endings.Contains(w) || Delegates.Contains(w));
    }

    private static bool Names(string name, string verb, HashSet<string>? moreEndings)
    {
        if (!name.StartsWith(verb, StringComparison.Ordinal))
            return false;

        var words = Words(name);
        var token = words.FindLastIndex(static w => w.EndsWith("token", StringComparison.OrdinalIgnoreCase));
        if (token < 0 || words.Take(token).Any(OtherTokens.Contains) || OtherTokens.Any(o => words[token].StartsWith(o, StringComparison.OrdinalIgnoreCase)))
            return false;

        foreach (var word in words.Skip(token + 1))
        {
            if (Prepositions.Contains(word))
                return true;
            if (!Endings.Contains(word) && moreEndings?.Contains(word) != true)
                return false;
        }

        return true;
    }

    // Calling it would be a new warning or error: CS0612, CS0618, and the id that an experimental member names.
    private static bool IsObsolete(ISymbol symbol) =>
        symbol.GetAttributes().Any(static a => a.AttributeClass.Is("System.ObsoleteAttribute", "System.Diagnostics.CodeAnalysis.ExperimentalAttribute"));

    private static List<string> Words(string name) => Word.Matches(name).Cast<Match>().Select(static m => m.Value).ToList();

    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
                yield return member;
        }

        if (type.TypeKind != TypeKind.Interface)
            yield break;
        foreach (var member in type.AllInterfaces.SelectMany(static i => i.GetMembers()))
            yield return member;
    }
}

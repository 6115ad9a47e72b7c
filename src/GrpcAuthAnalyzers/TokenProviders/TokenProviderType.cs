using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.TokenProviders;

/// <summary>Tells by names which types and members hand out tokens.</summary>
internal static class TokenProviderType
{
    private static readonly HashSet<string> Verbs = new(System.StringComparer.Ordinal)
    {
        "get", "fetch", "acquire", "obtain", "retrieve", "load", "provide", "request", "resolve", "create", "read", "make", "find", "lookup",
    };

    /// <summary>Words before <c>Token</c> that leave no doubt of what kind it is.</summary>
    private static readonly HashSet<string> TokenKinds = new(System.StringComparer.Ordinal)
    {
        "access", "auth", "authentication", "authorization", "bearer", "api", "id", "oauth", "jwt", "service", "grpc",
    };

    private static readonly HashSet<string> KeyKinds = new(System.StringComparer.Ordinal) { "api", "auth", "access", "subscription" };

    /// <summary>Tokens and keys that are none of a credential, and members that tell about a token.</summary>
    private static readonly HashSet<string> Vetoes = new(System.StringComparer.Ordinal)
    {
        "cancellation", "continuation", "page", "paging", "pagination", "csrf", "xsrf", "antiforgery", "forgery", "verification", "confirmation",
        "sync", "change", "reset", "concurrency", "idempotency",
        "cache", "partition", "primary", "foreign", "sort", "row", "routing", "public", "header", "headers", "name", "type", "kind", "scheme",
        "prefix", "suffix", "syntax", "lexer", "parser", "parse", "tokenizer", "scanner",
        "template", "separator", "delimiter", "format", "url", "uri", "endpoint", "path", "file", "policy", "claim", "claims", "issuer", "audience",
        "scope", "next",
        "grammar", "compiler", "symbol", "design", "metadata", "acl", "permission", "permissions", "cursor", "revoked", "expired",
    };

    private static readonly HashSet<string> AuthWords = new(System.StringComparer.Ordinal)
    {
        "auth", "authentication", "authenticator", "authorization", "authorizer", "credential", "credentials", "oauth", "jwt", "bearer", "login", "identity",
    };

    /// <summary>
    /// Whether a type says that it provides tokens: its name, or that of an interface or base class, ends in the words <c>TokenProvider</c>,
    /// <c>CredentialProvider</c>, <c>TokenSource</c> and the like, and speaks of no other tokens (<c>CancellationTokenSource</c>, lexers).
    /// </summary>
    internal static bool IsProvider(INamedTypeSymbol type)
    {
        if (IsVetoed(NameWords.Of(type.Name)))
            return false;

        if (EndsInProvider(type.Name))
            return true;

        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (EndsInProvider(current.Name) || current.Is("Azure.Core.TokenCredential"))
                return true;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (EndsInProvider(contract.Name))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a member of a provider hands out its token: <c>GetTokenAsync</c>, <c>ApiKey</c>, or nothing but a verb
    /// (<c>GetAsync</c>). False for <c>Scheme</c>, <c>TokenType</c> and the like.
    /// </summary>
    internal static bool IsTokenOfProvider(string member)
    {
        var words = WordsOf(member);
        return words.Count == 0
            || (!IsVetoed(words) && (words[words.Count - 1] is "token" or "jwt" or "bearer" or "credential" or "credentials" or "secret" || EndsInKey(words)));
    }

    /// <summary>Whether a name alone says that a member hands out a token: <c>GetAccessToken</c>, <c>ApiKey</c>, <c>JwtToken</c>.</summary>
    internal static bool IsTokenByName(string member)
    {
        var words = WordsOf(member);
        return !IsVetoed(words) && words.Count > 1 && (EndsInKey(words) || (words[words.Count - 1] == "token" && TokenKinds.Contains(words[words.Count - 2])));
    }

    /// <summary><c>GetToken</c>, <c>Token</c> or <c>GetJwt</c>: what kind of token is to be told by something else.</summary>
    internal static bool MayBeToken(string member) => WordsOf(member) is { Count: 1 } words && words[0] is "token" or "jwt";

    /// <summary>Whether the name of a type speaks of authentication.</summary>
    internal static bool SpeaksOfAuthentication(INamedTypeSymbol type) =>
        NameWords.Of(type.Name) is var words && !IsVetoed(words) && words.Any(AuthWords.Contains);

    /// <summary>Whether the name of a type speaks of other tokens: of a lexer, a cache, a cursor.</summary>
    internal static bool SpeaksOfOtherTokens(INamedTypeSymbol type) => IsVetoed(NameWords.Of(type.Name));

    /// <summary>Whether a type or one around it is a double for tests: <c>FakeTokens</c>, <c>MockTokenProvider</c>.</summary>
    internal static bool IsTestDouble(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (NameWords.Of(current.Name).Any(static w => w is "fake" or "mock" or "stub" or "dummy"))
                return true;
        }

        return false;
    }

    private static bool EndsInKey(List<string> words) =>
        words.Count > 0
            && (words[words.Count - 1] == "apikey" || (words.Count > 1 && words[words.Count - 1] == "key" && KeyKinds.Contains(words[words.Count - 2])));

    private static bool IsVetoed(List<string> words) => words.Any(Vetoes.Contains);

    /// <summary><c>ITokenProvider</c>, <c>IApiKeyProvider</c>, <c>AccessTokenSource</c>, <c>CredentialProviderBase</c>: whole words.</summary>
    private static bool EndsInProvider(string type)
    {
        var words = NameWords.Of(type);
        if (words.Count > 0 && words[words.Count - 1] == "base")
            words.RemoveAt(words.Count - 1);

        if (words.Count < 2 || IsVetoed(words) || words[words.Count - 1] is not ("provider" or "source"))
            return false;

        var what = words[words.Count - 2];
        return what is "token" or "tokens" or "credential" or "credentials" or "jwt" or "apikey" or "bearer"
            || (what == "key" && words.Count > 2 && KeyKinds.Contains(words[words.Count - 3]));
    }

    /// <summary>Without the verb in front and <c>Async</c> at the end.</summary>
    private static List<string> WordsOf(string member)
    {
        var words = NameWords.Of(member);
        if (words.Count > 0 && Verbs.Contains(words[0]))
            words.RemoveAt(0);

        if (words.Count > 0 && words[words.Count - 1] == "async")
            words.RemoveAt(words.Count - 1);

        return words;
    }
}

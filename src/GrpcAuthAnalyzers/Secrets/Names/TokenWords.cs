using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>
/// What names say about tokens: which members hand one out, which types provide them, which variables hold one. The words of every question stand here, so
/// that two rules that ask the same get the same answer.
/// </summary>
internal static partial class TokenWords
{
    /// <summary>Verbs that get a token from somewhere.</summary>
    private static readonly string[] Getting = { "Get", "Acquire", "Fetch", "Request", "Obtain", "Retrieve" };

    /// <summary>Verbs that make a new token.</summary>
    private static readonly string[] Making = { "Generate", "Create", "Issue", "Refresh", "Renew" };

    /// <summary>Verbs in front of what a member gives; the rest of its name says what that is.</summary>
    private static readonly HashSet<string> Verbs = Set(Getting, "load", "provide", "resolve", "create", "read", "make", "find", "lookup");

    /// <summary>Words before <c>Token</c> that leave no doubt of what kind it is.</summary>
    private static readonly HashSet<string> TokenKinds = Set(
        "access", "auth", "authentication", "authorization", "bearer", "api", "id", "oauth", "jwt", "service", "grpc");

    private static readonly HashSet<string> KeyKinds = Set("api", "auth", "access", "subscription");

    /// <summary>Words of tokens that are no credential in any domain.</summary>
    private static readonly string[] OtherTokens =
    {
        "cancellation", "continuation", "page", "paging", "pagination", "csrf", "xsrf", "antiforgery", "forgery", "verification", "confirmation",
        "sync", "change", "reset", "concurrency", "idempotency", "reload", "next", "previous", "peek", "invitation", "invite", "unsubscribe",
        "captcha", "recaptcha", "delta", "resume", "syntax", "metadata", "cursor", "revoked", "expired",
    };

    /// <summary>Words of types whose tokens are pieces of a text, or of a form.</summary>
    private static readonly string[] OtherTypes =
    {
        "lexer", "tokenizer", "parser", "parse", "scanner", "grammar", "compiler", "symbol", "design", "template", "pager",
    };

    /// <summary>Words of members and types that tell about a token, or keep it, and do not hand it out.</summary>
    private static readonly string[] Telling =
    {
        "cache", "partition", "primary", "foreign", "sort", "row", "routing", "public", "header", "headers", "name", "type", "kind", "scheme",
        "prefix", "suffix", "separator", "delimiter", "format", "url", "uri", "endpoint", "path", "file", "policy", "claim", "claims", "issuer",
        "audience", "scope", "acl", "permission", "permissions",
    };

    private static readonly HashSet<string> Vetoes = Set(OtherTokens, Set(OtherTypes, Telling));

    private static readonly HashSet<string> AuthWords = Set(
        "auth", "authentication", "authenticator", "authorization", "authorizer", "credential", "credentials", "oauth", "jwt", "bearer", "login", "identity");

    /// <summary>What answers of token services are called, in libraries and in projects that have one of their own.</summary>
    private static readonly HashSet<string> Answers = new(StringComparer.Ordinal) { "AuthenticationResult", "TokenResponse", "AccessToken" };

    /// <summary>The members of such an answer that calls are sent with.</summary>
    private static readonly HashSet<string> SentMembers = new(StringComparer.Ordinal) { "AccessToken", "IdToken", "Token" };

    private static readonly HashSet<string> SecretMembers = new(SentMembers, StringComparer.Ordinal)
    {
        "IdentityToken", "RefreshToken", "BearerToken", "JwtToken", "Jwt", "JWT",
    };

    private static readonly Regex Obtaining = new(
        "^(?<verb>" + string.Join("|", Getting) + "|" + string.Join("|", Making) + ")"
            + "(?<kind>Access|Auth|Authentication|Authorization|Bearer|Id|Identity|Refresh|Jwt|OAuth|OAuth2|Api|Service|Security|User)?"
            + "Token(?:For[A-Za-z]+|Silent)?(?:Async)?$",
        RegexOptions.CultureInvariant);

    /// <summary>Words of types whose tokens are those of a device, a card or a text.</summary>
    private static readonly string[] TypesOfOtherTokens =
    {
        "tokeniz", "lexer", "parser", "scanner", "reader", "firebase", "messaging", "push", "notification", "csrf", "forgery", "cancellation", "paging",
        "continuation", "payment", "card",
    };

    /// <summary>Words of types that make tokens for a login.</summary>
    private static readonly string[] LoginTypes = { "auth", "credential", "identity", "login", "jwt", "security" };

    /// <summary>Verbs of rpcs whose reply is a token.</summary>
    private static readonly HashSet<string> RpcVerbs = Set(Getting, Set(Making, "Exchange"));

    private static readonly HashSet<string> Logins = Set(
        "Login", "LogIn", "SignIn", "SignUp", "Register", "Authenticate", "OpenSession", "CreateSession", "Connect", "GetJwt", "IssueJwt", "Handshake");

    private static readonly string[] LoginWords = { "Login", "LogIn", "SignIn", "SignUp" };

    /// <summary>Verbs of methods that fetch a token anew each time. Not <c>Download</c>: the token of a download is another thing.</summary>
    private static readonly HashSet<string> Fetching = Set(Getting, "Load", "Issue");

    /// <summary>Words in front of token that make it another thing, also in some domains only.</summary>
    private static readonly HashSet<string> UnsentTokens = Set(
        OtherTokens, "Refresh", "Lock", "Device", "Push", "Registration", "Card", "Payment", "Sas", "Upload", "Download", "Share");

    /// <summary>Words behind token that still mean the token.</summary>
    private static readonly HashSet<string> Endings = Set("Async", "Value", "String", "Text", "Core");

    /// <summary>Words behind token after which anything may follow.</summary>
    private static readonly HashSet<string> Prepositions = Set("For", "From", "With", "Or", "As", "By", "Of", "On");

    /// <summary>Words behind token that name a delegate which hands it out.</summary>
    private static readonly HashSet<string> Delegates = Set("Provider", "Factory", "Func", "Source", "Getter", "Accessor", "Supplier", "Callback");

    /// <summary>Words in front of key that make it one which calls are sent with.</summary>
    private static readonly HashSet<string> SentKeys = Set("Api", "Access", "Subscription");

    /// <summary>Words of types that no fix takes a token from.</summary>
    private static readonly HashSet<string> TypesWithoutCredential = Set(OtherTypes, "antiforgery", "syntax");

    /// <summary>
    /// Whether the name of a type ends in the words <c>TokenProvider</c>, <c>CredentialProvider</c>, <c>TokenSource</c> or the like and speaks of no other
    /// tokens: <c>ITokenProvider</c>, <c>AccessTokenSource</c>, <c>CredentialProviderBase</c>. Not <c>CancellationTokenSource</c>.
    /// </summary>
    internal static bool NamesTheProvider(string type)
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

    /// <summary>
    /// Whether a member of a provider hands out its token: <c>GetTokenAsync</c>, <c>ApiKey</c>, or nothing but a verb
    /// (<c>GetAsync</c>). False for <c>Scheme</c>, <c>TokenType</c> and the like.
    /// </summary>
    internal static bool HandsOutTokenOfProvider(string member)
    {
        var words = WordsOf(member);
        return words.Count == 0
            || (!IsVetoed(words) && (words[words.Count - 1] is "token" or "jwt" or "bearer" or "credential" or "credentials" or "secret" || EndsInKey(words)));
    }

    /// <summary>Whether a name alone says that a member hands out a token: <c>GetAccessToken</c>, <c>ApiKey</c>, <c>JwtToken</c>.</summary>
    internal static bool HandsOutToken(string member)
    {
        var words = WordsOf(member);
        return !IsVetoed(words) && words.Count > 1 && (EndsInKey(words) || (words[words.Count - 1] == "token" && TokenKinds.Contains(words[words.Count - 2])));
    }

    /// <summary><c>GetToken</c>, <c>Token</c> or <c>GetJwt</c>: what kind of token is to be told by something else.</summary>
    internal static bool MayHandOutToken(string member) => WordsOf(member) is { Count: 1 } words && words[0] is "token" or "jwt";

    /// <summary>Whether a method is named after any token but one that cancels: what it gives when it gives nothing is no token.</summary>
    internal static bool ReadsToken(string method) => Holds(method, "Token", StringComparison.Ordinal) && !Holds(method, "Cancel", StringComparison.Ordinal);

    /// <summary>Whether the name of a type speaks of authentication.</summary>
    internal static bool SpeaksOfAuthentication(string type) =>
        NameWords.Of(type) is var words && !IsVetoed(words) && words.Exists(AuthWords.Contains);

    /// <summary>Whether the name of a type speaks of other tokens: of a lexer, a cache, a cursor.</summary>
    internal static bool SpeaksOfOtherTokens(string type) => IsVetoed(NameWords.Of(type));

    /// <summary>Whether a variable of this name holds an access token, by the end of the name.</summary>
    internal static bool HoldsToken(string variable) =>
        variable.EndsWith("token", StringComparison.OrdinalIgnoreCase) || variable.EndsWith("jwt", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a name means an OAuth token, which every server wants behind <c>Bearer</c>: <c>accessToken</c>, <c>idToken</c>, <c>jwt</c>, <c>bearerToken</c>,
    /// <c>GetAccessTokenForUserAsync</c>. False for <c>token</c> alone, and for a personal access token, which many services want as it is.
    /// </summary>
    internal static bool NamesBareToken(string name)
    {
        var words = NameWords.Of(name);
        if (IsVetoed(words) || words.Contains("personal") || words.Contains("api") || words.Contains("private"))
            return false;

        for (var i = 0; i < words.Count; i++)
        {
            var isToken = words[i] is "jwt" or "accesstoken" or "idtoken" or "bearertoken"
                || (words[i] == "token" && i > 0 && words[i - 1] is "access" or "id" or "identity" or "bearer");
            if (isToken && (i + 1 == words.Count || Endings.Contains(words[i + 1]) || Prepositions.Contains(words[i + 1])))
                return true;
        }

        return false;
    }

    /// <summary>Whether the name of a type is that of the answer of a token service, which holds one token.</summary>
    internal static bool NamesAnswer(string type) => Answers.Contains(type);

    /// <summary>Whether a member of such an answer is the token that calls are sent with.</summary>
    internal static bool IsTokenOfAnswer(string member) => SentMembers.Contains(member);

    /// <summary>Whether a member of such an answer is any secret token, also one that only renews the others.</summary>
    internal static bool IsSecretOfAnswer(string member) => SecretMembers.Contains(member);

    /// <summary>Whether a name may be one of those that hand out a token, without a look at its words. Every one of them passes.</summary>
    internal static bool MayConcernTokens(string name) =>
        Holds(name, "Token", StringComparison.Ordinal) || Holds(name, "Key", StringComparison.Ordinal) || Holds(name, "Bearer", StringComparison.Ordinal)
        || Holds(name, "Jwt", StringComparison.Ordinal) || Holds(name, "JWT", StringComparison.Ordinal) || Holds(name, "Credential", StringComparison.Ordinal);

    private static bool EndsInKey(List<string> words) =>
        words.Count > 0
            && (words[words.Count - 1] == "apikey" || (words.Count > 1 && words[words.Count - 1] == "key" && KeyKinds.Contains(words[words.Count - 2])));

    private static bool IsVetoed(List<string> words) => words.Exists(Vetoes.Contains);

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

    private static bool Holds(string name, string word, StringComparison comparison) => name.IndexOf(word, comparison) >= 0;

    private static HashSet<string> Set(params string[] words) => new(words, StringComparer.OrdinalIgnoreCase);

    private static HashSet<string> Set(IEnumerable<string> others, params string[] words)
    {
        var all = Set(words);
        all.UnionWith(others);
        return all;
    }

    private static HashSet<string> Set(IEnumerable<string> others, IEnumerable<string> words)
    {
        var all = new HashSet<string>(words, StringComparer.OrdinalIgnoreCase);
        all.UnionWith(others);
        return all;
    }
}

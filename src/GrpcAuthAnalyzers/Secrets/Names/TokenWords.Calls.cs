using System;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>Names of calls: those that obtain a token, and those that log somebody in.</summary>
internal static partial class TokenWords
{
    /// <summary>
    /// Whether a method of a type obtains a token. A bare <c>GetToken</c> may be that of a parser: there the type must speak of tokens and logins, too.
    /// </summary>
    internal static bool ObtainsToken(string method, string type)
    {
        if (Obtaining.Match(method) is not { Success: true } match || HoldsAny(type, TypesOfOtherTokens))
            return false;

        if (match.Groups["kind"].Success || HoldsAny(type, LoginTypes))
            return true;

        // What is created by a service of tokens may be that of a card or a device; what is got from a provider of tokens is not.
        return match.Groups["verb"].Value is not ("Generate" or "Create" or "Issue") && Holds(type, "token", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the method of a client, with or without <c>Async</c>, says that it logs somebody in; false for those that only get a token.</summary>
    internal static bool LogsIn(string method) =>
        Holds(method, "Login", StringComparison.OrdinalIgnoreCase)
        || Holds(method, "SignIn", StringComparison.OrdinalIgnoreCase)
        || method.StartsWith("Authenticate", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an rpc is one that needs no token because it gives one: it logs in, opens a session, or gets a token.</summary>
    internal static bool GivesToken(string rpc)
    {
        if (Logins.Contains(rpc))
            return true;

        foreach (var word in LoginWords)
        {
            if (rpc.StartsWith(word, StringComparison.Ordinal) || rpc.EndsWith(word, StringComparison.Ordinal))
                return true;
        }

        if (!rpc.EndsWith("Token", StringComparison.OrdinalIgnoreCase))
            return false;

        foreach (var verb in RpcVerbs)
        {
            if (rpc.StartsWith(verb, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary><c>IamTokenService/Create</c>: the service says that the reply is a token, the rpc is the verb alone.</summary>
    internal static bool GivesToken(string rpc, string service) =>
        RpcVerbs.Contains(rpc) && service.EndsWith("TokenService", StringComparison.OrdinalIgnoreCase);

    private static bool HoldsAny(string name, string[] words) => Array.Exists(words, word => Holds(name, word, StringComparison.OrdinalIgnoreCase));
}

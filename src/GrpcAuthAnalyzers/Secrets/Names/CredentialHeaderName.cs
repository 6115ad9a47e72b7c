using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Configuration;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>Whether a header or metadata key carries a credential, by its name. For settings: <see cref="SecretName"/>.</summary>
internal static class CredentialHeaderName
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "authorization", "proxy-authorization", "x-api-key", "api-key", "apikey", "x-apikey", "token", "x-token", "auth", "x-auth", "x-auth-key",
        "x-access-token", "accesstoken", "auth-token", "x-auth-token", "authtoken", "id-token", "macaroon", "private-token", "job-token", "x-vault-token",
        "x-amz-security-token", "x-goog-api-key", "ocp-apim-subscription-key", "x-functions-key", "dapr-api-token",
        "bearer", "jwt", "x-jwt", "grpc-key", "x-grpc-key", "session-token", "x-honeycomb-team",
    };

    /// <summary>Headers that may authenticate a call, but are no secret that is to be renewed: sessions, cookies, protocols with words of their own.</summary>
    private static readonly HashSet<string> Weak = new(StringComparer.OrdinalIgnoreCase)
    {
        "cookie", "authentication", "x-authentication", "sessionid", "x-session-id", "session-id", "ticket",
    };

    /// <summary>
    /// Whether a header of this name may authenticate a call: every credential, and sessions, cookies and tickets. False for one of
    /// <c>grpc_auth.ignored_headers</c>.
    /// </summary>
    internal static bool MayAuthenticate(string name, GrpcAuthOptions options)
    {
        var key = KeyOf(name);
        return IsCredential(name, options)
            || ((Weak.Contains(key)
                || key.EndsWith("ticket", StringComparison.OrdinalIgnoreCase)
                || key.EndsWith("session", StringComparison.OrdinalIgnoreCase))
                && !IsOneOf(options.IgnoredHeaders, name, key));
    }

    /// <summary>
    /// Whether a header of this name carries a credential: a well-known name, one whose last word says so, or one of
    /// <c>grpc_auth.credential_headers</c>. False for an empty name, and for one of <c>grpc_auth.ignored_headers</c>.
    /// </summary>
    internal static bool IsCredential(string name, GrpcAuthOptions options)
    {
        var key = KeyOf(name);
        if (key.Length == 0 || IsOneOf(options.IgnoredHeaders, name, key))
            return false;

        return Names.Contains(key) || IsOneOf(options.CredentialHeaders, name, key) || SecretWords.EndTheName(key.Split('-', '_', '.', ' ', ':'));
    }

    private static string KeyOf(string name)
    {
        var key = name.Trim();
        return key.EndsWith("-bin", StringComparison.OrdinalIgnoreCase) ? key.Substring(0, key.Length - "-bin".Length) : key;
    }

    private static bool IsOneOf(ImmutableArray<string> names, string name, string key)
    {
        foreach (var configured in names)
        {
            if (string.Equals(configured, key, StringComparison.OrdinalIgnoreCase) || string.Equals(configured, name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>The words of code that may check the credential of a caller.</summary>
internal static class CheckWords
{
    /// <summary>What such code reads or throws.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "RequestHeaders", "AuthContext", "GetHttpContext", "HttpContext", "IHttpContextAccessor", "Unauthenticated", "PermissionDenied", "User", "Headers",
        "ClaimsPrincipal", "IAuthorizationService", "IUserContext", "ICurrentUser", "Status401Unauthorized", "Status403Forbidden", "ConnectionInfo",
        "ClientCertificate", "UserState",
    };

    /// <summary>Parts of names of what such code calls: <c>_authenticator</c>, <c>ValidateToken</c>, <c>request.ApiKey</c>.</summary>
    private static readonly string[] Parts =
    {
        "auth", "token", "credential", "permission", "session", "identity", "claim", "principal", "apikey", "login", "secret", "password", "tenant",
        "currentuser", "jwt", "signature",
    };

    /// <summary>Whether a name belongs to code that may check a caller.</summary>
    internal static bool Contain(string name)
    {
        if (Names.Contains(name))
            return true;

        if (name.IndexOf("cancel", StringComparison.OrdinalIgnoreCase) >= 0 || name is "stoppingToken" or "LogInformation")
            return false;

        foreach (var part in Parts)
        {
            if (name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>The same for a name in code, which may be the alias of a type.</summary>
    internal static bool Contain(SyntaxToken word) => Contain(word.Parent is SimpleNameSyntax name ? FileAliases.Resolve(name) : word.ValueText);

    /// <summary>Whether a name says that a caller is refused.</summary>
    internal static bool Refuse(string name) => name is "Unauthenticated" or "PermissionDenied" or "Status401Unauthorized" or "Status403Forbidden";

    /// <summary>Whether a header of this name may be a credential, or what a server takes for one.</summary>
    internal static bool MayBeCredential(string header) => Contain(header) || CredentialHeaderName.MayAuthenticate(header, GrpcAuthOptions.None);

    /// <summary>Whether a header says who calls: a server may refuse callers without it, though it is no credential.</summary>
    internal static bool NameSomebody(string header) =>
        header.EndsWith("id", StringComparison.OrdinalIgnoreCase) || header.EndsWith("key", StringComparison.OrdinalIgnoreCase)
        || header.IndexOf("user", StringComparison.OrdinalIgnoreCase) >= 0 || header.IndexOf("account", StringComparison.OrdinalIgnoreCase) >= 0;
}

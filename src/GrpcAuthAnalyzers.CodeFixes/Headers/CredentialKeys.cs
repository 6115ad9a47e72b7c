using System;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>Which metadata keys may carry credentials.</summary>
internal static class CredentialKeys
{
    private static readonly string[] Words = { "auth", "token", "key", "secret", "cookie", "password", "jwt", "bearer", "macaroon", "credential",
        "ticket", "session" };

    /// <summary>Errs on the side of true: a fix that is wrong about it would send two tokens.</summary>
    internal static bool IsCredential(SourceFile file, string key) =>
        Words.Any(word => key.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
        || (file.Options.TryGetValue("grpc_auth.credential_headers", out var more)
            && more.Split(',').Any(name => name.Trim().Equals(key, StringComparison.OrdinalIgnoreCase)));
}

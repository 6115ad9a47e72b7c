using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.TokenProviders;

/// <summary>Which types provide tokens, by their names and those of their base types.</summary>
internal static class TokenProviderType
{
    /// <summary>
    /// Whether a type says that it provides tokens: its name, or that of an interface or base class, ends in the words <c>TokenProvider</c>,
    /// <c>CredentialProvider</c>, <c>TokenSource</c> and the like, and speaks of no other tokens (<c>CancellationTokenSource</c>, lexers).
    /// </summary>
    internal static bool IsProvider(INamedTypeSymbol type)
    {
        if (TokenWords.SpeaksOfOtherTokens(type.Name))
            return false;

        if (TokenWords.NamesTheProvider(type.Name))
            return true;

        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (TokenWords.NamesTheProvider(current.Name) || current.Is("Azure.Core.TokenCredential"))
                return true;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (TokenWords.NamesTheProvider(contract.Name))
                return true;
        }

        return false;
    }

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
}

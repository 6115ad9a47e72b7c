using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.TokenProviders;

/// <summary>The calls of a tree that may ask a library for a token of Microsoft Entra ID or Google, by name.</summary>
internal static class TokenRequests
{
    private static readonly string[] Names =
    {
        "AcquireTokenForClient", "GetAccessTokenForAppAsync", "GetAuthenticationResultForAppAsync", "CreateAuthorizationHeaderForAppAsync",
        "GetToken", "GetTokenAsync", "GetAccessTokenForRequestAsync", "GetAccessTokenWithHeadersForRequestAsync",
    };

    /// <summary>Whether the compilation refers to one of the libraries: without one, no call named <c>GetTokenAsync</c> need be bound.</summary>
    private static readonly Memo<bool> HasLibrary = new(static facts => facts.Compilation.ReferencedAssemblyNames.Any(static assembly =>
        assembly.Name is "Azure.Core" or "Azure.Identity" or "Google.Apis.Auth" || assembly.Name.StartsWith("Microsoft.Identity.", StringComparison.Ordinal)));

    /// <summary>Empty where no such library is referenced.</summary>
    internal static IEnumerable<ExpressionSyntax> CandidatesIn(TreeIndex index, CompilationFacts facts) =>
        facts.Get(HasLibrary) ? Names.SelectMany(index.CallsOf) : Enumerable.Empty<ExpressionSyntax>();
}

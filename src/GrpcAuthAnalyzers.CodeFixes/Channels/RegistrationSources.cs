using System;
using System.Collections.Immutable;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>Where the credentials of a registered client can take the token from.</summary>
internal static class RegistrationSources
{
    /// <summary>
    /// The sources at a call on the chain of a registration, the best first; empty where a provider signs in by that client. A client that a singleton keeps
    /// asks the services of the process, which have no service of a scope (GRPCAUTH3006).
    /// </summary>
    internal static ImmutableArray<TokenSource> Of(
        SourceFile file, InvocationExpressionSyntax call, INamedTypeSymbol? client, TokenRequest request, CancellationToken cancellation)
    {
        var isKept = new Lazy<bool>(() => IsKept(file, client));
        return new TokenSources(file, call, cancellation).ForOwner(request).RemoveAll(source => source.MayBeScoped && isKept.Value);
    }

    /// <summary>Whether a singleton keeps the client.</summary>
    internal static bool IsKept(SourceFile file, INamedTypeSymbol? client) =>
        file.Facts is { } facts && client is not null && SingletonHolders.Keep(client, facts);
}

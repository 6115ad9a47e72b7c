using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>Whether a program requires a credential of its callers: only then do the headers of its requests hold one.</summary>
internal static class AuthenticationSetup
{
    private static readonly string[] Names = { "AddAuthentication", "UseAuthentication", "RequireAuthorization", "Authorize", "AuthorizeAttribute" };

    private static readonly Memo<GrpcAuthOptions, bool> Expected = new(Find);

    /// <summary>Whether any tree sets up authentication, requires authorization, or reads a credential header by its name.</summary>
    internal static bool IsExpected(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(Expected, options);

    private static bool Find(CompilationFacts facts, GrpcAuthOptions options)
    {
        if (facts.MentionsAny(Names))
            return true;

        foreach (var call in facts.CallsNamed("GetValue", "Get"))
        {
            if (call is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments }
                && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string name }
                && CredentialHeaderName.IsCredential(name, options))
                return true;
        }

        return false;
    }
}

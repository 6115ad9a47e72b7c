using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>Server interceptors and middleware that refuse no caller, for the servers of other projects, which do not see their code.</summary>
internal static class ServerFacts
{
    /// <summary>A line of a facts file for each such class that another project can use, and for those that may refuse a caller.</summary>
    internal static IEnumerable<string> In(CompilationFacts facts, CancellationToken cancellation)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var declaration in tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>())
            {
                if (facts.Bodies.TypeDeclaredBy(declaration) is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } type
                    && IsOnTheWay(type, facts)
                    && type.GetDocumentationCommentId() is { } id)
                    yield return id + (OwnCheck.MayBeIn(type, facts) ? LearnedKinds.MayAsk : LearnedKinds.AsksNothing);
            }
        }
    }

    private static bool IsOnTheWay(INamedTypeSymbol type, CompilationFacts facts) =>
        type.GetMembers().OfType<IMethodSymbol>().Any(method =>
            (method.IsOverride && InterceptorMethods.OfServer.Contains(method.Name) && GrpcSymbols.IsA(type, facts.Symbols.Interceptor))
            || (method.Name is "Invoke" or "InvokeAsync" && method.Parameters.Length > 0
                && method.Parameters[0].Type.Is("Microsoft.AspNetCore.Http.HttpContext")));
}

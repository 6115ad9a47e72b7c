using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Logging;

/// <summary>The places of a tree that write something which may concern a credential.</summary>
internal static class LogSinks
{
    /// <summary>The calls and creations that may write a credential, by names and words alone; nothing is bound.</summary>
    internal static IEnumerable<ExpressionSyntax> CandidatesIn(SyntaxTree tree, CompilationFacts facts)
    {
        CredentialHints? hints = null;
        var declared = LogMethods.DeclaredIn(facts);
        foreach (var named in TreeIndex.Of(tree).Calls)
        {
            if (!LogMethods.MayWrite(named.Key, declared))
                continue;

            foreach (var node in named.Value)
            {
                foreach (var child in node.ChildNodes())
                {
                    if (child is not (ArgumentListSyntax { Arguments.Count: > 0 } or InitializerExpressionSyntax)
                        || !(hints ??= CredentialHints.Of(tree, facts)).MayConcern(child))
                        continue;

                    yield return node;
                    break;
                }
            }
        }
    }
}

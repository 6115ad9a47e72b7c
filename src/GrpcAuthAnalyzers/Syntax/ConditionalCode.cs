using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>Code that is compiled only under a symbol.</summary>
internal static class ConditionalCode
{
    /// <summary>
    /// Whether a node stands between <c>#if</c> and <c>#endif</c>, in whichever branch. Conditions that only ask for the framework (<c>NET8_0</c>,
    /// <c>NETSTANDARD2_0</c>) do not count: such code ships.
    /// </summary>
    internal static bool Contains(SyntaxNode node)
    {
        var open = new Stack<bool>();
        for (var directive = node.SyntaxTree.GetRoot().GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive.SpanStart >= node.SpanStart)
                break;

            switch (directive)
            {
                case IfDirectiveTriviaSyntax start:
                    open.Push(AsksForMoreThanFramework(start.Condition));
                    break;
                case ElifDirectiveTriviaSyntax next when open.Count > 0:
                    open.Push(open.Pop() | AsksForMoreThanFramework(next.Condition));
                    break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    break;
            }
        }

        return open.Contains(true);
    }

    private static bool AsksForMoreThanFramework(ExpressionSyntax condition)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: var symbol } && !symbol.StartsWith("NET", StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>The call at the caret.</summary>
internal static class CalledName
{
    /// <summary>The call whose name is at a place, <c>client.GetOrder(...)</c> or <c>client?.GetOrder(...)</c>; null elsewhere.</summary>
    internal static InvocationExpressionSyntax? At(SyntaxNode root, TextSpan span)
    {
        if (span.Start > root.FullSpan.End)
            return null;

        var token = root.FindToken(span.Start);
        if (!token.Span.Contains(span) && token.GetPreviousToken() is var before && before.Span.End == span.Start && span.IsEmpty)
            token = before;
        if (span.End > token.Span.End || token.Parent is not SimpleNameSyntax name)
            return null;

        return name.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Name == name => call,
            MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax call } => call,
            _ => null,
        };
    }
}

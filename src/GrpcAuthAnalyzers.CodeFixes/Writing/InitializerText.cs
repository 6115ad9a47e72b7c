using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Writing;

/// <summary>Adds assignments to the object initializer of a creation, which gets one line each.</summary>
internal static class InitializerText
{
    /// <summary>Each assignment is written by <paramref name="assignments"/> for the line break of its line.</summary>
    internal static void Add(FixPlanBuilder plan, SourceFile file, BaseObjectCreationExpressionSyntax creation, System.Func<string, string[]> assignments)
    {
        var layout = file.Layout;
        if (creation.Initializer is not { } initializer)
        {
            var at = creation.Span.End;
            var outer = layout.BreakAt(creation.SpanStart);
            plan.Replace(file, EmptyArguments(creation) ?? new TextSpan(at, 0), New(outer, layout.Indent, assignments));
            return;
        }

        var isOneLine = IsOneLine(file, initializer);
        if (initializer.Expressions.Count == 0)
        {
            plan.Replace(
                file, TextSpan.FromBounds(initializer.OpenBraceToken.GetPreviousToken().Span.End, initializer.Span.End),
                New(layout.BreakAt(creation.SpanStart), layout.Indent, assignments));
            return;
        }

        var last = initializer.Expressions.Last();
        var lineBreak = isOneLine ? layout.BreakAt(creation.SpanStart, 1) : layout.BreakAt(last.SpanStart);
        if (isOneLine)
            Unfold(plan, file, initializer, layout.BreakAt(creation.SpanStart), lineBreak);

        var separators = initializer.Expressions.GetSeparators().ToList();
        var hasTrailingComma = separators.Count == initializer.Expressions.Count;
        var end = hasTrailingComma ? separators[separators.Count - 1] : last.GetLastToken();
        var comment = isOneLine ? end.Span.End : EndOfComment(end);
        var isBehindComment = comment > end.Span.End;
        var text = string.Concat(assignments(lineBreak).Select((a, i) => (i == 0 && (hasTrailingComma || isBehindComment) ? "" : ",") + lineBreak + a));
        if (isBehindComment && !hasTrailingComma)
            plan.Insert(file, end.Span.End, ",");
        plan.Insert(file, comment, text + (hasTrailingComma ? "," : ""));
    }

    /// <summary>
    /// Gives each assignment of an initializer a line where all stand on one, so that more than a line can be written into one of them. False where that is
    /// not so, or where the value is none of it.
    /// </summary>
    internal static bool TryUnfold(FixPlanBuilder plan, SourceFile file, BaseObjectCreationExpressionSyntax? creation, ExpressionSyntax value)
    {
        if (creation?.Initializer is not { } initializer || !initializer.Span.Contains(value.Span) || !IsOneLine(file, initializer))
            return false;

        Unfold(plan, file, initializer, file.Layout.BreakAt(creation.SpanStart), file.Layout.BreakAt(creation.SpanStart, 1));
        return true;
    }

    // The comment behind an assignment stays there.
    private static int EndOfComment(SyntaxToken token)
    {
        var last = token.TrailingTrivia.LastOrDefault(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia));
        return last.RawKind != 0 && token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? last.Span.End : token.Span.End;
    }

    /// <summary>A whole initializer, from the line break before its brace.</summary>
    internal static string New(string lineBreak, string indent, System.Func<string, string[]> assignments) =>
        lineBreak + "{" + string.Concat(assignments(lineBreak + indent).Select(a => lineBreak + indent + a + ",")) + lineBreak + "}";

    private static TextSpan? EmptyArguments(BaseObjectCreationExpressionSyntax creation) =>
        creation is ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } arguments } ? arguments.Span : null;

    private static bool IsOneLine(SourceFile file, InitializerExpressionSyntax initializer) =>
        file.Text.Lines.GetLineFromPosition(initializer.SpanStart).LineNumber == file.Text.Lines.GetLineFromPosition(initializer.Span.End).LineNumber;

    /// <summary>
    /// Gives an element of an initializer its own line, and so each element of those around it that stand in one line. Returns the line break of the
    /// element's line; for a node that is no element, that of its line as it is.
    /// </summary>
    internal static string OwnLine(FixPlanBuilder plan, SourceFile file, SyntaxNode element)
    {
        var around = new List<InitializerExpressionSyntax>();
        var node = (SyntaxNode?)element;
        while ((node = node?.Parent) is InitializerExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax)
        {
            if (node is not InitializerExpressionSyntax initializer)
                continue;
            if (!IsOneLine(file, initializer))
                break;
            around.Insert(0, initializer);
        }

        for (var level = 0; level < around.Count; level++)
            Unfold(plan, file, around[level], file.Layout.BreakAt(element.SpanStart, level), file.Layout.BreakAt(element.SpanStart, level + 1));
        return file.Layout.BreakAt(element.SpanStart, around.Count);
    }

    // Only white space is replaced: comments stay behind the brace or comma that they stand at, where the formatter leaves them.
    private static void Unfold(FixPlanBuilder plan, SourceFile file, InitializerExpressionSyntax initializer, string outer, string lineBreak)
    {
        Break(plan, file, initializer.OpenBraceToken, outer);
        foreach (var expression in initializer.Expressions)
            Break(plan, file, expression.GetFirstToken(), lineBreak);
        Break(plan, file, initializer.CloseBraceToken, outer);
    }

    private static void Break(FixPlanBuilder plan, SourceFile file, SyntaxToken token, string lineBreak)
    {
        var gap = TextSpan.FromBounds(token.GetPreviousToken().Span.End, token.SpanStart);
        var text = file.Text.ToString(gap);
        if (text.Trim().Length > 0 && text.IndexOf('\n') >= 0)
            return;

        var blanks = text.Length - text.TrimEnd().Length;
        if (blanks > 0)
            plan.Replace(file, new TextSpan(gap.End - blanks, blanks), lineBreak);
    }
}

using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Fixing;

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

        var isOneLine = file.Text.Lines.GetLineFromPosition(initializer.SpanStart).LineNumber == file.Text.Lines.GetLineFromPosition(initializer.Span.End).LineNumber;
        if (initializer.Expressions.Count == 0)
        {
            plan.Replace(file, TextSpan.FromBounds(initializer.OpenBraceToken.GetPreviousToken().Span.End, initializer.Span.End), New(layout.BreakAt(creation.SpanStart), layout.Indent, assignments));
            return;
        }

        var last = initializer.Expressions.Last();
        var lineBreak = isOneLine ? layout.BreakAt(creation.SpanStart, 1) : layout.BreakAt(last.SpanStart);
        if (isOneLine)
            Unfold(plan, file, creation, initializer, lineBreak);

        var separators = initializer.Expressions.GetSeparators().ToList();
        var hasTrailingComma = separators.Count == initializer.Expressions.Count;
        var text = string.Concat(assignments(lineBreak).Select((a, i) => (i == 0 && hasTrailingComma ? "" : ",") + lineBreak + a));
        plan.Insert(file, hasTrailingComma ? separators[separators.Count - 1].Span.End : last.Span.End, text + (hasTrailingComma ? "," : ""));
    }

    /// <summary>A whole initializer, from the line break before its brace.</summary>
    internal static string New(string lineBreak, string indent, System.Func<string, string[]> assignments) =>
        lineBreak + "{" + string.Concat(assignments(lineBreak + indent).Select(a => lineBreak + indent + a + ",")) + lineBreak + "}";

    private static TextSpan? EmptyArguments(BaseObjectCreationExpressionSyntax creation) =>
        creation is ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } arguments } ? arguments.Span : null;

    // Only white space is replaced.
    private static void Unfold(FixPlanBuilder plan, SourceFile file, BaseObjectCreationExpressionSyntax creation, InitializerExpressionSyntax initializer, string lineBreak)
    {
        var outer = file.Layout.BreakAt(creation.SpanStart);
        Between(plan, file, initializer.OpenBraceToken.GetPreviousToken().Span.End, initializer.OpenBraceToken.SpanStart, outer);
        foreach (var expression in initializer.Expressions)
            Between(plan, file, expression.GetFirstToken().GetPreviousToken().Span.End, expression.SpanStart, lineBreak);
        Between(plan, file, initializer.CloseBraceToken.GetPreviousToken().Span.End, initializer.CloseBraceToken.SpanStart, outer);
    }

    private static void Between(FixPlanBuilder plan, SourceFile file, int start, int end, string text)
    {
        var span = TextSpan.FromBounds(start, end);
        if (string.IsNullOrWhiteSpace(file.Text.ToString(span)) && !span.IsEmpty)
            plan.Replace(file, span, text);
    }
}

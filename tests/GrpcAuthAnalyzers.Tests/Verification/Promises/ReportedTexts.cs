using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>No fix writes a secret, or an expression that a rule reports, once more: it would be the same defect at a second place.</summary>
internal static partial class ReportedTexts
{
    internal static async Task<string?> NoneSpreadsAsync(FixChange change)
    {
        var (before, after) = (await TextAsync(change.Before), await TextAsync(change.After));
        var expressions = change.Old.Reports.Select(ExpressionOf).OfType<string>().GroupBy(static text => text)
            .Where(reports => Count(before, reports.Key) == reports.Count()).Select(static reports => reports.Key);
        foreach (var text in expressions.Concat(change.Old.Reports.SelectMany(SecretsOf).Distinct()))
        {
            if (Count(after, text) > Count(before, text))
                return "writes once more what is reported: " + text;
        }

        return null;
    }

    /// <summary>The reported expression: a value that was read once is as wrong at a second place. Not where the same text is right elsewhere.</summary>
    private static string? ExpressionOf(Diagnostic report) => report.Location.SourceTree is { } tree
        && tree.GetRoot().FindNode(report.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax
            ? Plain(tree.GetText().ToString(report.Location.SourceSpan))
            : null;

    /// <summary>The words of the strings in a reported secret: what comes after a scheme is the secret, however it is quoted.</summary>
    private static IEnumerable<string> SecretsOf(Diagnostic report)
    {
        if (report.Location.SourceTree is not { } tree || !report.Id.StartsWith("GRPCAUTH2", StringComparison.Ordinal))
            return [];

        var span = report.Location.SourceSpan;
        return tree.GetRoot().DescendantTokens(span).Where(token => span.Contains(token.Span) && token.Value is string && !token.IsKind(SyntaxKind.IdentifierToken))
            .SelectMany(static token => token.ValueText.Split(' ', ':')).Where(static word => word.Length > 6);
    }

    private static async Task<string> TextAsync(Project project) =>
        string.Join('\n', await Task.WhenAll(project.Documents.Select(static async document => Plain((await document.GetTextAsync()).ToString()))));

    private static string Plain(string text) => Space().Replace(text, "");

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}

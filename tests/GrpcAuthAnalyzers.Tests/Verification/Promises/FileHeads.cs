using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>What stands at the beginning of a file and between its lines stays: the licence, the order of the using directives, the line breaks.</summary>
internal static class FileHeads
{
    /// <summary>No using directive comes above the comments and regions with which a file begins.</summary>
    internal static async Task<string?> LicenceIsFirstAsync(FixChange change)
    {
        foreach (var (before, after) in await change.DocumentsAsync())
        {
            if (before is not null && HeadOf((await before.GetSyntaxRootAsync())!) is { Length: > 0 } head && !(await after.GetTextAsync()).ToString().StartsWith(head, StringComparison.Ordinal))
                return "writes above the comment with which the file begins.";
        }

        return null;
    }

    /// <summary>Where the using directives of a file were sorted, they still are: by name, or those of System first.</summary>
    internal static async Task<string?> UsingsAreSortedAsync(FixChange change)
    {
        foreach (var (before, after) in await change.DocumentsAsync())
        {
            if (before is not null && IsSorted((await before.GetSyntaxRootAsync())!) && !IsSorted((await after.GetSyntaxRootAsync())!))
                return "puts a using directive into a place that is not its sorted one.";
        }

        return null;
    }

    /// <summary>A file whose lines all end alike stays so.</summary>
    internal static async Task<string?> LinesEndAlikeAsync(FixChange change)
    {
        foreach (var (before, after) in await change.DocumentsAsync())
        {
            if (before is not null && await LineBreaksAsync(before) is [var one] && await LineBreaksAsync(after) is var now && now.Any(other => other != one))
                return "mixes the line breaks of a file.";
        }

        return null;
    }

    /// <summary>The comments and regions before the first code of a file; empty where a document comment of that code begins there.</summary>
    private static string HeadOf(SyntaxNode root)
    {
        var trivia = root.GetFirstToken().LeadingTrivia.TakeWhile(static trivia => !trivia.HasStructure || trivia.IsKind(SyntaxKind.RegionDirectiveTrivia) || trivia.IsKind(SyntaxKind.EndRegionDirectiveTrivia)).ToList();
        var last = trivia.FindLastIndex(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.HasStructure);
        return string.Concat(trivia.Take(last + 1).Select(static trivia => trivia.ToFullString()));
    }

    private static bool IsSorted(SyntaxNode root)
    {
        var names = ((CompilationUnitSyntax)root).Usings
            .Where(static directive => directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None) && !directive.GetLeadingTrivia().Any(static trivia => trivia.IsDirective))
            .Select(static directive => directive.NamespaceOrType.ToString()).ToArray();
        return names.SequenceEqual(names.Order(StringComparer.OrdinalIgnoreCase))
            || names.SequenceEqual(names.OrderByDescending(static name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal)).ThenBy(static name => name, StringComparer.OrdinalIgnoreCase));
    }

    private static async Task<string[]> LineBreaksAsync(Document document)
    {
        var text = await document.GetTextAsync();
        return [.. text.Lines.Where(static line => line.EndIncludingLineBreak > line.End)
            .Select(line => text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(line.End, line.EndIncludingLineBreak))).Distinct()];
    }
}

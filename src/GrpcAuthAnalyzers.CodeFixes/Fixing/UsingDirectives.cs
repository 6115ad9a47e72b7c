using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Fixing;

/// <summary>Where new using directives stand: among those of the file, in their order, with their line breaks.</summary>
internal static class UsingDirectives
{
    /// <summary>The insertions for the namespaces that the file does not import itself.</summary>
    internal static IEnumerable<TextChange> Insertions(CompilationUnitSyntax unit, SourceText text, IEnumerable<string> namespaces)
    {
        var usings = Existing(unit);
        var plain = usings.Where(static u => u.Alias is null && u.StaticKeyword.RawKind == 0 && u.GlobalKeyword.RawKind == 0 && u.Name is not null).ToList();
        var layout = new Layout(text, indent: null);
        var groups = new SortedDictionary<int, StringBuilder>();
        foreach (var name in namespaces)
        {
            if (plain.Any(u => u.Name!.ToString() == name))
                continue;

            var before = plain.FirstOrDefault(u => Compare(name, u.Name!.ToString()) < 0);
            var indent = usings.Count == 0 ? "" : layout.IndentAt(usings[0].SpanStart);
            var line = indent + "using " + name + ";" + layout.NewLine;
            var position = before is not null && !HasDirective(before) ? LineStart(text, before.SpanStart)
                : usings.Count > 0 ? AfterLine(text, usings[usings.Count - 1].Span.End)
                : FirstUsingPosition(unit, text);
            if (!groups.TryGetValue(position, out var group))
                groups.Add(position, group = new StringBuilder());
            group.Append(line);
        }

        foreach (var group in groups)
        {
            // The first directives of a file are followed by a blank line.
            var tail = usings.Count == 0 ? layout.NewLine : "";
            yield return new TextChange(new TextSpan(group.Key, 0), group.Value + tail);
        }
    }

    private static List<UsingDirectiveSyntax> Existing(CompilationUnitSyntax unit)
    {
        if (unit.Usings.Count > 0)
            return unit.Usings.ToList();

        foreach (var member in unit.Members)
        {
            if (member is BaseNamespaceDeclarationSyntax { Usings.Count: > 0 } space)
                return space.Usings.ToList();
        }

        return new List<UsingDirectiveSyntax>();
    }

    private static int Compare(string a, string b)
    {
        var (systemA, systemB) = (IsSystem(a), IsSystem(b));
        return systemA != systemB ? (systemA ? -1 : 1) : string.Compare(a, b, StringComparison.Ordinal);
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    private static bool HasDirective(SyntaxNode node) => node.GetLeadingTrivia().Any(static t => t.IsDirective);

    private static int LineStart(SourceText text, int position) => text.Lines.GetLineFromPosition(position).Start;

    private static int AfterLine(SourceText text, int position) => text.Lines.GetLineFromPosition(position).EndIncludingLineBreak;

    // After the file's header comment, which a blank line separates from the first declaration.
    private static int FirstUsingPosition(CompilationUnitSyntax unit, SourceText text)
    {
        if (unit.Externs.Count > 0)
            return AfterLine(text, unit.Externs.Last().Span.End);

        var position = 0;
        var comment = false;
        var breaks = 0;
        foreach (var trivia in unit.GetFirstToken(includeZeroWidth: true).LeadingTrivia)
        {
            if (trivia.IsDirective)
                return comment && breaks < 2 ? 0 : position;

            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                breaks++;
                if (comment && breaks == 2)
                    return trivia.Span.End;
            }
            else if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                comment = true;
                breaks = 0;
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                break;
            }
        }

        return 0;
    }
}

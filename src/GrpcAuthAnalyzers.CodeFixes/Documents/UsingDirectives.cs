using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>Where new using directives stand: among those of the file, in their order, with their line breaks.</summary>
internal static class UsingDirectives
{
    private const string Global = "global::";

    /// <summary>The insertions for the namespaces that the file does not import itself.</summary>
    internal static IEnumerable<TextChange> Insertions(CompilationUnitSyntax unit, SourceText text, IEnumerable<string> namespaces)
    {
        var usings = Existing(unit);
        var plain = usings.Where(static u => u.Alias is null && u.StaticKeyword.RawKind == 0 && u.GlobalKeyword.RawKind == 0 && u.Name is not null).ToList();
        var layout = new SourceLayout(text, indent: null);
        var systemFirst = IsSystemFirst(plain);
        var groups = new SortedDictionary<int, StringBuilder>();
        foreach (var name in namespaces)
        {
            var written = (IsHidden(name, usings.FirstOrDefault()) ? Global : "") + name;
            if (plain.Any(u => u.Name!.ToString() is var present && (present == name || present == written)))
                continue;

            var before = plain.FirstOrDefault(u => Compare(name, u.Name!.ToString(), systemFirst) < 0);
            var indent = usings.Count == 0 ? "" : layout.IndentAt(usings[0].SpanStart);
            var line = indent + "using " + written + ";" + layout.NewLine;
            var position = usings.Count > 0 && IsAnyConditional(usings)
                ? HasDirective(usings[0]) ? FirstUsingPosition(unit, text) : LineStart(text, usings[0].SpanStart)
                : before is not null && !before.GetLeadingTrivia().Any(IsConditional) ? LineStart(text, before.SpanStart)
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

    /// <summary>
    /// Whether a file imports a namespace between <c>#if</c> and <c>#endif</c>, also with symbols that are not those of today: then
    /// its types are not in scope for all of them.
    /// </summary>
    internal static bool IsConditional(SourceFile file, string @namespace)
    {
        if (!file.Root.ContainsDirectives)
            return false;
        if (file.LeavesOut("using " + @namespace))
            return true;

        var directive = Existing(file.Root).FirstOrDefault(u => u.Name?.ToString() == @namespace);
        return directive is not null && file.DirectivesIn(TextSpan.FromBounds(0, directive.SpanStart)).Sum(static d => d.Kind() switch
        {
            SyntaxKind.IfDirectiveTrivia => 1,
            SyntaxKind.EndIfDirectiveTrivia => -1,
            _ => 0,
        }) > 0;
    }

    /// <summary>Those of the file, or of its namespace where there is no other.</summary>
    private static List<UsingDirectiveSyntax> Existing(CompilationUnitSyntax unit)
    {
        if (unit.Usings.Count == 0 && unit.Members.Count == 1 && unit.Members[0] is BaseNamespaceDeclarationSyntax { Usings.Count: > 0 } space)
            return space.Usings.ToList();

        return unit.Usings.ToList();
    }

    /// <summary>False where a namespace of the file stands before one of System: then all are in one order.</summary>
    private static bool IsSystemFirst(List<UsingDirectiveSyntax> usings)
    {
        var others = usings.SkipWhile(static u => IsSystem(u.Name!.ToString()));
        return !others.Any(static u => IsSystem(u.Name!.ToString()));
    }

    private static int Compare(string a, string b, bool systemFirst)
    {
        var (systemA, systemB) = systemFirst ? (IsSystem(a), IsSystem(b)) : (false, false);
        return systemA != systemB ? (systemA ? -1 : 1) : string.Compare(a, b, StringComparison.Ordinal);
    }

    /// <summary>Whether a namespace begins with a part of the one around the directives: in <c>Acme.Grpc</c>, <c>Grpc</c> is not that of the library.</summary>
    private static bool IsHidden(string name, UsingDirectiveSyntax? beside) =>
        beside?.Parent is BaseNamespaceDeclarationSyntax space && space.Name.ToString().Split('.').Skip(1).Contains(name.Split('.')[0]);

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>
    /// Whether some stand between <c>#if</c> and <c>#endif</c>, or behind them: what is written there is not compiled with other
    /// symbols. The answer is the same for all of those.
    /// </summary>
    private static bool IsAnyConditional(List<UsingDirectiveSyntax> usings) => usings[0].GlobalKeyword.RawKind == 0
        && (usings.Any(static u => u.GetLeadingTrivia().Any(IsConditional))
            || usings[usings.Count - 1].GetLastToken().GetNextToken(includeZeroWidth: true).LeadingTrivia.Any(IsConditional));

    private static bool IsConditional(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.IfDirectiveTrivia)
            || trivia.IsKind(SyntaxKind.ElifDirectiveTrivia)
            || trivia.IsKind(SyntaxKind.ElseDirectiveTrivia)
            || trivia.IsKind(SyntaxKind.EndIfDirectiveTrivia);

    private static bool HasDirective(SyntaxNode node) => node.GetLeadingTrivia().Any(static t => t.IsDirective);

    private static int LineStart(SourceText text, int position) => text.Lines.GetLineFromPosition(position).Start;

    private static int AfterLine(SourceText text, int position) => text.Lines.GetLineFromPosition(position).EndIncludingLineBreak;

    // After the file's header comment, which a blank line separates from the first declaration.
    private static int FirstUsingPosition(CompilationUnitSyntax unit, SourceText text)
    {
        if (unit.Externs.Count > 0)
            return AfterLine(text, unit.Externs.Last().Span.End);

        var leading = unit.GetFirstToken(includeZeroWidth: true).LeadingTrivia;
        if (AfterSymbols(leading) is { } behind)
            return behind;

        var position = 0;
        var comment = false;
        var breaks = 0;
        foreach (var trivia in leading)
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

    /// <summary>
    /// The position behind <c>#define</c>, <c>#undef</c> and what only the first lines of a file may say (<c>#!</c>), with the blank line behind them: no code
    /// may stand in front of those. Null where there are none.
    /// </summary>
    private static int? AfterSymbols(SyntaxTriviaList leading)
    {
        int? position = null;
        var (depth, isOpen) = (0, false);
        for (var i = 0; i < leading.Count; i++)
        {
            depth += leading[i].Kind() switch
            {
                SyntaxKind.IfDirectiveTrivia => 1,
                SyntaxKind.EndIfDirectiveTrivia => -1,
                _ => 0,
            };
            isOpen |= IsFirst(leading[i]);
            if (!isOpen || depth > 0)
                continue;

            isOpen = false;
            position = i + 1 < leading.Count && leading[i + 1].IsKind(SyntaxKind.EndOfLineTrivia) ? leading[i + 1].FullSpan.End : leading[i].FullSpan.End;
        }

        return position;
    }

    private static bool IsFirst(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.DefineDirectiveTrivia)
        || trivia.IsKind(SyntaxKind.UndefDirectiveTrivia)
        || trivia.IsKind(SyntaxKind.ShebangDirectiveTrivia)
        || trivia.IsDirective && trivia.ToString().StartsWith("#:", StringComparison.Ordinal)
        || trivia.IsKind(SyntaxKind.DisabledTextTrivia) && trivia.ToString().Contains("#define");
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>
/// Reads of a token (<c>... ?? throw ...</c>, or an <c>await</c>) that a fix has written into a line that is too long. Where a statement can stand before it
/// and nothing else runs earlier or later for that, the read becomes a local. Elsewhere <c>?? throw</c> gets a line of its own.
/// </summary>
internal sealed class LongReads
{
    private readonly WrittenText _written;
    private readonly SourceLayout _layout;
    private readonly List<TextChange> _changes = new();
    private readonly Dictionary<SyntaxNode, HashSet<string>> _names = new();
    private readonly Dictionary<SyntaxNode, Dictionary<string, (string Name, int Start)>> _settings = new();

    internal LongReads(WrittenText written, SourceLayout layout)
    {
        _written = written;
        _layout = layout;
    }

    /// <summary>The changes, sorted.</summary>
    internal IReadOnlyList<TextChange> Changes()
    {
        (ReadPlace Place, List<ExpressionSyntax> Reads)? open = null;
        foreach (var read in Reads())
        {
            var same = open is not null && open.Value.Place.Owner.Span.Contains(read.Span);
            var place = ReadPlace.Of(read, same ? open!.Value.Reads : new List<ExpressionSyntax>());
            if (place is null || !StartsItsLine(place.Owner))
            {
                Break(read);
            }
            else if (same && place.Owner == open!.Value.Place.Owner)
            {
                open.Value.Reads.Add(read);
            }
            else if (same)
            {
                // A function in a statement that gets locals already: its lines would move under the edit.
                Break(read);
            }
            else
            {
                Close(open);
                open = (place, new List<ExpressionSyntax> { read });
            }
        }

        Close(open);
        _changes.Sort(static (a, b) => a.Span.Start != b.Span.Start ? a.Span.Start.CompareTo(b.Span.Start) : a.Span.Length.CompareTo(b.Span.Length));
        return _changes;
    }

    /// <summary>Nothing stands before it in its line, as the brace of a block that is on one line.</summary>
    private bool StartsItsLine(SyntaxNode owner)
    {
        var start = _written.Text.Lines.GetLineFromPosition(owner.SpanStart).Start;
        return string.IsNullOrWhiteSpace(_written.Text.ToString(TextSpan.FromBounds(start, owner.SpanStart)));
    }

    private void Close((ReadPlace Place, List<ExpressionSyntax> Reads)? open)
    {
        if (open is var (place, reads))
            Hoist(place, reads);
    }

    /// <summary>The outermost reads that are too long, in the order of the text; for a token that is asked for with a setting, the setting.</summary>
    private List<ExpressionSyntax> Reads()
    {
        var reads = new List<ExpressionSyntax>();
        var seen = new HashSet<SyntaxNode>();
        foreach (var node in _written.Spans.SelectMany(span => _written.Root.DescendantNodes(span)))
        {
            var read = node switch
            {
                // A local that is checked has a name already.
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax thrown } checkedRead
                    when _written.Has(thrown.Span) && !IsLocal(checkedRead.Left) => (ExpressionSyntax)checkedRead,
                AwaitExpressionSyntax awaited when _written.Has(awaited.Span) && ReadPlace.IsToken(awaited) => awaited,
                _ => null,
            };
            if (read is null || !seen.Add(read) || !IsTooLong(read))
                continue;

            if (reads.Count == 0 || !reads[reads.Count - 1].Span.Contains(read.Span))
                reads.Add(read);
            else if (reads[reads.Count - 1] is AwaitExpressionSyntax && read is BinaryExpressionSyntax)
                reads[reads.Count - 1] = read;
        }

        return reads;
    }

    /// <summary>Whether an expression is a variable, by the spelling of its name.</summary>
    private static bool IsLocal(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax { Identifier.ValueText: { Length: > 0 } name } && char.IsLower(name[0]);

    private bool IsTooLong(SyntaxNode node)
    {
        var lines = _written.Text.Lines;
        for (var line = lines.GetLineFromPosition(node.SpanStart).LineNumber; line <= lines.GetLineFromPosition(node.Span.End).LineNumber; line++)
        {
            if (SourceLayout.IsTooLong(lines[line].ToString()))
                return true;
        }

        return false;
    }

    private void Hoist(ReadPlace place, List<ExpressionSyntax> reads)
    {
        var line = _layout.NewLine + IndentAt(place.Owner.SpanStart);
        var inner = place.Arrow is null ? line : line + _layout.Indent;
        var declarations = new List<string>();
        var replaced = new List<(ExpressionSyntax Read, string Name)>();
        foreach (var read in reads)
        {
            var target = ReadPlace.Whole(read);
            if (Known(place, read) is not { } name)
            {
                name = Fresh(place, target);
                declarations.Add(Declaration(name, target, inner));
                if (TextOfSetting(read) is { } setting)
                    SettingsOf(place)[setting] = (name, place.Owner.SpanStart);
            }

            replaced.Add((target, name));
        }

        if (place.Arrow is not { } arrow)
        {
            var start = place.Owner.SpanStart;
            if (declarations.Count > 0)
                _changes.Add(new TextChange(new TextSpan(start, 0), string.Concat(declarations.Select(d => d + line))));
            _changes.AddRange(Replacements(replaced));
            return;
        }

        var semicolon = place.Semicolon;
        var value = TextSpan.FromBounds(arrow.Expression.SpanStart, semicolon.Span.End);
        var before = TextSpan.FromBounds(arrow.ArrowToken.GetPreviousToken().Span.End, arrow.Expression.SpanStart);
        var text = _written.Text.ToString(value);
        foreach (var change in Replacements(replaced).Reverse())
            text = text.Remove(change.Span.Start - value.Start, change.Span.Length).Insert(change.Span.Start - value.Start, change.NewText!);
        text = text.Replace(_layout.NewLine + IndentAt(arrow.Expression.SpanStart), inner);
        _changes.Add(new TextChange(
            TextSpan.FromBounds(before.Start, value.End),
            line + "{" + string.Concat(declarations.Select(d => inner + d)) + inner + (place.Returns ? "return " : "") + text + line + "}"));
    }

    /// <summary>The names in place of the reads. A sum of texts that is all written becomes an interpolated string.</summary>
    private IEnumerable<TextChange> Replacements(List<(ExpressionSyntax Read, string Name)> replaced)
    {
        var done = new List<TextSpan>();
        foreach (var (read, name) in replaced)
        {
            ExpressionSyntax outer = read;
            while (outer.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && _written.Has(sum.Span))
                outer = sum;
            if (done.Contains(outer.Span))
                continue;

            var text = outer == read ? null : Interpolated(outer, replaced);
            if (text is not null)
            {
                done.Add(outer.Span);
                yield return new TextChange(outer.Span, "$\"" + text + "\"");
            }
            else
            {
                yield return new TextChange(read.Span, name);
            }
        }
    }

    /// <summary>What stands between the quotes; null where a part is neither a plain text nor one of the reads.</summary>
    private static string? Interpolated(ExpressionSyntax part, List<(ExpressionSyntax Read, string Name)> replaced)
    {
        foreach (var (read, name) in replaced)
        {
            if (read == part)
                return "{" + name + "}";
        }

        return part switch
        {
            BinaryExpressionSyntax sum => Interpolated(sum.Left, replaced) is { } left && Interpolated(sum.Right, replaced) is { } right ? left + right : null,
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.Text: var text }
                when text.Length > 1 && text[0] == '"' && text[1] != '"' && text.IndexOfAny(new[] { '{', '}', '\n' }) < 0 => text.Substring(1, text.Length - 2),
            _ => null,
        };
    }

    private string Declaration(string name, ExpressionSyntax read, string line)
    {
        var value = read is ParenthesizedExpressionSyntax parenthesized ? parenthesized.Expression : read;
        return value is BinaryExpressionSyntax { Right: ThrowExpressionSyntax } coalesce
            ? "var " + name + " = " + coalesce.Left + line + _layout.Indent + "?? " + coalesce.Right + ";"
            : "var " + name + " = " + value + ";";
    }

    private void Break(ExpressionSyntax read)
    {
        if (read is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce || ReadPlace.IsInHole(read))
            return;

        var gap = TextSpan.FromBounds(coalesce.Left.Span.End, coalesce.OperatorToken.SpanStart);
        if (_written.Text.ToString(gap) is { } between && between.Trim().Length == 0 && between.IndexOf('\n') < 0)
            _changes.Add(new TextChange(gap, _layout.NewLine + IndentAt(coalesce.SpanStart) + _layout.Indent));
    }

    /// <summary>The local that a statement before, in the same block, keeps the same setting in; null if there is none.</summary>
    private string? Known(ReadPlace place, ExpressionSyntax read) =>
        TextOfSetting(read) is { } text && SettingsOf(place).TryGetValue(text, out var known) && known.Start <= place.Owner.SpanStart ? known.Name : null;

    /// <summary>The settings that locals of a block, or of the new block of a method, hold.</summary>
    private Dictionary<string, (string Name, int Start)> SettingsOf(ReadPlace place)
    {
        var block = place.Arrow is not null ? place.Owner : place.Owner.Parent is GlobalStatementSyntax top ? top.Parent! : place.Owner.Parent!;
        if (_settings.TryGetValue(block, out var settings))
            return settings;

        _settings.Add(block, settings = new Dictionary<string, (string Name, int Start)>(StringComparer.Ordinal));
        foreach (var child in place.Arrow is null ? block.ChildNodes() : Enumerable.Empty<SyntaxNode>())
        {
            var statement = child is GlobalStatementSyntax global ? global.Statement : child;
            if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables }
                && variables[0].Initializer?.Value is { } value && TextOfSetting(value) is { } text && !settings.ContainsKey(text)
                && !IsWrittenAgain(block, variables[0].Identifier.ValueText))
                settings.Add(text, (variables[0].Identifier.Text, child.SpanStart));
        }

        return settings;
    }

    private static bool IsWrittenAgain(SyntaxNode block, string name) => block.DescendantNodes().Any(
        n => n is IdentifierNameSyntax identifier
            && identifier.Identifier.ValueText == name
            && (n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }));

    /// <summary>The text of a setting or variable of the environment that is read, with its check; null for other reads: they may give another token.</summary>
    private static string? TextOfSetting(ExpressionSyntax read) =>
        read is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } coalesce
        && (coalesce.Left is ElementAccessExpressionSyntax
            || coalesce.Left is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetEnvironmentVariable" } })
            ? coalesce.Left + " ?? " + coalesce.Right
            : null;

    private string Fresh(ReadPlace place, ExpressionSyntax read)
    {
        var member = place.Owner.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? (SyntaxNode)_written.Root;
        if (!_names.TryGetValue(member, out var used))
        {
            var words = member.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken) && !IsMemberName(t)).Select(static t => t.ValueText);
            _names.Add(member, used = new HashSet<string>(words, StringComparer.Ordinal));
        }

        var (plain, whole) = ReadNames.Of(read);
        var name = !used.Contains(plain) ? plain : whole;
        for (var number = 2; used.Contains(name); number++)
            name = whole + number;
        used.Add(name);
        return name;
    }

    /// <summary>The name of an argument, or behind a dot: a local does not hide it.</summary>
    private static bool IsMemberName(SyntaxToken token) => token.Parent?.Parent is NameColonSyntax
        || token.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax member } && member.Name == token.Parent;

    private string IndentAt(int position)
    {
        var line = _written.Text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }
}

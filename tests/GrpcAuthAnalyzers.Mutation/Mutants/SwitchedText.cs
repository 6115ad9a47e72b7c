using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>The text of a source file with its changes in it, each behind its switch.</summary>
internal sealed class SwitchedText
{
    private readonly string _text;
    private readonly Dictionary<SyntaxNode, List<(int Number, Change Change)>> _changes;

    private SwitchedText(string text, IEnumerable<(int Number, Change Change)> changes)
    {
        _text = text;
        _changes = changes.GroupBy(static pair => pair.Change.Target).ToDictionary(static group => group.Key, static group => group.ToList());
    }

    /// <summary>The text of the file of <paramref name="root"/> with these changes.</summary>
    internal static string Of(SyntaxNode root, IEnumerable<(int Number, Change Change)> changes)
    {
        var text = root.ToFullString();
        return new SwitchedText(text, changes).Inside(root, 0, text.Length);
    }

    private string Inside(SyntaxNode node, int start, int end)
    {
        var result = new StringBuilder();
        foreach (var changed in node.DescendantNodes(inner => inner == node || !_changes.ContainsKey(inner)).Where(_changes.ContainsKey))
        {
            result.Append(_text, start, changed.SpanStart - start).Append(Wrapped(changed));
            start = changed.Span.End;
        }

        return result.Append(_text, start, end - start).ToString();
    }

    private string Wrapped(SyntaxNode node)
    {
        var text = Inside(node, node.SpanStart, node.Span.End);
        foreach (var (number, change) in _changes[node])
            text = change.Write(text, Switch.Asks(number));

        return text;
    }
}

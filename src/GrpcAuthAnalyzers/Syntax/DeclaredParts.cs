using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>The declarations of one type, file by file, each file with its parts in the order of the source.</summary>
internal sealed class DeclaredParts
{
    private readonly List<(SyntaxTree Tree, List<TextSpan> Spans)> _files = new();

    /// <param name="type">The type.</param>
    /// <param name="isSeen">Whether a tree belongs to the compilation.</param>
    internal DeclaredParts(INamedTypeSymbol type, Func<SyntaxTree, bool> isSeen)
    {
        foreach (var file in type.DeclaringSyntaxReferences.GroupBy(static part => part.SyntaxTree).Where(file => isSeen(file.Key)))
            _files.Add((file.Key, file.Select(static part => part.Span).OrderBy(static span => span.Start).ToList()));

        _files.Sort(static (one, other) => string.CompareOrdinal(one.Tree.FilePath, other.Tree.FilePath));
    }

    /// <summary>The files of the type.</summary>
    internal IEnumerable<SyntaxTree> Trees => _files.Select(static file => file.Tree);

    /// <summary>
    /// Every place inside the type where a name is written as an expression or type. Looks at the parts or at the mentions, whichever are fewer: many
    /// classes of one file may have a member of one name, and one class may have many parts.
    /// </summary>
    internal IEnumerable<SimpleNameSyntax> MentionsOf(string name)
    {
        foreach (var (tree, spans) in _files)
        {
            var mentions = TreeIndex.Of(tree).MentionsOf(name);
            if (mentions.Count < spans.Count)
            {
                foreach (var mention in mentions)
                {
                    if (IsInside(spans, mention.Span))
                        yield return mention;
                }

                continue;
            }

            foreach (var span in spans)
            {
                foreach (var mention in TreeIndex.Of(tree).MentionsOf(name, span))
                    yield return mention;
            }
        }
    }

    /// <summary>Whether a place of one of the files is inside the type.</summary>
    internal bool Contains(SyntaxNode node)
    {
        foreach (var (tree, spans) in _files)
        {
            if (tree == node.SyntaxTree)
                return IsInside(spans, node.Span);
        }

        return false;
    }

    private static bool IsInside(List<TextSpan> spans, TextSpan place)
    {
        var (low, high) = (0, spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (spans[middle].End < place.End)
                low = middle + 1;
            else
                high = middle;
        }

        return low < spans.Count && spans[low].Contains(place);
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>A text as it is written in a tree: a literal, the constant parts of an interpolated string, or literals with <c>+</c> between them.</summary>
internal sealed class WrittenText
{
    /// <summary>No known token is shorter.</summary>
    private const int MinLength = 16;

    /// <summary>Replaces parts that are known at run time only: no token holds it.</summary>
    private const char Hole = '\0';

    private WrittenText(string text, ImmutableArray<SyntaxNode> literals)
    {
        Text = text;
        Literals = literals;
    }

    /// <summary>The text, with a null character for each hole.</summary>
    internal string Text { get; }

    /// <summary>The literals that it is made of, the longest first.</summary>
    internal ImmutableArray<SyntaxNode> Literals { get; }

    /// <summary>For messages, with a blank before it: which declaration holds the text; empty when none does.</summary>
    internal string Holder => LiteralHolder.Of(Literals[0]);

    /// <summary>The texts of a tree that are long enough to hold a token.</summary>
    internal static IEnumerable<WrittenText> In(SyntaxTree tree, MemberBodies bodies)
    {
        var climbed = new HashSet<SyntaxNode>();
        foreach (var text in TreeIndex.Of(tree).Texts)
        {
            if (Outermost(text, climbed) is not { } outer)
                continue;

            if (outer is BinaryExpressionSyntax sum)
            {
                if (Joined(sum, bodies) is { } joined)
                    yield return joined;
            }
            else if (TextOf(text) is { Length: >= MinLength } written)
            {
                yield return new WrittenText(written, ImmutableArray.Create<SyntaxNode>(text));
            }
        }
    }

    /// <summary>The sum that a text is a term of, or the text; null for another term of a sum that was found before.</summary>
    private static SyntaxNode? Outermost(SyntaxNode text, HashSet<SyntaxNode> climbed)
    {
        var outer = text;
        while (outer.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression })
        {
            outer = outer.Parent;
            if (!climbed.Add(outer))
                return null;
        }

        return outer;
    }

    /// <summary>
    /// The terms of <c>a + b + c</c> without recursion: such chains may have thousands. A term that is not a literal is its constant,
    /// or a hole.
    /// </summary>
    private static WrittenText? Joined(BinaryExpressionSyntax sum, MemberBodies bodies)
    {
        var terms = new List<ExpressionSyntax>();
        var pending = new Stack<ExpressionSyntax>();
        pending.Push(sum);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    pending.Push(parenthesized.Expression);
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } inner:
                    pending.Push(inner.Right);
                    pending.Push(inner.Left);
                    break;
                case var term:
                    terms.Add(term);
                    break;
            }
        }

        var literals = terms.Where(static t => TextOf(t) is not null).OrderByDescending(static t => TextOf(t)!.Length).ToImmutableArray<SyntaxNode>();
        var mayBeToken = terms.Sum(static t => TextOf(t)?.Length ?? 0) >= MinLength;
        if (!mayBeToken || literals.IsEmpty)
            return null;

        // A constant that stands before a literal without a blank may be the beginning of a token: only such chains are bound.
        var binds = terms.Any(static t => TextOf(t) is { Length: >= MinLength } text && !text.Any(char.IsWhiteSpace));
        var joined = new StringBuilder();
        foreach (var term in terms)
            joined.Append(TextOf(term)
                ?? (binds && bodies.OperationOf(term)?.ConstantValue is { HasValue: true, Value: string constant } ? constant : Hole.ToString()));

        return new WrittenText(joined.ToString(), literals);
    }

    private static string? TextOf(SyntaxNode node)
    {
        switch (node)
        {
            case LiteralExpressionSyntax { Token.Value: string text }:
                return text;
            case InterpolatedStringExpressionSyntax interpolated:
                var texts = new StringBuilder();
                foreach (var content in interpolated.Contents)
                    texts.Append(content is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : Hole.ToString());

                return texts.ToString();
            default:
                return null;
        }
    }
}

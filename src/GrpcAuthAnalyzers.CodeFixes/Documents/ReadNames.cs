using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>What a local is called that holds a token: after the setting that it is read from.</summary>
internal static class ReadNames
{
    private const string Usual = "token";

    /// <summary>
    /// <c>token</c> for <c>GRPC_ORDERS_TOKEN</c> and <c>Grpc:Orders:Token</c>, <c>apiKey</c> for <c>GRPC_API_KEY</c>; and all words of the setting where that
    /// name is taken. <c>token</c> twice for what is no setting.
    /// </summary>
    internal static (string Plain, string Whole) Of(ExpressionSyntax read)
    {
        var setting = read.DescendantNodesAndSelf(static n => n is not ThrowExpressionSyntax).OfType<LiteralExpressionSyntax>()
            .FirstOrDefault(static l => l.IsKind(SyntaxKind.StringLiteralExpression))?.Token.ValueText;
        if (setting is null)
            return (Usual, Usual);

        var all = setting.Split(':', '_', '.', '-').Where(static w => w.Length > 0).ToArray();
        var last = setting.IndexOf(':') >= 0 || all.Length == 0 ? all.Skip(all.Length - 1).ToArray() : LastOf(all);
        return (Name(last, Usual), Name(all, Usual));
    }

    /// <summary>The last word, with the one before it where it says nothing alone.</summary>
    private static string[] LastOf(string[] words)
    {
        var own = words[0].Equals("grpc", StringComparison.OrdinalIgnoreCase) ? words.Skip(1).ToArray() : words;
        var count = own.Length > 1 && own[own.Length - 1].ToLowerInvariant() is "key" or "secret" or "id" or "name" or "certificate" ? 2 : 1;
        return own.Skip(Math.Max(0, own.Length - count)).ToArray();
    }

    private static string Name(string[] words, string otherwise)
    {
        var name = string.Concat(words.Select(static (word, i) => Cased(word, isFirst: i == 0)));
        return SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : otherwise;
    }

    private static string Cased(string word, bool isFirst)
    {
        var rest = word.ToUpperInvariant() == word ? word.Substring(1).ToLowerInvariant() : word.Substring(1);
        return (isFirst ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])) + rest;
    }
}

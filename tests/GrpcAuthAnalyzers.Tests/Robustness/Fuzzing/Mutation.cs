using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Robustness.Fuzzing;

/// <summary>Damage to a source: of its tokens, which rarely compiles, and of its members and statements, which often does.</summary>
internal static class Mutation
{
    private static readonly string[] Nests =
    [
        "{{ {0} }}", "if (true) {{ {0} }}", "while (true) {{ {0} }}", "try {{ {0} }} catch (System.Exception) {{ }}", "lock (typeof(int)) {{ {0} }}",
        "{{ void Nest() {{ {0} }} Nest(); }}", "{{ System.Action nest = () => {{ {0} }}; nest(); }}", "foreach (var nest in new[] {{ 1 }}) {{ {0} }}",
        "switch (1) {{ default: {{ {0} }} break; }}", "{{ async System.Threading.Tasks.Task Nest() {{ {0} }} _ = Nest(); }}",
    ];

    /// <summary>One to three changes of a source. <paramref name="donors"/> give members and statements to splice.</summary>
    internal static string Of(string source, IReadOnlyList<string> donors, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            source = random.Next(10) switch
            {
                0 => Tokens(source, random, static (tokens, at, _) => tokens.RemoveAt(at)),
                1 => Tokens(source, random, static (tokens, at, _) => tokens.Insert(at, tokens[at])),
                2 => Tokens(source, random, static (tokens, at, other) => (tokens[at], tokens[other]) = (tokens[other], tokens[at])),
                3 => Tokens(source, random, static (tokens, at, other) => tokens.RemoveRange(at, Math.Min(1 + (other % 8), tokens.Count - at))),
                4 => Clash(source, random),
                5 => Nest(source, random),
                6 => SwapStatements(source, random),
                7 => Circles.In(source, random),
                _ => Splice(source, donors[random.Next(donors.Count)], random),
            };
        }

        return source;
    }

    /// <summary>Damage to a text of any format: characters and lines go, come twice, change places, or become those that formats are made of.</summary>
    internal static string OfText(string text, IReadOnlyList<string> donors, Random random)
    {
        const string Signs = "\"{}[]<>/=:,;#'\\\n\r\t\0&%$ é\ud83d";
        for (var times = random.Next(1, 7); times > 0 && text.Length > 0; times--)
        {
            var (at, length) = (random.Next(text.Length), random.Next(1, 30));
            var end = Math.Min(text.Length, at + length);
            text = random.Next(6) switch
            {
                0 => text.Remove(at, end - at),
                1 => text.Insert(at, text[at..end]),
                2 => text.Insert(random.Next(text.Length), text[at..end]),
                3 => text.Insert(at, Signs[random.Next(Signs.Length)].ToString()),
                4 => text.Insert(at, new string(Signs[random.Next(Signs.Length)], 1 << random.Next(12))),
                _ => text.Insert(at, donors[random.Next(donors.Count)]),
            };
        }

        return text.Length > 60_000 ? text[..60_000] : text;
    }

    private static string Tokens(string source, Random random, Action<List<string>, int, int> change)
    {
        List<string> tokens = [.. SyntaxFactory.ParseTokens(source).Select(static token => token.ToFullString())];
        change(tokens, random.Next(tokens.Count), random.Next(tokens.Count));
        return string.Concat(tokens);
    }

    /// <summary>One name becomes another one of the source, everywhere or at one place.</summary>
    private static string Clash(string source, Random random)
    {
        var names = Root(source).DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).ToList();
        if (names.Count == 0)
            return source;

        var (old, now, everywhere) = (names[random.Next(names.Count)], names[random.Next(names.Count)], random.Next(2) == 0);
        return Root(source).ReplaceTokens(
            names.Where(name => name == old || (everywhere && name.ValueText == old.ValueText)),
            (token, _) => now.WithTriviaFrom(token)).ToFullString();
    }

    private static string Nest(string source, Random random)
    {
        if (Pick(Root(source).DescendantNodes().OfType<StatementSyntax>(), random) is not { } statement)
            return source;

        var nested = statement.ToString();
        for (var depth = 1 << random.Next(5); depth > 0; depth--)
            nested = string.Format(null, Nests[random.Next(Nests.Length)], nested);

        return Replace(source, statement, nested);
    }

    private static string SwapStatements(string source, Random random)
    {
        var statements = Root(source).DescendantNodes().OfType<StatementSyntax>().Where(static statement => statement is not BlockSyntax).ToList();
        if (Pick(statements, random) is not { } first || Pick(statements.Where(other => other.SpanStart > first.Span.End), random) is not { } second)
            return source;

        return Replace(Replace(source, second, first.ToString()), first, second.ToString());
    }

    /// <summary>A member or statement of another source (or of this one) is put before one of the same kind.</summary>
    private static string Splice(string source, string donor, Random random)
    {
        var isStatement = random.Next(2) == 0;
        var (mine, theirs) = isStatement
            ? (Pick(Root(source).DescendantNodes().OfType<StatementSyntax>(), random), Pick(Root(donor).DescendantNodes().OfType<StatementSyntax>(), random))
            : ((SyntaxNode?)Pick(Root(source).DescendantNodes().OfType<MemberDeclarationSyntax>(), random),
                (SyntaxNode?)Pick(Root(donor).DescendantNodes().OfType<MemberDeclarationSyntax>(), random));
        return mine is null || theirs is null ? source : Replace(source, mine, theirs + "\n" + (random.Next(3) == 0 ? "" : mine.ToString()));
    }

    private static CompilationUnitSyntax Root(string source) => CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot();

    private static T? Pick<T>(IEnumerable<T> nodes, Random random)
        where T : SyntaxNode => nodes.ToList() is { Count: > 0 } all ? all[random.Next(all.Count)] : null;

    private static string Replace(string source, SyntaxNode old, string now) => source[..old.SpanStart] + now + source[old.Span.End..];
}

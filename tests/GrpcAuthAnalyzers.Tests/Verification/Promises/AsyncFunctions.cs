using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>No fix leaves an async function without an <c>await</c>. The compilers of SDK 8 and 9 warn about one (CS1998), that of these tests does not.</summary>
internal static class AsyncFunctions
{
    internal static Task<string?> NoneLosesItsAwaitAsync(FixChange change) => MoreWithoutAwaitAsync(change.Before, change.After);

    /// <summary>What is wrong when the one project has more such functions than the other; null when it has not.</summary>
    internal static async Task<string?> MoreWithoutAwaitAsync(Project before, Project after)
    {
        foreach (var document in after.Documents)
        {
            var old = before.GetDocument(document.Id);
            if (old is not null && (await old.GetTextAsync()).ContentEquals(await document.GetTextAsync()))
                continue;

            var now = WithoutAwait((await document.GetSyntaxRootAsync())!);
            if (now.Count > (old is null ? 0 : WithoutAwait((await old.GetSyntaxRootAsync())!).Count))
                return "leaves an async function without an await (CS1998):\n" + string.Join("\n", now);
        }

        return null;
    }

    private static List<SyntaxNode> WithoutAwait(SyntaxNode root) =>
        [.. root.DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.AsyncKeyword))
            .Select(static token => token.Parent!)
            .Where(static function => !function.DescendantTokens(node => node == function || !IsFunction(node)).Any(static token => token.IsKind(SyntaxKind.AwaitKeyword)))];

    private static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax;
}

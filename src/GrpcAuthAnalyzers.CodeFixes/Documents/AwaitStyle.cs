using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>Whether <c>.ConfigureAwait(false)</c> is written behind what a fix awaits: as the file does it, else as most files of the project do.</summary>
internal static class AwaitStyle
{
    private const string Method = "ConfigureAwait";
    private static readonly Memo<bool> OfProject = new(static facts => OfMost(facts.Compilation));

    /// <summary><c>.ConfigureAwait(false)</c>, or nothing.</summary>
    internal static string Suffix(SourceFile file) => IsConfigured(file) ? ".ConfigureAwait(false)" : "";

    private static bool IsConfigured(SourceFile file) =>
        TreeIndex.Of(file.Root.SyntaxTree).MentionsOf(Method).Count > 0
        || !file.Root.DescendantNodes().OfType<AwaitExpressionSyntax>().Any()
            && file.Facts is { } facts && facts.Get(OfProject);

    /// <summary>Of the files with asynchronous functions, more have the call than not.</summary>
    private static bool OfMost(Compilation compilation)
    {
        var more = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            if (index.MentionsOf(Method).Count > 0)
                more++;
            else if (index.Functions.Any(static f => !AsyncFunction.Keyword(f).IsKind(SyntaxKind.None)))
                more--;
        }

        return more > 0;
    }
}

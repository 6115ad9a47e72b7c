using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>The types of a project that people wrote and that derive from something, found once for each compilation.</summary>
internal static class WrittenTypes
{
    private static readonly ConditionalWeakTable<Compilation, IReadOnlyList<INamedTypeSymbol>> Known = new();

    /// <summary>Every type with a base list in code that is not generated, in the order of file names and lines.</summary>
    internal static IReadOnlyList<INamedTypeSymbol> WithBases(Compilation compilation, CancellationToken cancellation)
    {
        if (Known.TryGetValue(compilation, out var known))
            return known;

        var found = new List<INamedTypeSymbol>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in compilation.SyntaxTrees.OrderBy(static tree => tree.FilePath, System.StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (GeneratedFile.Is(tree))
                continue;

            SemanticModel? model = null;
            foreach (var declaration in TreeIndex.Of(tree).Types.Where(static type => type.BaseList is not null))
            {
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetDeclaredSymbol(declaration, cancellation) is INamedTypeSymbol type && seen.Add(type))
                    found.Add(type);
            }
        }

        return Known.GetValue(compilation, _ => found);
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>The places of a project that name a symbol.</summary>
internal static class References
{
    /// <summary>Each reference with its qualifier (<c>this._token</c>), without the declaration; a reference that is no expression is not there.</summary>
    internal static Task<IReadOnlyList<(SourceFile File, ExpressionSyntax Reference)>> ToAsync(FixSession session, Project project, ISymbol symbol) =>
        session.OnceAsync<IReadOnlyList<(SourceFile, ExpressionSyntax)>>((project.Id, symbol, "references"), async () =>
        {
            var found = new List<(SourceFile, ExpressionSyntax)>();
            var documents = ImmutableHashSet.CreateRange(project.Documents);
            foreach (var reference in await SymbolFinder.FindReferencesAsync(symbol, session.Solution, documents, session.Cancellation).ConfigureAwait(false))
            {
                foreach (var location in reference.Locations)
                {
                    if (await session.OpenAsync(location.Document).ConfigureAwait(false) is not { } file
                        || file.Root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax name)
                        continue;

                    found.Add((file, name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : name));
                }
            }

            return found;
        });
}

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
            var documents = DocumentsThatMayName(symbol, project);
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

    /// <summary>
    /// Those that declare the function of a local, parameter or local function, or the type of a private member; else all: a search costs as much as the
    /// documents that it looks at, and some projects have thousands.
    /// </summary>
    internal static ImmutableHashSet<Document> DocumentsThatMayName(ISymbol symbol, Project project)
    {
        var owner = symbol switch
        {
            ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction } => symbol,
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } } => symbol,
            { DeclaredAccessibility: Accessibility.Private, ContainingType: { } type } => type,
            _ => null,
        };
        if (owner is null || owner.DeclaringSyntaxReferences.IsEmpty)
            return ImmutableHashSet.CreateRange(project.Documents);

        var documents = ImmutableHashSet.CreateBuilder<Document>();
        foreach (var declared in owner.DeclaringSyntaxReferences)
        {
            if (project.GetDocument(declared.SyntaxTree) is not { } document)
                return ImmutableHashSet.CreateRange(project.Documents);

            documents.Add(document);
        }

        return documents.ToImmutable();
    }
}

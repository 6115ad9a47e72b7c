using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>The compilations that the document is part of: one, or one a target framework. What is written compiles in each.</summary>
internal sealed class TokenProviderTargets
{
    private readonly List<Compilation> _compilations;

    private TokenProviderTargets(List<Compilation> compilations) => _compilations = compilations;

    /// <summary>Whether <c>System.TimeProvider</c> is there in all of them.</summary>
    internal bool HaveTimeProvider => _compilations.All(static compilation =>
        compilation.GetTypeByMetadataName("System.TimeProvider") is { } type && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));

    internal static async Task<TokenProviderTargets> OfAsync(SourceFile file, CancellationToken cancellation)
    {
        var compilations = new List<Compilation> { file.Compilation };
        foreach (var linked in file.Document.GetLinkedDocumentIds())
        {
            var project = file.Document.Project.Solution.GetProject(linked.ProjectId);
            if (project is not null && await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is { } compilation)
                compilations.Add(compilation);
        }

        return new TokenProviderTargets(compilations);
    }

    /// <summary>A name for the class that means nothing at that place, and that no type of these projects has.</summary>
    internal string FreshName(SourceFile file, int position, CancellationToken cancellation = default) =>
        FreshNames.FirstFree(
            name => file.Model.LookupNamespacesAndTypes(position, name: name).IsEmpty
                && _compilations.All(compilation => !compilation.ContainsSymbolsWithName(name, SymbolFilter.Type, cancellation)),
            "CachingTokenProvider");
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>One application of a fix, for one diagnostic or a thousand: it opens each document once and caches what is known about it.</summary>
internal sealed class FixSession
{
    private readonly Dictionary<DocumentId, SourceFile?> _files = new();
    private readonly Dictionary<object, object?> _facts = new();

    internal FixSession(Solution solution, CancellationToken cancellation)
    {
        Solution = solution;
        Cancellation = cancellation;
    }

    internal Solution Solution { get; }

    internal CancellationToken Cancellation { get; }

    internal async Task<SourceFile?> OpenAsync(Document document)
    {
        if (!_files.TryGetValue(document.Id, out var file))
            _files.Add(document.Id, file = await SourceFile.OpenAsync(document, Cancellation).ConfigureAwait(false));
        return file;
    }

    /// <summary>The document of a location in that project; null when the location is not in its source.</summary>
    internal Document? DocumentAt(Project project, Location location)
    {
        if (location.SourceTree is not { } tree)
            return null;

        return project.GetDocument(tree) ?? project.Documents.FirstOrDefault(d => d.FilePath is not null && d.FilePath == tree.FilePath);
    }

    /// <summary>The file and the innermost node of a location; null when it is not in the project's source.</summary>
    internal async Task<(SourceFile File, SyntaxNode Node)?> NodeAtAsync(Project project, Location location)
    {
        if (DocumentAt(project, location) is not { } document || await OpenAsync(document).ConfigureAwait(false) is not { } file)
            return null;

        return file.Root.FullSpan.Contains(location.SourceSpan) ? (file, file.Root.FindNode(location.SourceSpan, getInnermostNodeForTie: true)) : null;
    }

    /// <summary>A fact that is computed once a session.</summary>
    internal async Task<T> OnceAsync<T>(object key, Func<Task<T>> compute)
    {
        if (!_facts.TryGetValue(key, out var fact))
            _facts.Add(key, fact = await compute().ConfigureAwait(false));
        return (T)fact!;
    }
}

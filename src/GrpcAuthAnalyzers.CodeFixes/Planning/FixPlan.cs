using System.Collections.Immutable;
using GrpcAuthAnalyzers.CodeFixes.Documents;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>What one fix writes for one diagnostic: all of it or nothing.</summary>
internal sealed class FixPlan
{
    internal FixPlan(
        string title, ImmutableArray<TextEdit> edits, ImmutableArray<(string File, string Namespace)> usings,
        ImmutableArray<DeclarationCleanup> cleanups, NewFile? newFile)
    {
        Title = title;
        Edits = edits;
        Usings = usings;
        Cleanups = cleanups;
        NewFile = newFile;
    }

    /// <summary>What the light bulb says. Never any part of a credential.</summary>
    internal string Title { get; }

    internal ImmutableArray<TextEdit> Edits { get; }

    /// <summary>The namespaces that the new text needs and that are not in scope.</summary>
    internal ImmutableArray<(string File, string Namespace)> Usings { get; }

    internal ImmutableArray<DeclarationCleanup> Cleanups { get; }

    /// <summary>Null for a plan that adds no file.</summary>
    internal NewFile? NewFile { get; }
}

using System.Collections.Immutable;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>A declaration that goes when every reference to it is gone: only the merged edits know that.</summary>
internal sealed class DeclarationCleanup
{
    internal DeclarationCleanup(string name, ImmutableArray<TextEdit> removals, ImmutableArray<(string File, TextSpan Span)> references)
    {
        Name = name;
        Removals = removals;
        References = references;
    }

    /// <summary>The identifier that is declared: new text that names it keeps the declaration.</summary>
    internal string Name { get; }

    /// <summary>The declaration and the statements that only write it; never empty.</summary>
    internal ImmutableArray<TextEdit> Removals { get; }

    /// <summary>Every place that names the declaration, apart from what is removed.</summary>
    internal ImmutableArray<(string File, TextSpan Span)> References { get; }
}

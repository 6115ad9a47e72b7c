using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Fixing;

/// <summary>A declaration that goes when every reference to it is gone: only the merged edits know that.</summary>
internal sealed class Cleanup
{
    internal Cleanup(TextEdit removal, ImmutableArray<(string File, TextSpan Span)> references)
    {
        Removal = removal;
        References = references;
    }

    internal TextEdit Removal { get; }

    /// <summary>Every place that names the declaration, apart from the declaration.</summary>
    internal ImmutableArray<(string File, TextSpan Span)> References { get; }
}

using System;

namespace GrpcAuthAnalyzers.Rules;

/// <summary>
/// What the catalogue and the document of a rule say about it beyond its descriptor, as short Markdown without a full stop.
/// <c>build/generate.cs</c> writes it to docs/rules.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class CatalogueAttribute : Attribute
{
    /// <summary>The code that is reported, as a noun phrase.</summary>
    public string Reports { get; set; } = "";

    /// <summary>What the code fix does; empty if the rule has none.</summary>
    public string Fix { get; set; } = "";

    /// <summary>Which reports have the default severity; empty for all of them.</summary>
    public string Where { get; set; } = "";

    /// <summary>Which reports are information although the rule is a warning; empty if none are.</summary>
    public string Information { get; set; } = "";

    /// <summary>What the rule does in test projects unless <c>grpc_auth.tests = same</c> is set.</summary>
    public InTests InTests { get; set; }

    /// <summary>
    /// Whether the severity depends on the evidence or on the project. The Strict preset does not list such a rule, because a severity there
    /// would raise its information, too; the rule reads <c>build_property.GrpcAuthAnalysisMode</c> and raises its warnings only.
    /// </summary>
    public bool IsGraded { get; set; }
}

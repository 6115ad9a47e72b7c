using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every creation of <c>Metadata</c>.</summary>
internal interface IMetadataRule : IRule
{
    /// <summary>Reports the creation if it has the defect; reports nothing if that is unknown.</summary>
    void Check(Origin metadata, RuleContext context);
}

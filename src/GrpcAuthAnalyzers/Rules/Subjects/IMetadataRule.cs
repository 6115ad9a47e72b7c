using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every creation of <c>Metadata</c>.</summary>
internal interface IMetadataRule : IRule
{
    /// <summary>Reports the creation when it has the defect; says nothing when that is not known.</summary>
    void Check(Origin metadata, RuleContext context);
}

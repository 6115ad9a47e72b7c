using GrpcAuthAnalyzers.Credentials.Headers;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every comparison of the key of a metadata entry that does not ignore case.</summary>
internal interface IKeyComparisonRule : IRule
{
    /// <summary>Reports the comparison if it has the defect; reports nothing if that is unknown.</summary>
    void Check(KeyComparison comparison, RuleContext context);
}

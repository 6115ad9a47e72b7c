using GrpcAuthAnalyzers.Expiry;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every comparison of the expiry of a token with the present.</summary>
internal interface IExpiryRule : IRule
{
    /// <summary>Reports the comparison when it has the defect; says nothing when that is not known.</summary>
    void Check(ExpiryComparison comparison, RuleContext context);
}

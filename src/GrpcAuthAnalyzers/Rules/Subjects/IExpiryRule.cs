using GrpcAuthAnalyzers.Expiry;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every comparison of the expiry of a token with the present.</summary>
internal interface IExpiryRule : IRule
{
    /// <summary>Reports the comparison if it has the defect; reports nothing if that is unknown.</summary>
    void Check(ExpiryComparison comparison, RuleContext context);
}

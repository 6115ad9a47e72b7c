using GrpcAuthAnalyzers.Expiry;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every place that stores the end of the life of a token.</summary>
internal interface IStoredExpiryRule : IRule
{
    /// <summary>Reports the place if it has the defect; reports nothing if that is unknown.</summary>
    void Check(ExpiryStore store, RuleContext context);
}

using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>
/// A rule for every text in a tree that is long enough to be a token, also in test code; it runs after all rules
/// that know what is sent.
/// </summary>
internal interface IWrittenTextRule : IRule
{
    /// <summary>Reports the text if it has the defect.</summary>
    void Check(WrittenText written, RuleContext context);
}

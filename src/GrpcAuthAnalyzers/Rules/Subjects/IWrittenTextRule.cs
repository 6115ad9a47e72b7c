using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>
/// A rule that is asked about every text that is written in a tree and long enough to be a token, also in test code; after all rules
/// that know what is sent.
/// </summary>
internal interface IWrittenTextRule : IRule
{
    /// <summary>Reports the text when it has the defect.</summary>
    void Check(WrittenText written, RuleContext context);
}

using GrpcAuthAnalyzers.Credentials.Headers;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every entry that is put into metadata.</summary>
internal interface ICredentialEntryRule : IRule
{
    /// <summary>Reports the entry if it has the defect; reports nothing if that is unknown.</summary>
    void Check(HeaderWrite entry, RuleContext context);
}

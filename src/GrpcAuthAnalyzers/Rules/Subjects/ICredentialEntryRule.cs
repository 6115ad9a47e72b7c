using GrpcAuthAnalyzers.Credentials.Headers;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every entry that is put into metadata.</summary>
internal interface ICredentialEntryRule : IRule
{
    /// <summary>Reports the entry when it has the defect; says nothing when that is not known.</summary>
    void Check(HeaderWrite entry, RuleContext context);
}

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule of the host's list: a plain class without state, which is asked about what its interfaces name.</summary>
internal interface IRule
{
}

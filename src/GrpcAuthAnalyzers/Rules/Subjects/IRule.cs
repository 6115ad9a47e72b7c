namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule of the host's list: a class without state that the host calls for each subject that its interfaces name.</summary>
internal interface IRule
{
}

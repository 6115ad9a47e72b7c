using GrpcAuthAnalyzers.Credentials.Clients;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every creation of a class of the user around a channel or client that is given nothing which adds a credential.</summary>
internal interface IWrapperRule : IRule
{
    /// <summary>Reports the creation if it has the defect; reports nothing if that is unknown.</summary>
    void Check(OwnWrapper wrapper, RuleContext context);
}

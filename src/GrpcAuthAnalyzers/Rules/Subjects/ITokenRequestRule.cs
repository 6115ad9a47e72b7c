using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every call that is named like one of an identity library that obtains a token.</summary>
internal interface ITokenRequestRule : IRule
{
    /// <summary>Reports the request if it has the defect; reports nothing if that is unknown.</summary>
    void Check(IInvocationOperation request, RuleContext context);
}

using GrpcAuthAnalyzers.TokenProviders;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every method and property that hands out a token.</summary>
internal interface ITokenProviderRule : IRule
{
    /// <summary>Reports the member if it has the defect; reports nothing if that is unknown.</summary>
    void Check(TokenProviderMember member, RuleContext context);
}

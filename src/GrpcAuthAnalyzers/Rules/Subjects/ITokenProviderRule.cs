using GrpcAuthAnalyzers.TokenProviders;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every method and property that hands out a token.</summary>
internal interface ITokenProviderRule : IRule
{
    /// <summary>Reports the member when it has the defect; says nothing when that is not known.</summary>
    void Check(TokenProviderMember member, RuleContext context);
}

using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every <c>new AuthenticationHeaderValue(scheme)</c>, which has no credentials behind the scheme.</summary>
internal interface ILoneSchemeRule : IRule
{
    /// <summary>Reports the scheme if it is none; reports nothing if that is unknown.</summary>
    void Check(IOperation scheme, RuleContext context);
}

using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every mention of <c>DefaultRequestHeaders</c>.</summary>
internal interface IDefaultHeadersRule : IRule
{
    /// <summary>Reports what is written through the mention if it has the defect; reports nothing if that is unknown.</summary>
    void Check(IPropertyReferenceOperation headers, RuleContext context);
}

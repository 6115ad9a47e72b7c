using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every mention of <c>DefaultRequestHeaders</c>.</summary>
internal interface IDefaultHeadersRule : IRule
{
    /// <summary>Reports what is written through the mention when it has the defect; says nothing when that is not known.</summary>
    void Check(IPropertyReferenceOperation headers, RuleContext context);
}

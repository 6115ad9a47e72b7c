using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about calls whose result is dropped.</summary>
internal interface IDroppedResultRule : IRule
{
    /// <summary>Reports the call when its result is all that it does; says nothing when that is not known.</summary>
    void Check(IInvocationOperation discarded, RuleContext context);
}

using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for calls whose result is dropped.</summary>
internal interface IDroppedResultRule : IRule
{
    /// <summary>Reports the call if its result is all that it does; reports nothing if that is unknown.</summary>
    void Check(IInvocationOperation discarded, RuleContext context);
}

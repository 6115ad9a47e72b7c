using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every assignment to a member whose name may mean the end of what is valid.</summary>
internal interface IStoredExpiryRule : IRule
{
    /// <summary>Reports the assignment if it has the defect; reports nothing if that is unknown.</summary>
    void Check(ISimpleAssignmentOperation assignment, RuleContext context);
}

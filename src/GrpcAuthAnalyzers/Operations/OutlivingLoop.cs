using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>
/// A loop that outlives a token: without end, until cancelled, or paced by a timer or delay. A loop that its body leaves when a
/// call has succeeded is a retry, and ends.
/// </summary>
internal static class OutlivingLoop
{
    /// <summary>The endless loop that contains a use but not a creation, or null.</summary>
    internal static ILoopOperation? Around(IOperation use, IOperation creation)
    {
        for (var current = use.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation loop && !EnclosingFunction.IsInside(creation, loop) && IsEndless(loop) && !IsLeft(loop))
                return loop;
        }

        return null;
    }

    private static bool IsEndless(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: null or { ConstantValue: { HasValue: true, Value: true } } } => true,
        IForLoopOperation { Condition: null } => true,
        IWhileLoopOperation { Condition: { } condition } => IsPaced(condition) || IsPaced(loop.Body),
        _ => false,
    };

    /// <summary>Whether the body returns or breaks, but for a handler of exceptions that stops the worker.</summary>
    private static bool IsLeft(ILoopOperation loop)
    {
        foreach (var operation in loop.Body.Descendants())
        {
            var leaves = operation is IReturnOperation { Kind: OperationKind.Return, IsImplicit: false }
                || operation is IBranchOperation { BranchKind: BranchKind.Break } branch
                    && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel);
            if (leaves && EnclosingFunction.Enclosing(operation) == EnclosingFunction.Enclosing(loop) && !IsInHandler(operation, loop))
                return true;
        }

        return false;
    }

    private static bool IsInHandler(IOperation operation, ILoopOperation loop)
    {
        for (var current = operation.Parent; current is not null && current != loop; current = current.Parent)
        {
            if (current is ICatchClauseOperation)
                return true;
        }

        return false;
    }

    private static bool IsPaced(IOperation code)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested", ContainingType: var source } }
                    when source.Is("System.Threading.CancellationToken", "System.Threading.CancellationTokenSource"):
                case IInvocationOperation { TargetMethod: { Name: "WaitForNextTickAsync", ContainingType: var timer } }
                    when timer.Is("System.Threading.PeriodicTimer"):
                case IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType: var task } } when task.IsTask():
                case IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType: var thread } } when thread.Is("System.Threading.Thread"):
                    return true;
            }
        }

        return false;
    }
}

using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>A loop that outlives a token: without end, until cancelled, or paced by a timer or delay.</summary>
internal static class EndlessLoop
{
    /// <summary>The endless loop that a use stands in and a creation does not; null when there is none.</summary>
    internal static ILoopOperation? Around(IOperation use, IOperation creation)
    {
        for (var current = use.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation loop && !Function.IsInside(creation, loop) && IsEndless(loop))
                return loop;
        }

        return null;
    }

    private static bool IsEndless(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: null or { ConstantValue: { HasValue: true, Value: true } } } => true,
        IForLoopOperation { Condition: null } => true,
        IWhileLoopOperation { Condition: { } condition } => IsPaced(condition) || IsPaced(loop.Body),
        IForEachLoopOperation => IsPaced(loop.Body),
        _ => false,
    };

    private static bool IsPaced(IOperation code)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested", ContainingType.Name: "CancellationToken" or "CancellationTokenSource" } }:
                case IInvocationOperation { TargetMethod: { Name: "WaitForNextTickAsync", ContainingType.Name: "PeriodicTimer" } }:
                case IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } }:
                case IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType.Name: "Thread" } }:
                    return true;
            }
        }

        return false;
    }
}

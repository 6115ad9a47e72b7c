using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>
/// A loop that outlives a token: without end, until cancelled, paced by a timer or delay, or over what arrives at any time (a console, a channel
/// of .NET, a duplex stream). A loop that its body leaves when a call has succeeded, or after some attempts, is a retry, and ends.
/// </summary>
internal static class OutlivingLoop
{
    private const string ChannelReader = "System.Threading.Channels.ChannelReader";

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
        IWhileLoopOperation { Condition: { } condition } => !EndsByItself(condition, loop) && (IsPaced(condition) || IsPaced(loop.Body)),
        IForEachLoopOperation { Collection: { } items } => IsUnending(items),
        _ => false,
    };

    /// <summary>
    /// Whether a condition ends the loop after a time or a number of turns (<c>DateTime.UtcNow &lt; deadline</c>, <c>attempt &lt; 10</c>), or when what the
    /// loop asks for is there (<c>order.Status != "done"</c>, where each turn reads the order again).
    /// </summary>
    private static bool EndsByItself(IOperation condition, ILoopOperation loop)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or }:
                    return false;
                case IPropertyReferenceOperation { Property: { Name: "UtcNow" or "Now", ContainingType: var clock } }
                    when clock.Is("System.DateTime", "System.DateTimeOffset"):
                case IPropertyReferenceOperation { Property.ContainingType: var watch } when watch.Is("System.Diagnostics.Stopwatch"):
                case IPropertyReferenceOperation { Property: { Name: "TickCount" or "TickCount64", ContainingType: var machine } }
                    when machine.Is("System.Environment"):
                case IInvocationOperation { TargetMethod: { Name: "GetUtcNow" or "GetLocalNow" or "GetElapsedTime", ContainingType: var time } }
                    when time.Is("System.TimeProvider"):
                case IIncrementOrDecrementOperation:
                case ILocalReferenceOperation local when IsCounted(local.Local, loop) || IsReadAgain(local.Local, loop):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the body of a loop gives a local what a call answers.</summary>
    private static bool IsReadAgain(ILocalSymbol local, ILoopOperation loop)
    {
        foreach (var operation in loop.Body.Descendants())
        {
            if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value.ConstantValue.HasValue: false } assignment
                && SymbolEqualityComparer.Default.Equals(target.Local, local)
                && !IsPaced(assignment.Value))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the body returns or breaks, but for a handler of exceptions that stops the worker, and for a condition that stops a loop which waits
    /// in each turn.
    /// </summary>
    private static bool IsLeft(ILoopOperation loop)
    {
        foreach (var operation in loop.Body.Descendants())
        {
            var leaves = operation is IReturnOperation { Kind: OperationKind.Return, IsImplicit: false }
                || operation is IBranchOperation { BranchKind: BranchKind.Break } branch
                    && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel);
            if (leaves
                && EnclosingFunction.Enclosing(operation) == EnclosingFunction.Enclosing(loop)
                && !IsInHandler(operation, loop)
                && !(IsStop(operation, loop) && Waits(loop)))
                return true;
        }

        return false;
    }

    /// <summary>Whether each turn waits for something, and not only one that failed.</summary>
    private static bool Waits(ILoopOperation loop) =>
        loop is IForEachLoopOperation
            || (loop is IWhileLoopOperation { Condition: { } condition } && IsPaced(condition))
            || IsPaced(loop.Body, loop);

    /// <summary>
    /// Whether a condition leaves the loop that is no success and no number of attempts: without a result, and not with a local of a <c>try</c>
    /// whose failure is caught.
    /// </summary>
    private static bool IsStop(IOperation exit, ILoopOperation loop)
    {
        if (exit is IReturnOperation { ReturnedValue: { ConstantValue.HasValue: false } })
            return false;

        IOperation? condition = null;
        var isTried = false;
        for (var current = exit; current.Parent is { } parent && current != loop; current = parent)
        {
            if (parent is IConditionalOperation branch && branch.Condition != current)
                condition ??= branch.Condition;

            isTried |= parent is ITryOperation { Catches.IsEmpty: false };
        }

        if (condition is null)
            return false;

        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is IIncrementOrDecrementOperation
                || operation is ILocalReferenceOperation local && (isTried || IsCounted(local.Local, loop)))
                return false;
        }

        return true;
    }

    private static bool IsCounted(ILocalSymbol local, ILoopOperation loop)
    {
        foreach (var operation in loop.Descendants())
        {
            var target = operation switch
            {
                IIncrementOrDecrementOperation step => step.Target,
                ICompoundAssignmentOperation step => step.Target,
                _ => null,
            };
            if (target is ILocalReferenceOperation counter && SymbolEqualityComparer.Default.Equals(counter.Local, local))
                return true;
        }

        return false;
    }

    /// <summary>Whether a collection gives its elements when they arrive: a channel, a blocking collection, a duplex stream.</summary>
    private static bool IsUnending(IOperation items)
    {
        items = Conversions.BuiltInInside(items);
        while (items is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" } wrapped && wrapped.Receiver() is { } inner)
            items = Conversions.BuiltInInside(inner);

        return items is IInvocationOperation call
            && (call.TargetMethod is { Name: "ReadAllAsync", ContainingType: var reader } && reader.Is(ChannelReader)
                || (call.TargetMethod is { Name: "GetConsumingEnumerable", ContainingType: var queue }
                    && queue.Is("System.Collections.Concurrent.BlockingCollection"))
                || (call.TargetMethod.Name == "ReadAllAsync" && IsOfDuplexStream(call)));
    }

    private static bool IsOfDuplexStream(IInvocationOperation call) =>
        call.Receiver() is { } stream
            && Conversions.BuiltInInside(stream) is IPropertyReferenceOperation { Property.Name: "ResponseStream", Instance.Type: var type }
            && type.Is("Grpc.Core.AsyncDuplexStreamingCall");

    private static bool IsInHandler(IOperation operation, ILoopOperation loop)
    {
        for (var current = operation.Parent; current is not null && current != loop; current = current.Parent)
        {
            if (current is ICatchClauseOperation)
                return true;
        }

        return false;
    }

    /// <param name="code">A condition or body.</param>
    /// <param name="loop">A loop whose handlers of exceptions do not count; null where they do.</param>
    private static bool IsPaced(IOperation code, ILoopOperation? loop = null)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            if (loop is not null && IsInHandler(operation, loop))
                continue;

            switch (operation)
            {
                case IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested", ContainingType: var source } }
                    when source.Is("System.Threading.CancellationToken", "System.Threading.CancellationTokenSource"):
                case IInvocationOperation { TargetMethod: { Name: "WaitForNextTickAsync", ContainingType: var timer } }
                    when timer.Is("System.Threading.PeriodicTimer"):
                case IInvocationOperation { TargetMethod: { Name: "ReadLine" or "ReadKey", ContainingType: var console } } when console.Is("System.Console"):
                case IInvocationOperation { TargetMethod.Name: "ReadLine" or "ReadLineAsync", Instance: IPropertyReferenceOperation { Property: var input } }
                    when input.Name == "In" && input.ContainingType.Is("System.Console"):
                case IInvocationOperation { TargetMethod: { Name: "WaitToReadAsync" or "ReadAsync", ContainingType: var channel } }
                    when channel.Is(ChannelReader):
                case IInvocationOperation { TargetMethod.Name: "MoveNext" } next when IsOfDuplexStream(next):
                case IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType: var task } } when task.IsTask():
                case IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType: var thread } } when thread.Is("System.Threading.Thread"):
                    return true;
            }
        }

        return false;
    }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary><c>.Result</c>, <c>.Wait()</c>, <c>.GetAwaiter().GetResult()</c> or <c>Task.WaitAll(...)</c> on work that may not be complete.</summary>
internal sealed class BlockingWait
{
    private BlockingWait(IOperation operation, IInvocationOperation work, string name)
    {
        Operation = operation;
        Work = work;
        Name = name;
    }

    /// <summary>The whole expression that blocks.</summary>
    internal IOperation Operation { get; }

    /// <summary>The call whose task is waited for.</summary>
    internal IInvocationOperation Work { get; }

    /// <summary>For messages: <c>GetTokenAsync().Result</c>.</summary>
    internal string Name { get; }

    /// <summary>
    /// The operation as a wait. Null for other operations, and if the task may be complete: it is awaited or asked for its
    /// state somewhere, it comes from a parameter, field or cache, or its method has nothing to wait for.
    /// </summary>
    internal static BlockingWait? From(IOperation operation, MemberBodies bodies)
    {
        if (TaskOf(operation) is not { } waited)
            return null;

        return WorkOf(waited.Task, operation, bodies) is { } work && !IsComplete(work, bodies)
            ? new BlockingWait(operation, work, work.TargetMethod.Name + "()" + waited.Suffix)
            : null;
    }

    /// <summary>
    /// The same for each task that <c>Task.WaitAll</c> or <c>Task.WaitAny</c> waits for, as far as their array is written there or in a local; empty for other
    /// calls.
    /// </summary>
    internal static IEnumerable<BlockingWait> OfEach(IInvocationOperation call, MemberBodies bodies)
    {
        if (call is not { TargetMethod: { Name: "WaitAll" or "WaitAny", ContainingType: var type }, Arguments: { Length: > 0 } arguments } || !type.IsTask())
            yield break;

        var tasks = Conversions.BuiltInInside(arguments.At(0));
        if (tasks is ILocalReferenceOperation local && bodies.FactsOf(local).WritesTo(local.Local) is { Count: 1 } writes && writes[0].Value is { } written)
            tasks = Conversions.BuiltInInside(written);

        // In the span of a params parameter they stand without an array; the operation that holds them has no type in this version of Roslyn.
        foreach (var element in tasks is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ChildOperations : tasks.ChildOperations)
        {
            if (Conversions.BuiltInInside(element).Type.IsTask() && WorkOf(element, call, bodies) is { } work && !IsComplete(work, bodies))
                yield return new BlockingWait(call, work, $"{call.TargetMethod.Name}({work.TargetMethod.Name}())");
        }
    }

    private static (IOperation Task, string Suffix)? TaskOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Instance: { } task, Property: { Name: "Result", ContainingType: var type } } when type.IsTask() => (task, ".Result"),
        IInvocationOperation { Instance: { } task, TargetMethod: { Name: "Wait", ContainingType: var type } } when type.IsTask() => (task, ".Wait()"),
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } } =>
            (task, ".GetAwaiter().GetResult()"),
        _ => null,
    };

    /// <summary>The call that makes a task: itself, in <c>Task.Run(() => ...)</c>, or in a local that is written once and only waited for.</summary>
    private static IInvocationOperation? WorkOf(IOperation task, IOperation wait, MemberBodies bodies)
    {
        while (true)
        {
            task = Conversions.BuiltInInside(task);
            switch (task)
            {
                case IInvocationOperation { Instance: { } configured, TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" or "WaitAsync" }:
                    task = configured;
                    break;
                case IPropertyReferenceOperation { Instance: { } call, Property: { Name: "ResponseAsync", ContainingType: var type } }
                    when type.Is("Grpc.Core.AsyncUnaryCall"):
                    task = call;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Run", ContainingType: var type }, Arguments: { Length: > 0 } arguments } run
                    when type.IsTask():
                    return bodies.FunctionGivenBy(arguments.At(0)) is { } function
                        && bodies.ReturnsOf(function) is { Count: 1 } returns
                        && Awaited(returns[0]) is IInvocationOperation inner
                        ? inner
                        : run;
                case IInvocationOperation call:
                    return call;
                case ILocalReferenceOperation local:
                    if (bodies.FactsOf(local) is var facts
                        && facts.WritesTo(local.Local) is { Count: 1 } writes
                        && writes[0].Value is { } written
                        && IsOnlyWaitedFor(local, wait, facts))
                        task = written;
                    else
                        return null;
                    break;
                default:
                    return null;
            }
        }
    }

    private static IOperation Awaited(IOperation returned)
    {
        while (OriginTracer.PassedOn(returned) is { } inner)
            returned = inner;

        return returned;
    }

    /// <summary>Whether a local task is mentioned only in blocking waits, of which this is the first.</summary>
    private static bool IsOnlyWaitedFor(ILocalReferenceOperation local, IOperation wait, BodyFacts facts)
    {
        foreach (var reference in facts.ReferencesTo(local.Local))
        {
            if (EnclosingFunction.IsInside(reference, wait))
                continue;

            var outer = Conversions.BuiltInAround(reference);
            while (outer.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" })
                outer = Conversions.BuiltInAround(outer.Parent);

            if (outer.Parent is not { } user || TaskOf(user) is null || user.Syntax.SpanStart < wait.Syntax.SpanStart)
                return false;
        }

        return true;
    }

    /// <summary><c>Task.FromResult</c>, and source methods that return nothing else.</summary>
    private static bool IsComplete(IInvocationOperation work, MemberBodies bodies)
    {
        if (work.TargetMethod is { Name: "FromResult" or "FromException" or "FromCanceled", ContainingType: var type } && type.IsTask())
            return true;

        if (work.TargetMethod.IsAsync
            || !OriginTracer.HasOneBody(work.TargetMethod)
            || bodies.FunctionOf(work.TargetMethod) is not { } function
            || bodies.ReturnsOf(function) is not { Count: > 0 } returns)
            return false;

        foreach (var returned in returns)
        {
            var value = Conversions.Inside(returned);
            var isComplete = NullTests.IsNull(value)
                || value is IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var maker } } && maker.IsTask()
                || value is IObjectCreationOperation { Arguments: { Length: 1 } arguments } && value.Type.Is("System.Threading.Tasks.ValueTask")
                    && !arguments.TypeAt(0).IsTask()
                    && !arguments.TypeAt(0).Is("System.Threading.Tasks.Sources.IValueTaskSource");
            if (!isComplete)
                return false;
        }

        return true;
    }
}

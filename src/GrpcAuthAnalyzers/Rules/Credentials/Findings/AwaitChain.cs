using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>
/// The way from an operation out to the function that it runs for: through the lambdas, local functions and entered methods around it. Asks whether the
/// function waits for the operation.
/// </summary>
internal sealed class AwaitChain
{
    private const int MaxCalls = 4;

    /// <summary>Methods that signal that the work is done.</summary>
    private static readonly string[] Signalling =
    {
        "SetResult", "TrySetResult", "SetException", "TrySetException", "SetCanceled", "Set", "Release", "Signal", "SignalAndWait", "Pulse", "PulseAll",
        "Complete", "TryComplete", "CompleteAdding", "Cancel", "CancelAsync",
    };

    private readonly IOperation _function;
    private readonly MemberBodies _bodies;
    private readonly List<IOperation> _passed = new();
    private bool _isLater;
    private bool _isLost;

    /// <param name="function">The function that should wait.</param>
    /// <param name="bodies">The bodies of the compilation.</param>
    /// <param name="isLater">Whether the operation is known to run after its caller went on.</param>
    internal AwaitChain(IOperation function, MemberBodies bodies, bool isLater = false)
    {
        _function = function;
        _bodies = bodies;
        _isLater = isLater;
    }

    /// <summary>
    /// The calls that start the operation and whose task is dropped, or that have none, the innermost first: each of them must be awaited. Empty when the
    /// operation runs before the function returns, or is waited for, or when that cannot be seen: a task or delegate that is kept, work that signals when it
    /// is done.
    /// </summary>
    internal IReadOnlyList<IInvocationOperation> NotAwaited(TracedValue site)
    {
        var starts = new List<IInvocationOperation>();
        if (!EnclosingFunction.IsInside(site.OutermostSite, _function))
            return starts;

        var (next, frame) = (site.Operation, site.Frame);
        while (next is not null)
        {
            if (Climb(next, frame, depth: 0) is { } start)
            {
                if (Signals(start) || _passed.Exists(Signals))
                    return starts;

                starts.Add(start);
                next = IsAwaitable(start.Type) ? start.Parent : null; // who calls async void cannot wait for it
            }
            else
            {
                (next, frame) = (_isLost ? null : frame?.Call, frame?.Caller);
            }
        }

        return starts;
    }

    /// <summary>Whether a value can be awaited: a task, a value task, or what <c>ConfigureAwait</c> makes of it.</summary>
    internal static bool IsAwaitable(ITypeSymbol? type) =>
        type.IsTask()
            || type.Is("System.Runtime.CompilerServices.ConfiguredTaskAwaitable", "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable");

    /// <summary>From an operation to the end of its method, or to the function that should wait.</summary>
    private IInvocationOperation? Climb(IOperation operation, CallFrame? frame, int depth)
    {
        var fromLambda = operation is IMethodReferenceOperation;
        for (IOperation? current = operation; current is not null && current != _function; current = current.Parent)
        {
            switch (current)
            {
                case IInvocationOperation call:
                    _isLater |= fromLambda && StartsElsewhere(call.TargetMethod);
                    if (_isLater && IsDropped(call))
                        return call;

                    // A caller that blocks, or uses the result, has waited.
                    _isLater &= IsAwaitable(call.Type);
                    break;
                case IAwaitOperation:
                case IPropertyReferenceOperation { Property.Name: "Result" }:
                    _isLater = false;
                    break;
                case IAnonymousFunctionOperation lambda:
                    Leave(lambda, operation);
                    if (!IsArgument(lambda))
                        return Lose();
                    fromLambda = true;
                    break;
                case ILocalFunctionOperation local:
                    Leave(local, operation);
                    return frame is not null && SymbolEqualityComparer.Default.Equals(frame.Method, local.Symbol.OriginalDefinition)
                        ? null
                        : ClimbFromUses(local, depth);
                case { Parent: null }:
                    Leave(current, operation);
                    return null;
            }
        }

        return null;
    }

    /// <summary>A local function that captures the object: each of its uses must be dropped.</summary>
    private IInvocationOperation? ClimbFromUses(ILocalFunctionOperation local, int depth)
    {
        IInvocationOperation? first = null;
        var isLater = _isLater;
        foreach (var use in _bodies.FactsOf(local).ReferencesTo(local.Symbol))
        {
            _isLater = isLater;
            if (depth >= MaxCalls || Climb(use, frame: null, depth + 1) is not { } start)
                return Lose();

            first ??= start;
        }

        return first ?? Lose();
    }

    private IInvocationOperation? Lose()
    {
        _isLost = true;
        return null;
    }

    /// <summary>Code after an await of an asynchronous function runs when its caller has gone on.</summary>
    private void Leave(IOperation function, IOperation operation)
    {
        _passed.Add(function);
        _isLater |= _bodies.FactsOf(function).FirstAwaitOf(function) is { } first && first.Syntax.SpanStart < operation.Syntax.Span.End;
    }

    private static bool IsArgument(IOperation lambda) => Arguments.Around(lambda) is { Parent: IInvocationOperation };

    private static bool StartsElsewhere(IMethodSymbol method) => method.Name switch
    {
        "Run" or "ContinueWith" => method.ContainingType.Is("System.Threading.Tasks.Task"),
        "StartNew" => method.ContainingType.Is("System.Threading.Tasks.TaskFactory"),
        _ => IsFireAndForget(method),
    };

    private static bool IsFireAndForget(IMethodSymbol method) =>
        (method.Name is "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" && method.ContainingType.Is("System.Threading.ThreadPool"))
            || (method.IsAsync && method.ReturnsVoid);

    /// <summary>Whether the task of a call is dropped: it is a statement, assigned to <c>_</c>, or to a local that is never mentioned again.</summary>
    private bool IsDropped(IInvocationOperation call)
    {
        if (!IsAwaitable(call.Type) && !IsFireAndForget(call.TargetMethod))
            return false;

        var current = Conversions.BuiltInAround(call);
        while (current.Parent is IConditionalAccessOperation access && access.WhenNotNull == current)
            current = Conversions.BuiltInAround(access);

        return current.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } =>
                _bodies.FactsOf(call).ReferencesTo(local).Count == 0,
            _ => false,
        };
    }

    /// <summary>Whether code signals that it is done: the function may wait for that.</summary>
    private static bool Signals(IOperation code)
    {
        foreach (var operation in code.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: var name } && Array.IndexOf(Signalling, name) >= 0)
                return true;
        }

        return false;
    }
}

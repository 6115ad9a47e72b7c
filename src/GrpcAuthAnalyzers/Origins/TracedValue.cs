using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>An expression, seen from the chain of calls that the tracer entered to get there.</summary>
internal readonly struct TracedValue : IEquatable<TracedValue>
{
    internal TracedValue(IOperation operation, CallFrame? frame = null)
    {
        Operation = operation;
        Frame = frame;
    }

    /// <summary>The expression.</summary>
    internal IOperation Operation { get; }

    /// <summary>The call whose body contains the expression, or null if no call was entered.</summary>
    internal CallFrame? Frame { get; }

    /// <summary>The call around all entered methods; the expression itself where none was entered.</summary>
    internal IOperation OutermostSite
    {
        get
        {
            var site = Operation;
            for (var frame = Frame; frame is not null; frame = frame.Caller)
                site = frame.Call ?? site;

            return site;
        }
    }

    /// <summary>The expression in a frame, or the call there that led to it; null where neither is known, and for other frames.</summary>
    internal IOperation? SiteIn(CallFrame? frame)
    {
        IOperation? site = Operation;
        for (var entered = Frame; entered != frame; entered = entered.Caller)
        {
            if (entered is null)
                return null;

            site = entered.Site;
        }

        return site;
    }

    /// <summary>Whether this always runs after another operation has run, also where the calls that were entered lead to both.</summary>
    internal bool AlwaysFollows(TracedValue earlier)
    {
        var site = Operation;
        for (var frame = Frame; ; frame = frame.Caller)
        {
            if (earlier.SiteIn(frame) is { } before && ExecutionOrder.AlwaysFollows(before, site))
                return true;

            if (frame?.Site is not { } call || !AlwaysRunsIn(frame.Method, site))
                return false;

            site = call;
        }
    }

    /// <summary>Whether every run of the outermost function comes to this, through the calls that were entered.</summary>
    internal bool AlwaysRuns
    {
        get
        {
            var site = Operation;
            for (var frame = Frame; frame is not null; frame = frame.Caller)
            {
                if (frame.Site is not { } call || !AlwaysRunsIn(frame.Method, site))
                    return false;

                site = call;
            }

            return ExecutionOrder.AlwaysRuns(site, EnclosingFunction.Enclosing(site));
        }
    }

    private static bool AlwaysRunsIn(IMethodSymbol method, IOperation site)
    {
        var function = EnclosingFunction.Enclosing(site);
        return SymbolEqualityComparer.Default.Equals(EnclosingFunction.SymbolOf(function)?.OriginalDefinition, method)
            && ExecutionOrder.AlwaysRuns(site, function);
    }

    /// <summary>
    /// A value that a lambda or local function returns, seen from a call of it by code that is not seen: what the function does
    /// to the object before is known then.
    /// </summary>
    internal static TracedValue Returned(IOperation returned, IOperation function) =>
        new(
            returned,
            function is IAnonymousFunctionOperation or ILocalFunctionOperation && EnclosingFunction.SymbolOf(function) is { } symbol
                ? new CallFrame(symbol, ImmutableArray<IArgumentOperation>.Empty, caller: null)
                : null);

    /// <summary>Another expression of the same body.</summary>
    internal TracedValue With(IOperation operation) => new(operation, Frame);

    public bool Equals(TracedValue other) => ReferenceEquals(Operation, other.Operation) && ReferenceEquals(Frame, other.Frame);

    public override bool Equals(object? obj) => obj is TracedValue other && Equals(other);

    public override int GetHashCode() => unchecked((Operation?.GetHashCode() ?? 0) * 31 + (Frame?.GetHashCode() ?? 0));
}

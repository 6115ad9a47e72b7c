using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>
/// Whether of two operations one runs before the other, always or perhaps, and whether both run or one instead of the other. There is one reading of
/// branches, loops, <c>try</c> and <c>?.</c> for all of these questions: <see cref="PartOf"/>.
/// </summary>
internal static class ExecutionOrder
{
    private static readonly ConditionalWeakTable<IOperation, JumpPlaces> Jumps = new();

    /// <summary>How the part of an operation runs when that operation runs.</summary>
    private enum Part
    {
        /// <summary>Always, unless something throws before.</summary>
        Certain,

        /// <summary>
        /// Or something else runs, or nothing: a branch, a <c>switch</c> section, the right side of <c>??</c> or <c>&amp;&amp;</c>, a <c>catch</c>.
        /// </summary>
        Branch,

        /// <summary>The body of a <c>try</c>: to its end, or up to an exception, and then perhaps a <c>catch</c> runs.</summary>
        Attempt,

        /// <summary>The body of a loop, and the condition of <c>do</c>, which a <c>break</c> skips.</summary>
        Repeated,

        /// <summary>
        /// Or not at all, and nothing instead: what stands behind <c>?.</c>, and the parts of an interpolated string whose handler may not ask for them.
        /// </summary>
        Optional,
    }

    /// <summary>
    /// Whether what happens at <paramref name="earlier"/> can have happened when <paramref name="later"/> runs. False only
    /// where both stand in the same function, in the wrong order, in no common loop, and it has no <c>goto</c>. A loop counts as a whole, with what
    /// it runs only once.
    /// </summary>
    internal static bool MayPrecede(IOperation earlier, IOperation later)
    {
        if (earlier.Syntax.SyntaxTree != later.Syntax.SyntaxTree || earlier.Syntax.Span.End <= later.Syntax.SpanStart)
            return true;

        var function = EnclosingFunction.Enclosing(earlier);
        return function != EnclosingFunction.Enclosing(later) || EnclosingFunction.CommonLoop(earlier, later) is not null || HasGoTo(function);
    }

    /// <summary>
    /// Whether an operation has run whenever <paramref name="later"/> runs: it stands before it in the source of the same function, in the innermost block
    /// around it nothing can skip it, <paramref name="later"/> stands in that block, too, and there is no <c>goto</c>.
    /// </summary>
    internal static bool AlwaysPrecedes(IOperation operation, IOperation later)
    {
        var current = operation;
        while (current.Parent is { } parent and not IBlockOperation)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation || PartOf(current) != Part.Certain)
                return false;

            current = parent;
        }

        return current.Parent is { } block
            && operation.Syntax.Span.End <= later.Syntax.SpanStart
            && EnclosingFunction.IsInside(later, block)
            && EnclosingFunction.Enclosing(operation) is var function && function == EnclosingFunction.Enclosing(later) && !HasGoTo(function);
    }

    /// <summary>Whether an operation stands before another one in the source of the same function.</summary>
    internal static bool ComesBefore(IOperation first, IOperation second) =>
        first.Syntax.Span.End <= second.Syntax.SpanStart && EnclosingFunction.Enclosing(first) == EnclosingFunction.Enclosing(second);

    /// <summary>
    /// Whether an operation may be left out when the code around it runs: it stands in a branch, in the body of a loop or behind <c>?.</c>.
    /// What a loop goes through and what it asks first are not left out.
    /// </summary>
    internal static bool IsConditional(IOperation operation, IOperation around)
    {
        for (var current = operation; current != around && current.Parent is not null; current = current.Parent)
        {
            if (PartOf(current) is Part.Branch or Part.Repeated or Part.Optional)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the second operation runs in every run that has come past the first, or the other way round. False for parts of one <c>if</c>,
    /// <c>switch</c>, <c>try</c>, <c>??</c> or <c>&amp;&amp;</c>, for two conditions (they may exclude one another), for different functions, and where a
    /// <c>return</c>, <c>throw</c> or jump stands between them.
    /// </summary>
    internal static bool BothRun(IOperation first, IOperation second)
    {
        var function = EnclosingFunction.Enclosing(first);
        if (function != EnclosingFunction.Enclosing(second))
            return false;

        var common = first;
        while (!EnclosingFunction.IsInside(second, common))
            common = common.Parent!;

        return !HasBranches(common)
            && !(IsConditional(first, common) && IsConditional(second, common))
            && !LeavesBetween(function, first.Syntax.Span.End, second.Syntax.SpanStart);
    }

    /// <summary>Whether a later operation of the same function runs whenever an earlier one has run.</summary>
    internal static bool AlwaysFollows(IOperation earlier, IOperation later)
    {
        if (!ComesBefore(earlier, later) || !BothRun(earlier, later))
            return false;

        var common = earlier;
        while (!EnclosingFunction.IsInside(later, common))
            common = common.Parent!;

        return !IsConditional(later, common);
    }

    /// <summary>Whether a function always runs an operation that stands in it: no condition, no loop, and nothing leaves the function before.</summary>
    internal static bool AlwaysRuns(IOperation operation, IOperation function)
    {
        if (IsConditional(operation, function))
            return false;

        var end = operation.Syntax.SpanStart;
        for (var around = operation.Parent; around is not null && around != function; around = around.Parent)
        {
            // What is returned or thrown runs first.
            if (around is IReturnOperation or IThrowOperation && !LeavesBetween(function, around.Syntax.SpanStart + 1, end))
                end = around.Syntax.SpanStart;
        }

        return !LeavesBetween(function, function.Syntax.SpanStart, end);
    }

    /// <summary>
    /// Whether one operation may run only where another one does not: it stands in another branch, in one that the other is the condition of, or in one that
    /// leaves the function or the round of the loop. False where both stand in different bodies.
    /// </summary>
    internal static bool MayExclude(IOperation conditional, IOperation other)
    {
        for (var current = conditional; current.Parent is { } parent; current = parent)
        {
            if (PartOf(current) is not (Part.Branch or Part.Attempt))
                continue;

            if (EnclosingFunction.IsInside(other, current))
                return false;

            if (EnclosingFunction.IsInside(other, parent) || Leaves(current))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether of two operations of one body one stands in a branch, <c>try</c> or <c>catch</c> that the other does not stand in. False for operations of
    /// two bodies. A loop and <c>?.</c> do not choose between two operations.
    /// </summary>
    internal static bool AreInOtherBranches(IOperation first, IOperation second) =>
        EnclosingFunction.Root(first).Syntax == EnclosingFunction.Root(second).Syntax
        && (HasBranchOfItsOwn(first, second) || HasBranchOfItsOwn(second, first));

    private static bool HasBranchOfItsOwn(IOperation operation, IOperation other)
    {
        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            if (PartOf(current) is Part.Branch or Part.Attempt && !current.Syntax.Span.Contains(other.Syntax.Span))
                return true;
        }

        return false;
    }

    /// <summary>Whether an operation may be left out when its parent runs, or end before its own end.</summary>
    internal static bool IsOptional(IOperation part) =>
        PartOf(part) switch
        {
            Part.Certain => false,
            Part.Attempt => part.Parent is ITryOperation { Catches.IsEmpty: false },
            _ => true,
        };

    /// <summary>How an operation runs when its parent does.</summary>
    private static Part PartOf(IOperation part)
    {
        switch (part.Parent)
        {
            case IConditionalOperation conditional when conditional.Condition != part:
            case ISwitchOperation { Value: var value } when value != part:
            case ISwitchExpressionOperation { Value: var matched } when matched != part:
            case ICoalesceOperation coalesce when coalesce.WhenNull == part:
            case ICoalesceAssignmentOperation assignment when assignment.Value == part:
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary
                when binary.RightOperand == part:
            case ITryOperation when part is ICatchClauseOperation:
                return Part.Branch;
            case ITryOperation @try when @try.Body == part:
                return Part.Attempt;
            case IForEachLoopOperation forEach when forEach.Collection != part:
            case IForLoopOperation @for when @for.Body == part || @for.AtLoopBottom.Contains(part):
            case IWhileLoopOperation @while when @while.Body == part || !@while.ConditionIsTop:
                return Part.Repeated;
            case IConditionalAccessOperation access when access.WhenNotNull == part:
            case IInterpolatedStringHandlerCreationOperation { HandlerCreation: var handler } creation
                when handler != part && (creation.HandlerCreationHasSuccessParameter || creation.HandlerAppendCallsReturnBool):
                return Part.Optional;
            default:
                return Part.Certain;
        }
    }

    /// <summary>Whether an operation runs some of its parts instead of others.</summary>
    private static bool HasBranches(IOperation operation) => operation is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation
        or ITryOperation or ICoalesceOperation or ICoalesceAssignmentOperation
        or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr };

    /// <summary>Whether something in a branch leaves the function or goes elsewhere; a <c>break</c> is only the end of a loop or section.</summary>
    private static bool Leaves(IOperation branch)
    {
        foreach (var operation in branch.DescendantsAndSelf())
        {
            if (operation is IReturnOperation { IsImplicit: false } or IThrowOperation
                or IBranchOperation { BranchKind: BranchKind.GoTo or BranchKind.Continue })
                return true;
        }

        return false;
    }

    private static bool LeavesBetween(IOperation function, int start, int end) => JumpsOf(function).IsAnyBetween(start, end);

    /// <summary>Whether a function, without the functions in it, has a <c>goto</c>.</summary>
    internal static bool HasGoTo(IOperation function) => JumpsOf(function).HasGoTo;

    private static JumpPlaces JumpsOf(IOperation function) => Jumps.GetValue(function, static f => new JumpPlaces(f));

    /// <summary>Whether an operation is part of what a conditional or a switch decides by.</summary>
    internal static bool IsInCondition(IOperation operation)
    {
        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation conditional && conditional.Condition == current
                || parent is ISwitchOperation @switch && @switch.Value == current
                || parent is ISwitchExpressionOperation arms && arms.Value == current)
                return true;
        }

        return false;
    }

    /// <summary>The written returns, throws and branches of a function, without those of the functions in it.</summary>
    private sealed class JumpPlaces
    {
        private readonly List<int> _starts = new();

        internal JumpPlaces(IOperation function)
        {
            foreach (var operation in function.Descendants())
            {
                if (operation is not (IReturnOperation { IsImplicit: false } or IThrowOperation or IBranchOperation)
                    || EnclosingFunction.Enclosing(operation) != function)
                    continue;

                _starts.Add(operation.Syntax.SpanStart);
                HasGoTo |= operation is IBranchOperation { BranchKind: BranchKind.GoTo };
            }

            _starts.Sort();
        }

        internal bool HasGoTo { get; }

        /// <summary>Whether a jump begins at a position or behind it, and before another one.</summary>
        internal bool IsAnyBetween(int start, int end)
        {
            var first = _starts.BinarySearch(start);
            first = first < 0 ? ~first : first;
            return start < end && first < _starts.Count && _starts[first] < end;
        }
    }
}

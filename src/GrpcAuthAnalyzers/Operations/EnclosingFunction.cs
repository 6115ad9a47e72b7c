using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Where an operation stands: in which function, under which loop, before or after another.</summary>
internal static class EnclosingFunction
{
    private static readonly object Jumping = new();
    private static readonly object Straight = new();
    private static readonly ConditionalWeakTable<IOperation, object> Jumps = new();

    /// <summary>The lambda or local function that an operation stands in, else the outermost operation of its body.</summary>
    internal static IOperation Enclosing(IOperation operation)
    {
        var current = operation;
        while (current.Parent is { } parent)
        {
            current = parent;
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
                break;
        }

        return current;
    }

    /// <summary>The symbol of a lambda, local function or member body; null when there is none.</summary>
    internal static IMethodSymbol? SymbolOf(IOperation function) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => function.SemanticModel?.GetDeclaredSymbol(function.Syntax) as IMethodSymbol,
    };

    /// <summary>The outermost operation of the body that an operation stands in.</summary>
    internal static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;

        return operation;
    }

    /// <summary>
    /// Whether what happens at <paramref name="earlier"/> can have happened when <paramref name="later"/> runs. False only
    /// where both stand in the same function, in the wrong order, in no common loop, and nothing jumps.
    /// </summary>
    internal static bool MayPrecede(IOperation earlier, IOperation later)
    {
        if (earlier.Syntax.SyntaxTree != later.Syntax.SyntaxTree || earlier.Syntax.Span.End <= later.Syntax.SpanStart)
            return true;

        var function = Enclosing(earlier);
        return function != Enclosing(later) || CommonLoop(earlier, later) is not null || HasJump(function);
    }

    /// <summary>
    /// Whether an operation has run whenever <paramref name="later"/> runs: its statement, of which it is no conditional part,
    /// stands before it in a block around it, in the same function, and nothing jumps.
    /// </summary>
    internal static bool AlwaysPrecedes(IOperation operation, IOperation later)
    {
        var current = operation;
        while (current.Parent is IArgumentOperation or IInvocationOperation or IConversionOperation or IParenthesizedOperation or IUnaryOperation
            or IAwaitOperation or IExpressionStatementOperation
            or IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation
            || (current.Parent is IConditionalOperation { Condition: var condition } && condition == current))
            current = current.Parent;

        return current.Parent is IBlockOperation block
            && operation.Syntax.Span.End <= later.Syntax.SpanStart
            && IsInside(later, block)
            && Enclosing(operation) is var function && function == Enclosing(later) && !HasJump(function);
    }

    /// <summary>Whether an operation stands before another one in the source of the same function.</summary>
    internal static bool ComesBefore(IOperation first, IOperation second) =>
        first.Syntax.Span.End <= second.Syntax.SpanStart && Enclosing(first) == Enclosing(second);

    private static bool HasJump(IOperation function) => Jumps.GetValue(function, static f =>
    {
        foreach (var operation in f.Descendants())
        {
            if (operation is IBranchOperation { BranchKind: BranchKind.GoTo })
                return Jumping;
        }

        return Straight;
    }) == Jumping;

    /// <summary>The innermost loop that two operations of one function stand in; null when there is none.</summary>
    internal static ILoopOperation? CommonLoop(IOperation first, IOperation second)
    {
        for (var current = first.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation loop && IsInside(second, loop))
                return loop;
        }

        return null;
    }

    /// <summary>Whether an operation runs only while its object or type is made: initializers and constructors, but not the lambdas in them.</summary>
    internal static bool IsConstruction(IOperation operation) =>
        Enclosing(operation) is IConstructorBodyOperation or IFieldInitializerOperation or IPropertyInitializerOperation;

    /// <summary>
    /// Whether one operation runs only where another one does not: it stands in another branch, or in one that leaves the function before the other. False
    /// where both stand in different bodies.
    /// </summary>
    internal static bool MayExclude(IOperation conditional, IOperation other)
    {
        for (var current = conditional; current.Parent is { } parent; current = parent)
        {
            if (parent is not (IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation)
                || (parent is IConditionalOperation { Condition: var condition } && condition == current))
                continue;

            if (IsInside(other, current))
                return false;
            if (IsInside(other, parent))
                return true;

            foreach (var operation in current.DescendantsAndSelf())
            {
                if (operation is IReturnOperation { IsImplicit: false } or IThrowOperation
                    or IBranchOperation { BranchKind: BranchKind.GoTo or BranchKind.Continue })
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether an operation is another one or stands inside it.</summary>
    internal static bool IsInside(IOperation operation, IOperation outer)
    {
        for (IOperation? current = operation; current is not null; current = current.Parent)
        {
            if (current == outer)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether of two operations of one body one stands in a branch (of a condition, switch or <c>try</c>) that the other does not
    /// stand in. False for operations of two bodies.
    /// </summary>
    internal static bool AreInOtherBranches(IOperation first, IOperation second) =>
        Root(first).Syntax == Root(second).Syntax && (HasBranchOfItsOwn(first, second) || HasBranchOfItsOwn(second, first));

    private static bool HasBranchOfItsOwn(IOperation operation, IOperation other)
    {
        for (var current = operation; current.Parent is { } parent; current = parent)
        {
            var isBranch = parent switch
            {
                IConditionalOperation conditional => conditional.Condition != current,
                ISwitchExpressionArmOperation or ISwitchCaseOperation or ITryOperation or ICatchClauseOperation => true,
                ICoalesceOperation coalesce => coalesce.WhenNull == current,
                _ => false,
            };
            if (isBranch && !current.Syntax.Span.Contains(other.Syntax.Span))
                return true;
        }

        return false;
    }
}

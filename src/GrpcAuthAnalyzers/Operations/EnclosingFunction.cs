using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Where an operation stands: in which function, under which loop, inside which other operation.</summary>
internal static class EnclosingFunction
{
    /// <summary>A power of two. What stands deeper (the terms of a long sum) remembers every so many levels where it stands.</summary>
    private const int Far = 32;

    private static readonly ConditionalWeakTable<IOperation, IOperation> Functions = new();
    private static readonly ConditionalWeakTable<IOperation, IOperation> Roots = new();
    private static readonly ConditionalWeakTable<IOperation, LoopAround> Loops = new();

    /// <summary>The lambda or local function that an operation stands in, else the outermost operation of its body.</summary>
    internal static IOperation Enclosing(IOperation operation) => Climb(operation, Functions, endsAtFunction: true);

    /// <summary>The symbol of a lambda, local function or member body; null when there is none.</summary>
    internal static IMethodSymbol? SymbolOf(IOperation function) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => function.SemanticModel?.GetDeclaredSymbol(function.Syntax) as IMethodSymbol,
    };

    /// <summary>The outermost operation of the body that an operation stands in.</summary>
    internal static IOperation Root(IOperation operation) => Climb(operation, Roots, endsAtFunction: false);

    private static IOperation Climb(IOperation operation, ConditionalWeakTable<IOperation, IOperation> known, bool endsAtFunction)
    {
        var current = operation;
        List<IOperation>? passed = null;
        for (var level = 1; current.Parent is { } parent; level++)
        {
            current = parent;
            if (endsAtFunction && current is (IAnonymousFunctionOperation or ILocalFunctionOperation))
                break;

            if (level % Far != 0)
                continue;

            if (known.TryGetValue(current, out var found))
            {
                current = found;
                break;
            }

            (passed ??= new List<IOperation>()).Add(current);
        }

        if (passed is not null)
            Remember(passed, current, known);

        return current;
    }

    private static void Remember(List<IOperation> passed, IOperation found, ConditionalWeakTable<IOperation, IOperation> known)
    {
        foreach (var operation in passed)
            known.GetValue(operation, _ => found);
    }

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

    /// <summary>The outermost loop that an operation is or stands in; null when there is none.</summary>
    internal static ILoopOperation? OutermostLoop(IOperation operation)
    {
        ILoopOperation? outermost = null;
        var found = 0;
        List<(IOperation Operation, int Level)>? passed = null;
        var level = 1;
        for (IOperation? current = operation; current is not null; current = current.Parent, level++)
        {
            if (level % Far == 0)
            {
                if (Loops.TryGetValue(current, out var known))
                {
                    (outermost, found) = known.Outermost is { } further ? (further, int.MaxValue) : (outermost, found);
                    break;
                }

                (passed ??= new List<(IOperation, int)>()).Add((current, level));
            }

            if (current is ILoopOperation loop)
                (outermost, found) = (loop, level);
        }

        for (var i = 0; i < passed?.Count; i++)
        {
            var around = found >= passed[i].Level ? outermost : null;
            Loops.GetValue(passed[i].Operation, _ => new LoopAround(around));
        }

        return outermost;
    }

    /// <summary>Whether an operation runs only while its object or type is made: initializers and constructors, but not the lambdas in them.</summary>
    internal static bool IsConstruction(IOperation operation) =>
        Enclosing(operation) is IConstructorBodyOperation or IFieldInitializerOperation or IPropertyInitializerOperation;

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

    /// <summary>The outermost loop that an operation is or stands in; a table holds no null.</summary>
    private sealed class LoopAround
    {
        internal LoopAround(ILoopOperation? outermost) => Outermost = outermost;

        internal ILoopOperation? Outermost { get; }
    }
}

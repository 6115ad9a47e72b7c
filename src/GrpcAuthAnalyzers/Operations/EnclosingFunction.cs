using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Where an operation stands: in which function, under which loop, inside which other operation.</summary>
internal static class EnclosingFunction
{
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
}

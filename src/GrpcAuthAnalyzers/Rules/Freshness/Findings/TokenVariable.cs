using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>The forms in which a variable keeps a token: the text, a task of it (a completed task gives the same text forever), or a lazy value.</summary>
internal static class TokenVariable
{
    /// <summary>
    /// The variable whose token an expression gives: <c>token</c>, <c>await task</c>, <c>task.Result</c>, <c>lazy.Value</c>,
    /// <c>await lazy.Value</c>; null for others.
    /// </summary>
    internal static IOperation? VariableOf(IOperation expression)
    {
        var current = expression;
        while (true)
        {
            current = Conversions.BuiltInInside(current);
            switch (current)
            {
                case IAwaitOperation awaited:
                    current = awaited.Operation;
                    break;
                case IInvocationOperation { Instance: { } task, TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync" }:
                    current = task;
                    break;
                case IInvocationOperation { Instance: { } lazy, TargetMethod: { Name: "GetValueAsync" or "GetValue", ContainingType: var type } }
                    when IsLazy(type):
                    current = lazy;
                    break;
                case IPropertyReferenceOperation { Instance: { } lazy, Property: { Name: "Value" or "Task", ContainingType: var type } } when IsLazy(type):
                    current = lazy;
                    break;
                case IPropertyReferenceOperation { Instance: { } task, Property: { Name: "Result", ContainingType: var type } } when type.IsTask():
                    current = task;
                    break;
                default:
                    return IsToken(current.Type) ? current : null;
            }
        }
    }

    /// <summary>Whether a value is created on first use, and then kept.</summary>
    internal static bool IsLazy(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (IsLazyItself(current))
                return true;
        }

        return false;
    }

    /// <summary>Whether the written value is neither a constant nor a lazy value of one.</summary>
    internal static bool MayExpire(IOperation written, CredentialQuery query)
    {
        written = Conversions.BuiltInInside(written);
        if (written is IObjectCreationOperation { Arguments: { Length: > 0 } arguments } lazy && IsLazy(lazy.Type))
        {
            return query.Facts.Bodies.FunctionGivenBy(arguments.At(0)) is not { } factory
                || query.Facts.Bodies.ReturnsOf(factory).Any(made => query.Texts.ConstantOf(new TracedValue(made)) is null);
        }

        return query.Texts.ConstantOf(new TracedValue(written)) is null;
    }

    /// <summary>Whether code resets the lazy value in a variable, or assigns another one.</summary>
    internal static bool IsRenewed(ISymbol variable, IOperation reference, CompilationFacts facts)
    {
        foreach (var body in facts.Bodies.BodiesWith(variable, reference))
        {
            foreach (var mention in body.ReferencesTo(variable))
            {
                if (mention.Parent is IInvocationOperation { TargetMethod.Name: "Reset" or "Clear" or "Invalidate" or "Refresh" or "TryReset" }
                    && IsLazy(mention.Type)
                    || mention.Parent is IPropertyReferenceOperation { Property.Name: "Value", Parent: IAssignmentOperation assignment } value
                        && assignment.Target == value)
                    return true;
            }
        }

        return false;
    }

    private static bool IsToken(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        INamedTypeSymbol { TypeArguments: { Length: 1 } results } task when task.IsTask() => IsToken(results[0]),
        INamedTypeSymbol named when IsLazy(named) => TypeArgumentOf(named) is { } value && IsToken(value),
        _ => false,
    };

    /// <summary>Those of .NET by identity; <c>AsyncLazy</c> by its name, for many libraries and projects have one of their own that does the same.</summary>
    private static bool IsLazyItself(ITypeSymbol type) =>
        type.Is("System.Lazy", "System.Threading.ThreadLocal") || type.Name == "AsyncLazy";

    private static ITypeSymbol? TypeArgumentOf(INamedTypeSymbol lazy)
    {
        for (INamedTypeSymbol? current = lazy; current is not null; current = current.BaseType)
        {
            if (IsLazyItself(current) && current.TypeArguments is { Length: 1 } arguments)
                return arguments[0];
        }

        return null;
    }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>The text that a token is put into, operation by operation.</summary>
internal static class TokenText
{
    /// <summary>Whether the token comes from the caller of the method, who knows how long the channel lives: a parameter, or a text or value of it.</summary>
    internal static bool IsGiven(IOperation? read, ISymbol variable)
    {
        if (read is null)
            return variable is IParameterSymbol;

        var pending = new Stack<IOperation>();
        pending.Push(read);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case IParameterReferenceOperation:
                    break;
                case IPropertyReferenceOperation { Property: var property } when !OriginTracer.IsAutomatic(property):
                case IInvocationOperation { TargetMethod: var method } when !IsPure(method):
                case IAwaitOperation or IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } or ILocalReferenceOperation:
                    return false;
                case var other:
                    PushChildren(other, pending);
                    break;
            }
        }

        return true;
    }

    /// <summary>Whether a method only makes a text from other texts.</summary>
    internal static bool IsPure(IMethodSymbol method) =>
        (method.ContainingType.SpecialType == SpecialType.System_String
            && method.Name is "Concat" or "Format" or "Join" or "Trim" or "TrimEnd" or "TrimStart" or "ToString" or "Replace")
        || (method.Name is "GetBytes" or "GetString" && method.ContainingType.DerivesFrom("System.Text.Encoding"))
        || (method.Name == "ToBase64String" && method.ContainingType.Is("System.Convert"));

    /// <summary>Puts the operands of an operation on a stack.</summary>
    internal static void PushChildren(IOperation operation, Stack<IOperation> pending)
    {
        foreach (var child in operation.ChildOperations)
            pending.Push(child);
    }
}

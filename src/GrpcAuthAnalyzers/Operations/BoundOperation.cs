using System;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Asks the compiler for operations.</summary>
internal static class BoundOperation
{
    /// <summary>
    /// The operation of a node; null when the node has none, and when the compiler fails to make it: Roslyn 4.8 throws for some code that does not compile,
    /// such as an assignment to an interpolated text (<c>Add(, $"{a}" = )</c> in a lambda).
    /// </summary>
    internal static IOperation? Of(SemanticModel model, SyntaxNode node)
    {
        try
        {
            return model.GetOperation(node);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }
}

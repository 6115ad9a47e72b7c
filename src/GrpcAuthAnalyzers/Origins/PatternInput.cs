using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>What the variable of a pattern holds.</summary>
internal static class PatternInput
{
    /// <summary>
    /// The value that <c>is { } variable</c> tests, also behind <c>not</c> and beside <c>and</c>; null when the variable is declared in another way, and for
    /// a part of the value.
    /// </summary>
    internal static IOperation? Of(ILocalSymbol local, MemberBodies bodies)
    {
        foreach (var reference in local.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax().Parent is not { } declaration || bodies.OperationOf(declaration) is not IPatternOperation pattern)
                continue;

            IOperation? around = pattern.Parent;
            while (around is INegatedPatternOperation or IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And })
                around = around.Parent;

            if (around is IIsPatternOperation test)
                return test.Value;
        }

        return null;
    }
}

using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>Values that code puts into a new object or a tuple, found by a name in them.</summary>
internal static class WrittenArgument
{
    private const int MaxLevels = 10;

    /// <summary>
    /// The argument of <c>new</c> or element of a tuple that begins with a name (<c>clock.GetUtcNow().AddHours(1)</c>); null where the name stands elsewhere.
    /// </summary>
    internal static ExpressionSyntax? StartedBy(SimpleNameSyntax name)
    {
        ExpressionSyntax current = name;
        for (var level = 0; level < MaxLevels; level++)
        {
            switch (current.Parent)
            {
                case MemberAccessExpressionSyntax access:
                    current = access;
                    break;
                case InvocationExpressionSyntax call when call.Expression == current:
                    current = call;
                    break;
                case BinaryExpressionSyntax binary when binary.Left == current:
                    current = binary;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    current = parenthesized;
                    break;
                case ArgumentSyntax { Parent: TupleExpressionSyntax or ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax } }:
                    return current;
                default:
                    return null;
            }
        }

        return null;
    }
}

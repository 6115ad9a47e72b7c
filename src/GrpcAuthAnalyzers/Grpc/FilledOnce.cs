using System.Collections.Generic;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>A variable that is empty at first, is filled when it is needed, and then keeps what it got: <c>_token ??= await GetTokenAsync()</c>.</summary>
internal static class FilledOnce
{
    /// <summary>
    /// What fills a variable; null when it is also written in another way (it is emptied when the token is refused, or a condition asks for more than
    /// whether it is empty), and when nothing fills it.
    /// </summary>
    internal static IOperation? In(IReadOnlyList<Write> writes, ISymbol variable)
    {
        IOperation? filling = null;
        foreach (var write in writes)
        {
            if (write.Value is { ConstantValue: { HasValue: true, Value: null or "" } } && IsStart(write.Site))
                continue;

            if (filling is not null || write.Value is null or { ConstantValue.HasValue: true } || !(write.IsCoalesced || IsGuarded(write.Site, variable)))
                return null;

            filling = write.Value;
        }

        return filling;
    }

    private static bool IsStart(IOperation write) => write is IVariableDeclaratorOperation || Function.IsConstruction(write);

    /// <summary><c>if (_token == null) _token = ...</c>; also <c>is null</c> and <c>string.IsNullOrEmpty(_token)</c>. Nothing else may be asked for.</summary>
    private static bool IsGuarded(IOperation write, ISymbol variable)
    {
        var current = write;
        while (current.Parent is IExpressionStatementOperation or IBlockOperation)
            current = current.Parent;

        return current.Parent is IConditionalOperation branch && branch.WhenTrue == current && branch.Condition switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal => (IsVariable(equal.LeftOperand, variable) && IsNull(equal.RightOperand)) || (IsVariable(equal.RightOperand, variable) && IsNull(equal.LeftOperand)),
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } pattern => IsVariable(pattern.Value, variable) && IsNull(constant),
            IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String }, Arguments: { Length: 1 } arguments } => IsVariable(arguments[0].Value, variable),
            _ => false,
        };
    }

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    private static bool IsVariable(IOperation operation, ISymbol variable)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;

        var symbol = operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member => member.Member,
            _ => (ISymbol?)null,
        };
        return SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, variable.OriginalDefinition);
    }
}

using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>A value that a caller passes together with a constant that keeps it from being sent: <c>Use("key", inHeader: false)</c>.</summary>
internal static class DisabledByCaller
{
    /// <summary>
    /// Whether the call that gives a value also gives a constant to a parameter that a condition around <paramref name="sink"/> asks for the opposite. False
    /// if the value is not an argument, or the conditions test something else.
    /// </summary>
    internal static bool Is(Origin value, IOperation sink)
    {
        if (Conversions.Around(value.Operation).Parent is not IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol method, Parent: { } call })
            return false;

        for (var current = sink; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation branch && branch.Condition != current && FlagIn(branch.Condition) is { } flag
                && SymbolEqualityComparer.Default.Equals(flag.Parameter.ContainingSymbol, method.OriginalDefinition)
                && ConstantFor(flag.Parameter, call) is { } constant
                && constant != (flag.IsTrue == (branch.WhenTrue == current)))
                return true;
        }

        return false;
    }

    /// <summary>The parameter that a condition is, and the value that makes the condition hold.</summary>
    private static (IParameterSymbol Parameter, bool IsTrue)? FlagIn(IOperation condition) => condition switch
    {
        IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } flag => (flag.Parameter, true),
        IUnaryOperation { Operand: IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } flag } => (flag.Parameter, false), // !flag
        _ => null,
    };

    private static bool? ConstantFor(IParameterSymbol parameter, IOperation call)
    {
        var arguments = call switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        return arguments.Of(parameter.Ordinal)?.Value.ConstantValue is { HasValue: true, Value: bool constant } ? constant : null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>A lambda that a timer runs again and again.</summary>
internal static class TimerCallback
{
    /// <summary>
    /// Whether an operation stands in such a lambda, and another does not. False for timers that run once (<c>AutoReset = false</c>, an infinite
    /// period), and where the period is not given with the callback.
    /// </summary>
    internal static bool IsAround(IOperation operation, IOperation other)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda)
            {
                if (EnclosingFunction.IsInside(other, lambda))
                    return false;

                if (IsRepeated(lambda))
                    return true;
            }
        }

        return false;
    }

    private static bool IsRepeated(IAnonymousFunctionOperation lambda)
    {
        if (Arguments.Around(lambda)?.Parent is IObjectCreationOperation { Arguments: { Length: 4 } arguments } made && made.Type.Is("System.Threading.Timer"))
            return !IsInfinite(arguments.At(3));

        return Conversions.AroundFunction(lambda).Parent is IEventAssignmentOperation
        {
            Adds: true,
            EventReference: IEventReferenceOperation { Event: { Name: "Elapsed" or "Tick", ContainingType: var timer } },
        } subscribed
            && IsTimer(timer)
            && !IsStoppedAfterOnce(subscribed);
    }

    private static bool IsTimer(ITypeSymbol type) =>
        type.Is("System.Timers.Timer", "System.Windows.Forms.Timer") || type.Is("System.Windows.Threading.DispatcherTimer");

    private static bool IsInfinite(IOperation period) => Conversions.BuiltInInside(period) switch
    {
        ILocalReferenceOperation { Local: var local } =>
            InitializerOf(local, period) is not { } written || written is ILocalReferenceOperation || IsInfinite(written),
        { ConstantValue: { HasValue: true, Value: -1 or -1L or 0 or 0L } } => true,
        IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" or "Zero" } => true,
        _ => false,
    };

    /// <summary>What a local is declared with; null where that is not seen.</summary>
    private static IOperation? InitializerOf(ILocalSymbol local, IOperation use) =>
        local.DeclaringSyntaxReferences.Length == 1
        && use.SemanticModel is { } model && BoundOperation.Of(model, local.DeclaringSyntaxReferences[0].GetSyntax()) is IVariableDeclaratorOperation declarator
            ? declarator.GetVariableInitializer()?.Value
            : null;

    private static bool IsStoppedAfterOnce(IOperation subscribed)
    {
        foreach (var operation in EnclosingFunction.Enclosing(subscribed).Descendants())
        {
            if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "AutoReset" } }
                or IInvocationOperation { TargetMethod.Name: "Stop", Instance: not null })
                return true;
        }

        return false;
    }
}

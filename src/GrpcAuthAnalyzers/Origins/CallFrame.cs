using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>One entered call: binds the parameters of a source method to the arguments of the call.</summary>
internal sealed class CallFrame
{
    private readonly ImmutableArray<IArgumentOperation> _arguments;

    internal CallFrame(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, CallFrame? caller, IOperation? call = null, IOperation? site = null)
    {
        Method = BodyOf(method);
        Call = call;
        Site = site ?? call;
        _arguments = arguments;
        Caller = caller;
        Depth = caller is null ? 1 : caller.Depth + 1;
    }

    /// <summary>The entered method.</summary>
    internal IMethodSymbol Method { get; }

    /// <summary>The call that entered it, where what it returns is of interest.</summary>
    internal IOperation? Call { get; }

    /// <summary>Where the caller enters it, whatever of it is of interest; null where that is not known.</summary>
    internal IOperation? Site { get; }

    /// <summary>The frame of the caller, or null.</summary>
    internal CallFrame? Caller { get; }

    /// <summary>How many calls have been entered, this one included.</summary>
    internal int Depth { get; }

    /// <summary>The same call, made while the method around it was called from another frame.</summary>
    internal CallFrame CalledFrom(CallFrame caller) =>
        new(Method, _arguments, Caller is null ? caller : Caller.CalledFrom(caller), Call, Site);

    /// <summary>The argument that a parameter of this method has; null when it is not one argument (params, errors).</summary>
    internal TracedValue? ArgumentOf(IParameterSymbol parameter)
    {
        foreach (var argument in _arguments)
        {
            if (argument.Parameter?.Ordinal == parameter.Ordinal && argument.ArgumentKind != ArgumentKind.ParamArray)
                return new TracedValue(argument.Value, Caller);
        }

        return null;
    }

    /// <summary>The definition whose body runs: a partial method is its implementation.</summary>
    internal static IMethodSymbol BodyOf(IMethodSymbol method) => method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;

    /// <summary>Whether a method is already entered, so that entering it again would not end.</summary>
    internal static bool IsEntered(CallFrame? frame, IMethodSymbol method)
    {
        for (; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method, BodyOf(method)))
                return true;
        }

        return false;
    }
}

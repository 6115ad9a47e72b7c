using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>
/// A token that per-call code uses and that was read before: in a captured variable, in a field that is only written while its
/// object is made, or in a field that only the first call fills.
/// </summary>
internal sealed class CapturedToken
{
    private readonly ISymbol _variable;

    internal CapturedToken(IOperation reference, ISymbol symbol, IOperation? read, bool isCache = false, ISymbol? holder = null, bool isGiven = false)
    {
        Reference = reference;
        Symbol = symbol;
        Read = read;
        IsCache = isCache;
        IsGiven = isGiven;
        _variable = holder ?? symbol;
        IsPlain = reference.Type?.SpecialType == SpecialType.System_String && holder is null && !isGiven;
    }

    /// <summary>The expression in the per-call code.</summary>
    internal IOperation Reference { get; }

    /// <summary>The variable that holds the token.</summary>
    internal ISymbol Symbol { get; }

    /// <summary>The value of the variable; null for a parameter.</summary>
    internal IOperation? Read { get; }

    /// <summary>Whether the variable holds the token itself, and not a task, a lazy value or an object that does.</summary>
    internal bool IsPlain { get; }

    /// <summary>Whether the first call reads and keeps it, without a check of its expiry.</summary>
    internal bool IsCache { get; }

    /// <summary>Whether a method or property gives it that keeps it: how long the credentials live does not matter then.</summary>
    internal bool IsGiven { get; }

    /// <summary>
    /// Whether what is captured lives no longer than one request, or one call of the method that makes the client, or nobody can say
    /// how long: the token is as fresh as that. False for static variables, and when it is not seen.
    /// </summary>
    /// <param name="perCall">The code that uses it; null for other code, whose token is kept by an object.</param>
    /// <param name="facts">The facts of the compilation.</param>
    internal bool MayBeFresh(PerCallCode? perCall, CompilationFacts facts)
    {
        if (_variable.IsStatic)
            return false;

        var isOfObject =
            _variable is IFieldSymbol or IPropertySymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };
        if (isOfObject)
            return RequestLifetime.OfObjects(_variable.ContainingType, facts)
                || (perCall is not null && !IsGiven && TokenText.IsGiven(Read, _variable) && RequestLifetime.IsUnseen(_variable.ContainingType, facts));

        return perCall is not null
            && (CallCredentialsLifetime.IsOfShortCode(perCall, facts)
                || TokenText.IsGiven(Read, _variable) && CallCredentialsLifetime.IsOfUnseenCode(perCall, facts));
    }

    /// <summary>The same token, as the call or property gives it that returns it.</summary>
    internal CapturedToken GivenBy(IOperation reference) => new(reference, Symbol, Read, IsCache, _variable, isGiven: true);
}

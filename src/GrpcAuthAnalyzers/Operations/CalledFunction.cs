using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>What code calls the function that it calls: a method, or the variable that holds a delegate.</summary>
internal static class CalledFunction
{
    /// <summary>The name of the method, or of the variable, parameter or member that holds the called delegate; empty where a delegate has none.</summary>
    internal static string NameOf(IInvocationOperation call) => call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
        ? DelegateOf(call)?.Name ?? ""
        : call.TargetMethod.Name;

    /// <summary>The variable, parameter or member that holds the delegate which a call invokes; null for others.</summary>
    internal static ISymbol? DelegateOf(IInvocationOperation call) => call.Instance switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation member => member.Member,
        _ => null,
    };
}

using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Interceptors;

/// <summary>
/// How a client interceptor lets a call go on: it calls the delegate that gRPC gave it, by itself or through gRPC's own base class. What a class between
/// the two does with the call is code like any other.
/// </summary>
internal static class Continuation
{
    /// <summary>
    /// Whether an invocation lets the call go on with what it gets: <c>continuation(...)</c> or <c>continuation.Invoke(...)</c>, under whatever name, and
    /// <c>base.AsyncUnaryCall(...)</c> of gRPC's own class. False for another delegate whose name ends in the same word. The filter of a code-first client gets
    /// its continuation as the parameter of its method.
    /// </summary>
    internal static bool IsCalledBy(IInvocationOperation invocation, GrpcSymbols symbols) =>
        invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            ? Is(invocation.TargetMethod.ContainingType, symbols)
                || (invocation.Instance is IParameterReferenceOperation
                    && invocation.TargetMethod.Parameters.Length > 0
                    && symbols.CodeFirst.IsFilterContext(invocation.TargetMethod.Parameters[0].Type))
            : GrpcSymbols.Is(invocation.TargetMethod.ContainingType, symbols.Interceptor) && IsOnBase(invocation);

    /// <summary>Whether an invocation lets a call go on to the service: the same for a server interceptor.</summary>
    internal static bool IsServedBy(IInvocationOperation invocation, GrpcSymbols symbols) =>
        invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            ? IsToService(invocation.TargetMethod.ContainingType)
            : GrpcSymbols.Is(invocation.TargetMethod.ContainingType, symbols.Interceptor) && IsOnBase(invocation);

    /// <summary>Whether a type is one of gRPC's delegates that call the method of a service.</summary>
    internal static bool IsToService(ITypeSymbol? type) => type is INamedTypeSymbol
    {
        Name: "UnaryServerMethod" or "ClientStreamingServerMethod" or "ServerStreamingServerMethod" or "DuplexStreamingServerMethod"
    } && type.IsIn("Grpc.Core");

    /// <summary>The continuation that a method of an interceptor gets; null when it gets none.</summary>
    internal static IParameterSymbol? GivenTo(IMethodSymbol method, GrpcSymbols symbols)
    {
        foreach (var parameter in method.Parameters)
        {
            if (Is(parameter.Type, symbols))
                return parameter;
        }

        return null;
    }

    /// <summary>The context of the call that a method of an interceptor gets; null when it gets none.</summary>
    internal static IParameterSymbol? ContextGivenTo(IMethodSymbol method, GrpcSymbols symbols)
    {
        foreach (var parameter in method.Parameters)
        {
            if (GrpcSymbols.Is(parameter.Type, symbols.ClientInterceptorContext))
                return parameter;
        }

        return null;
    }

    /// <summary>Whether an invocation is that of a method of the base class: <c>base.SendAsync(...)</c>.</summary>
    internal static bool IsOnBase(IInvocationOperation invocation) =>
        invocation.Instance is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };

    /// <summary>The delegates of client calls are declared in the class of interceptors; nothing else of its kind is.</summary>
    private static bool Is(ITypeSymbol type, GrpcSymbols symbols) =>
        type.TypeKind == TypeKind.Delegate && GrpcSymbols.Is(type.ContainingType, symbols.Interceptor);
}

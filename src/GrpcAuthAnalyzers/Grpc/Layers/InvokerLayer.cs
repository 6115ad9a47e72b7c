using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Layers;

/// <summary>Does this <c>CallInvoker</c>, with the interceptors around it, add a credential?</summary>
internal static class InvokerLayer
{
    /// <summary>Present when an interceptor or the channel below adds one; Unknown for invokers that are neither a channel's nor intercepted.</summary>
    internal static Presence Of(CredentialQuery query, Value invoker) => query.Either(invoker, origin =>
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } }:
                return null;
            case IInvocationOperation { TargetMethod.Name: "CreateCallInvoker", Instance: { } channel } when GrpcSymbols.IsA(channel.Type, query.Symbols.ChannelBase):
                return ChannelLayer.Of(query, origin.Value.With(channel));
            case IInvocationOperation { TargetMethod: { Name: "Intercept" } intercept } invocation when IsGrpcExtension(query.Symbols, intercept):
                return OfIntercept(query, origin.Value, invocation);
            case IObjectCreationOperation { Type.Name: "DefaultCallInvoker", Arguments: { Length: 1 } arguments } when GrpcSymbols.IsA(arguments[0].Parameter?.Type, query.Symbols.ChannelBase):
                return ChannelLayer.Of(query, origin.Value.With(arguments[0].Value));
            default:
                return Presence.Unknown;
        }
    });

    /// <summary>The layer of a channel or an invoker, by its type.</summary>
    internal static Presence OfChannelOrInvoker(CredentialQuery query, ITypeSymbol? type, Value value)
    {
        if (GrpcSymbols.IsA(type, query.Symbols.ChannelBase))
            return ChannelLayer.Of(query, value);

        return GrpcSymbols.IsA(type, query.Symbols.CallInvoker) ? Of(query, value) : Presence.Unknown;
    }

    private static Presence OfIntercept(CredentialQuery query, Value site, IInvocationOperation intercept)
    {
        var presence = Presence.Absent;
        foreach (var argument in intercept.Arguments)
        {
            var value = site.With(argument.Value);
            presence = presence.And(argument.Parameter?.Ordinal == 0
                ? OfChannelOrInvoker(query, argument.Parameter.Type, value)
                : InterceptorLayer.Of(query, value));
        }

        return presence;
    }

    private static bool IsGrpcExtension(GrpcSymbols symbols, IMethodSymbol method) =>
        GrpcSymbols.Is(method.ContainingType, symbols.ChannelExtensions) || GrpcSymbols.Is(method.ContainingType, symbols.CallInvokerExtensions);
}

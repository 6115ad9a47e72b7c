using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this <c>CallInvoker</c>, with the interceptors around it, add a credential?</summary>
internal static class InvokerLayer
{
    /// <summary>Present when an interceptor or the channel below adds one; Unknown for invokers that are neither a channel's nor intercepted.</summary>
    internal static CredentialFinding Of(CredentialQuery query, TracedValue invoker) => query.Either(invoker, origin =>
    {
        switch (origin.Operation)
        {
            case var none when NullTests.IsNull(none):
                return null;
            case IInvocationOperation { TargetMethod.Name: "CreateCallInvoker", Instance: { } channel }
                when GrpcSymbols.IsA(channel.Type, query.Symbols.ChannelBase):
                return ChannelLayer.Of(query, origin.Value.With(channel));
            case IInvocationOperation { TargetMethod: var intercept } invocation when query.Symbols.IsIntercept(intercept):
                return OfIntercept(query, origin.Value, invocation);
            case IObjectCreationOperation { Type: var type, Arguments: { Length: 1 } arguments }
                when type.Is("Grpc.Core.DefaultCallInvoker") && GrpcSymbols.IsA(arguments.TypeAt(0), query.Symbols.ChannelBase):
                return ChannelLayer.Of(query, origin.Value.With(arguments.At(0)));
            case IObjectCreationOperation { Type: INamedTypeSymbol decorator } creation
                when GrpcSymbols.IsA(decorator, query.Symbols.CallInvoker) && query.Facts.Bodies.IsSeen(decorator):
                return OfDecorator(query, origin, decorator, creation);
            default:
                return RegistrationLayer.OfResolved(query, origin.Operation, Of);
        }
    }, unseen => InjectedService.Of(query, unseen, Of));

    /// <summary>Whether a type is one of the two that carry calls.</summary>
    internal static bool IsChannelOrInvoker(GrpcSymbols symbols, ITypeSymbol? type) =>
        GrpcSymbols.IsA(type, symbols.ChannelBase) || GrpcSymbols.IsA(type, symbols.CallInvoker);

    /// <summary>
    /// A <c>CallInvoker</c> from source around others: what its code adds, and what those that it is made with add. Unknown when it holds a channel or
    /// invoker that it is not made with.
    /// </summary>
    private static CredentialFinding OfDecorator(CredentialQuery query, Origin origin, INamedTypeSymbol type, IObjectCreationOperation creation)
    {
        var finding = CodeOnTheWay.OfType(query, type, query.Symbols.CallInvoker);
        var inner = 0;
        foreach (var argument in creation.Arguments)
        {
            if (!IsChannelOrInvoker(query.Symbols, argument.Parameter?.Type))
                continue;

            inner++;
            finding = finding.And(OfChannelOrInvoker(query, argument.Parameter!.Type, origin.Value.With(argument.Value)));
        }

        return inner > 0 && inner >= HeldBy(type, query.Symbols) ? finding : finding.And(CredentialFinding.Unknown);
    }

    /// <summary>How many fields of a type and its base types may hold a channel or invoker: also within a list, dictionary or function.</summary>
    private static int HeldBy(INamedTypeSymbol type, GrpcSymbols symbols)
    {
        var held = 0;
        for (var current = type; current is not null && !GrpcSymbols.Is(current, symbols.CallInvoker); current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol field
                    && (IsChannelOrInvoker(symbols, field.Type) || field.Type is IArrayTypeSymbol || field.Type is INamedTypeSymbol { IsGenericType: true }))
                    held++;
            }
        }

        return held;
    }

    /// <summary>The layer of a channel or an invoker, by its type.</summary>
    internal static CredentialFinding OfChannelOrInvoker(CredentialQuery query, ITypeSymbol? type, TracedValue value) =>
        GrpcSymbols.IsA(type, query.Symbols.ChannelBase) ? ChannelLayer.Of(query, value) : Of(query, value);

    private static CredentialFinding OfIntercept(CredentialQuery query, TracedValue site, IInvocationOperation intercept)
    {
        var finding = CredentialFinding.Absent;
        foreach (var argument in intercept.Arguments)
        {
            var value = site.With(argument.Value);
            finding = finding.And(argument.Parameter?.Ordinal == 0
                ? OfChannelOrInvoker(query, argument.Parameter.Type, value)
                : InterceptorLayer.Of(query, value));
        }

        return finding;
    }
}

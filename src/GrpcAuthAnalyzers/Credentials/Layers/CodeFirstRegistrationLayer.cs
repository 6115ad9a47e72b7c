using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>
/// Does the registration of a code-first client add a credential? Its options come from the registration and from that of the factory, its channel from a
/// provider (ClientFactoryBuilder.cs and ClientResolver.cs of ServiceModel.Grpc).
/// </summary>
internal static class CodeFirstRegistrationLayer
{
    /// <summary>
    /// <c>AddServiceModelGrpcClient&lt;T&gt;(configure, channel)</c>. Unknown where the provider of the channel is not seen, or takes it from the services. The
    /// channels of the provider are in the finding.
    /// </summary>
    internal static CredentialFinding Of(CredentialQuery query, IInvocationOperation registration) =>
        OfSetup(query, registration).And(ProviderIn(query, registration) is { } provider ? OfProvider(query, provider) : OfDefaultProvider(query));

    /// <summary>What a registration, or a call on the builder of <c>AddGrpcClient</c>, gives to the options of its client, and the factory to all.</summary>
    internal static CredentialFinding OfSetup(CredentialQuery query, IInvocationOperation setup)
    {
        var finding = OfOptions(query, setup);
        foreach (var library in CodeFirstLibrary.Table)
        {
            foreach (var node in query.Facts.CallsNamed(library.FactoryRegistration))
            {
                if (query.Facts.Bodies.OperationOf(node) is IInvocationOperation factory && query.Symbols.CodeFirst.RegistersFactory(factory.TargetMethod))
                    finding = finding.And(OfOptions(query, factory));
            }
        }

        return finding;
    }

    private static CredentialFinding OfOptions(CredentialQuery query, IInvocationOperation setup) =>
        CodeFirstLayer.OfArguments(query, new TracedValue(setup), setup.Arguments, CallOptionsParts.All);

    /// <summary>The provider that a call gets; null if it gets none.</summary>
    private static TracedValue? ProviderIn(CredentialQuery query, IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (query.Symbols.CodeFirst.IsChannelProvider(argument.Parameter?.Type) && !NullTests.IsNull(argument.Value))
                return new TracedValue(argument.Value);
        }

        return null;
    }

    /// <summary>The one provider for clients that are registered without one; Unknown where none is seen, or several are.</summary>
    private static CredentialFinding OfDefaultProvider(CredentialQuery query)
    {
        CredentialFinding? finding = null;
        foreach (var library in CodeFirstLibrary.Table)
        {
            foreach (var node in query.Facts.CallsNamed(library.DefaultChannelMethod))
            {
                if (query.Facts.Bodies.OperationOf(node) is not IInvocationOperation call || !query.Symbols.CodeFirst.GivesDefaultChannel(call.TargetMethod))
                    continue;

                if (finding is not null || ProviderIn(query, call) is not { } provider)
                    return CredentialFinding.Unknown;

                finding = OfProvider(query, provider);
            }
        }

        return finding ?? CredentialFinding.Unknown;
    }

    /// <summary><c>ChannelProviderFactory.Singleton(channel)</c>, <c>ChannelProviderFactory.Transient(services => channel)</c>.</summary>
    private static CredentialFinding OfProvider(CredentialQuery query, TracedValue provider) => query.Either(provider, origin =>
    {
        if (origin.Operation is not IInvocationOperation { Instance: null, TargetMethod: var method, Arguments: { Length: 1 } arguments }
            || query.Symbols.CodeFirst.LibraryOfRegistration(method) is null)
            return CredentialFinding.Unknown;

        var type = arguments.TypeAt(0);
        if (InvokerLayer.IsChannelOrInvoker(query.Symbols, type))
            return InvokerLayer.OfChannelOrInvoker(query, type, origin.Value.With(arguments.At(0)));

        return type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod.ReturnType: var made }
            ? SetupCallback.OfMade(query, arguments.At(0), (q, value) => InvokerLayer.OfChannelOrInvoker(q, made, value))
            : CredentialFinding.Unknown;
    });
}

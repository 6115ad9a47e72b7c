using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// A library whose services are C# interfaces: the names of its contracts, of what makes its clients, and of what carries the options of a call. Each library
/// that is understood is one row of the table; <see cref="CodeFirst"/> asks the rows.
/// </summary>
internal sealed class CodeFirstLibrary
{
    /// <summary>
    /// protobuf-net.Grpc; MagicOnion (MagicOnionClient.cs, StreamingHubClient.cs, IService.cs of Cysharp/MagicOnion); ServiceModel.Grpc (ClientFactory.cs,
    /// CallContext.cs, IClientFilter.cs of max-ieremenko/ServiceModel.Grpc).
    /// </summary>
    internal static readonly ImmutableArray<CodeFirstLibrary> Table = ImmutableArray.Create(
        new CodeFirstLibrary(contractAssembly: "protobuf-net.Grpc", "ProtoBuf.Grpc.CallContext")
        {
            ContractAttribute = "ProtoBuf.Grpc.Configuration.ServiceAttribute",
            ClientMakers = ImmutableArray.Create("ProtoBuf.Grpc.Client.GrpcClientFactory"),
            MakerMethod = "CreateGrpcService",
            CallContext = "ProtoBuf.Grpc.CallContext",
        },
        new CodeFirstLibrary(contractAssembly: "MagicOnion.Abstractions", "MagicOnion.IService`1", "MagicOnion.IStreamingHub`2")
        {
            ContractBase = "MagicOnion.IService",
            ClientMakers = ImmutableArray.Create("MagicOnion.Client.MagicOnionClient"),
            MakerMethod = "Create",
            Connector = "MagicOnion.Client.StreamingHubClient",
            ConnectMethods = ImmutableArray.Create("ConnectAsync", "Connect"),
            ClientOptions = ImmutableArray.Create("MagicOnion.Client.MagicOnionClientOptions", "MagicOnion.Client.StreamingHubClientOptions"),
            Filter = "MagicOnion.Client.IClientFilter",
            FilterContext = "MagicOnion.Client.RequestContext",
        },
        new CodeFirstLibrary(contractAssembly: "System.ServiceModel.Primitives", "ServiceModel.Grpc.CallContext", "ServiceModel.Grpc.Client.IClientFactory")
        {
            ContractAttribute = "System.ServiceModel.ServiceContractAttribute",
            ClientMakers = ImmutableArray.Create("ServiceModel.Grpc.Client.ClientFactory", "ServiceModel.Grpc.Client.IClientFactory"),
            MakerMethod = "CreateClient",
            CallContext = "ServiceModel.Grpc.CallContext",
            FactoryOptions = "ServiceModel.Grpc.Client.ServiceModelGrpcClientOptions",
            OptionsFunction = "DefaultCallOptionsFactory",
            FiltersProperty = "Filters",
            Filter = "ServiceModel.Grpc.Filters.IClientFilter",
            FilterContext = "ServiceModel.Grpc.Filters.IClientFilterContext",
            RegistrationNamespace = "ServiceModel.Grpc.Client.DependencyInjection",
            RegistrationMethods = ImmutableArray.Create("AddServiceModelGrpcClient", "AddClient"),
            FactoryRegistration = "AddServiceModelGrpcClientFactory",
            DefaultChannelMethod = "ConfigureDefaultChannel",
            ChannelProvider = "ServiceModel.Grpc.Client.DependencyInjection.IChannelProvider",
            BuilderMethod = "ConfigureServiceModelGrpcClientCreator",
        });

    private CodeFirstLibrary(string contractAssembly, params string[] keys)
    {
        Keys = ImmutableArray.Create(keys);
        ContractAssembly = contractAssembly;
    }

    /// <summary>Types of the library: a compilation that knows none of them does not use it.</summary>
    internal ImmutableArray<string> Keys { get; }

    /// <summary>The assembly that every assembly with contracts refers to.</summary>
    internal string ContractAssembly { get; }

    /// <summary>The attribute of contracts; null if they have none.</summary>
    internal string? ContractAttribute { get; private set; }

    /// <summary>The interface that contracts derive from, and whose methods give a client with other options; null if they derive from none.</summary>
    internal string? ContractBase { get; private set; }

    /// <summary>The types that make clients.</summary>
    internal ImmutableArray<string> ClientMakers { get; private set; }

    /// <summary>Their method that makes a client over the channel or invoker that it gets.</summary>
    internal string MakerMethod { get; private set; } = "";

    /// <summary>The type whose methods make a client and its one call, over the channel or invoker that they get; null if there is none.</summary>
    internal string? Connector { get; private set; }

    /// <summary>The methods of <see cref="Connector"/>.</summary>
    internal ImmutableArray<string> ConnectMethods { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The type that takes the place of <c>CallOptions</c> in a contract; null if there is none.</summary>
    internal string? CallContext { get; private set; }

    /// <summary>The types of the options that a client is made with: each change of them gives other options.</summary>
    internal ImmutableArray<string> ClientOptions { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The type of the options that a factory, or one client of it, is set up with; null if clients have no factory.</summary>
    internal string? FactoryOptions { get; private set; }

    /// <summary>The property of <see cref="FactoryOptions"/> that holds the function that gives the call options of every call.</summary>
    internal string OptionsFunction { get; private set; } = "";

    /// <summary>The property of <see cref="FactoryOptions"/> that holds the filters.</summary>
    internal string FiltersProperty { get; private set; } = "";

    /// <summary>The interface of the code that a client runs for each of its calls (of MagicOnion, the unary ones); null if there is none.</summary>
    internal string? Filter { get; private set; }

    /// <summary>What such code gets of the call; null if there is none.</summary>
    internal string? FilterContext { get; private set; }

    /// <summary>The namespace of what registers clients of this library in a service collection; null if it has no registrations of its own.</summary>
    internal string? RegistrationNamespace { get; private set; }

    /// <summary>The methods that register a client, whose channel comes from a provider.</summary>
    internal ImmutableArray<string> RegistrationMethods { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The method that registers the factory, with the options of all clients.</summary>
    internal string FactoryRegistration { get; private set; } = "";

    /// <summary>The method that gives the channel of the clients that are registered without one.</summary>
    internal string DefaultChannelMethod { get; private set; } = "";

    /// <summary>The interface of what gives a registered client its channel; null if there is none.</summary>
    internal string? ChannelProvider { get; private set; }

    /// <summary>The method that makes the client of an <c>AddGrpcClient</c> one of this library.</summary>
    internal string BuilderMethod { get; private set; } = "";

    /// <summary>Whether a type makes clients of this library. False for null.</summary>
    internal bool IsClientMaker(ITypeSymbol? type)
    {
        foreach (var maker in ClientMakers)
        {
            if (type.Is(maker))
                return true;
        }

        return false;
    }
}

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
        new CodeFirstLibrary("ProtoBuf.Grpc.CallContext", contractAssembly: "protobuf-net.Grpc")
        {
            ContractAttribute = "ProtoBuf.Grpc.Configuration.ServiceAttribute",
            ClientMakers = ImmutableArray.Create("ProtoBuf.Grpc.Client.GrpcClientFactory"),
            MakerMethod = "CreateGrpcService",
            CallContext = "ProtoBuf.Grpc.CallContext",
        },
        new CodeFirstLibrary("MagicOnion.IServiceMarker", contractAssembly: "MagicOnion.Abstractions")
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
        new CodeFirstLibrary("ServiceModel.Grpc.CallContext", contractAssembly: "System.ServiceModel.Primitives")
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
        });

    private CodeFirstLibrary(string key, string contractAssembly)
    {
        Key = key;
        ContractAssembly = contractAssembly;
    }

    /// <summary>A type of the library without which a compilation cannot use it.</summary>
    internal string Key { get; }

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

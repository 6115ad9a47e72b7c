using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// Whether a singleton of this compilation keeps a client: its constructor takes it, or a service that takes it, or its factory asks for one of them. Such
/// a client is made with the services of the process.
/// </summary>
internal sealed class SingletonHolders
{
    private const int MaxServices = 200;

    private readonly CompilationFacts _facts;
    private readonly INamedTypeSymbol? _client;
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);

    private SingletonHolders(INamedTypeSymbol? client, CompilationFacts facts)
    {
        _client = client;
        _facts = facts;
    }

    /// <summary>Whether a singleton keeps a client; for null, whether one keeps any generated client.</summary>
    internal static bool Keep(INamedTypeSymbol? client, CompilationFacts facts)
    {
        var holders = new SingletonHolders(client, facts);
        foreach (var node in facts.CallsNamed(ServiceRegistrations.SingletonNames))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation call && ServiceRegistrations.IsSingleton(call) && holders.Takes(call))
                return true;
        }

        return false;
    }

    private bool Takes(IInvocationOperation registration)
    {
        if (AddedService.FactoryOf(registration, _facts.Bodies) is { } factory)
        {
            foreach (var operation in factory.Descendants())
            {
                if (ServiceResolution.TypeOf(operation) is { } asked && Is(asked))
                    return true;
            }
        }

        return ServiceRegistrations.ImplementationOf(registration, _facts.Bodies) is { } holder && TakesInConstructor(holder);
    }

    private bool TakesInConstructor(INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type is INamedTypeSymbol service && Is(service))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a service is the client or what makes clients, or takes it.</summary>
    private bool Is(INamedTypeSymbol service)
    {
        if (_client is null ? GrpcSymbols.IsA(service, _facts.Symbols.ClientBase) : SymbolEqualityComparer.Default.Equals(service, _client))
            return true;

        if (_seen.Count >= MaxServices || !_seen.Add(service))
            return false;

        if (service.Is("Grpc.Net.ClientFactory.GrpcClientFactory"))
            return IsMadeByFactory();

        foreach (var registration in ContainerRegistration.Of(service, _facts))
        {
            if (registration.Operation is IInvocationOperation call && Takes(call))
                return true;
        }

        return false;
    }

    private bool IsMadeByFactory()
    {
        foreach (var node in _facts.CallsNamed("CreateClient"))
        {
            if (_client is null || _facts.Bodies.OperationOf(node) is { } operation && ServiceResolution.GivesClient(operation, _client))
                return true;
        }

        return false;
    }
}

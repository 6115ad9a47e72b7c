using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>A gRPC service that a server maps: <c>app.MapGrpcService&lt;T&gt;()</c>.</summary>
internal sealed class ServedService
{
    private const string Extensions = "Microsoft.AspNetCore.Builder.GrpcEndpointRouteBuilderExtensions";
    private const int MaxGroups = 4;

    /// <summary>Conventions that have nothing to do with authorization.</summary>
    private static readonly HashSet<string> Neutral = new(StringComparer.Ordinal)
    {
        "EnableGrpcWeb", "RequireHost", "RequireCors", "WithDisplayName", "WithGroupName", "WithName", "WithOrder", "WithTags", "WithDescription",
        "WithSummary", "RequireRateLimiting", "DisableRateLimiting", "DisableRequestTimeout", "WithRequestTimeout", "ExcludeFromDescription",
    };

    private readonly ServiceDemand _shared;

    private ServedService(
        IInvocationOperation mapping, INamedTypeSymbol type, ServerHost host, ServiceDemand shared, bool asksSomewhere, AuthorizationAttributes attributes)
    {
        Mapping = mapping;
        Type = type;
        Host = host;
        _shared = shared;
        Demand = Joined(shared, attributes);
        AsksSomewhere = asksSomewhere;
        Attributes = attributes;
    }

    /// <summary>The call of <c>MapGrpcService</c> or <c>MapMagicOnionService</c>.</summary>
    internal IInvocationOperation Mapping { get; }

    /// <summary>The class, or the code-first contract.</summary>
    internal INamedTypeSymbol Type { get; }

    /// <summary>The server that maps it.</summary>
    internal ServerHost Host { get; }

    /// <summary>What the server asks of every call of the service.</summary>
    internal ServiceDemand Demand { get; }

    /// <summary>Whether the endpoint, the class or a method asks for authorization.</summary>
    internal bool AsksSomewhere { get; }

    /// <summary>What the attributes of the class and its methods ask for.</summary>
    internal AuthorizationAttributes Attributes { get; }

    /// <summary>The names of the methods that map services.</summary>
    internal static readonly string[] MappingNames = { "MapGrpcService", MagicOnionServices.Mapping };

    /// <summary>The services that a call maps; none for other calls, for a type that is not known, and where the server around is not known.</summary>
    internal static IEnumerable<ServedService> AllFrom(IInvocationOperation mapping, CompilationFacts facts)
    {
        if (From(mapping, facts) is { } mapped)
            yield return mapped;

        foreach (var type in MagicOnionServices.MappedBy(mapping, facts))
        {
            if (ServerHost.Of(mapping, facts) is { } host)
                yield return Of(mapping, type, host, facts);
        }
    }

    /// <summary>
    /// The service that <c>MapGrpcService</c> maps; null for other calls, for a type that is not known, and where the server around is not known.
    /// </summary>
    internal static ServedService? From(IOperation operation, CompilationFacts facts) =>
        operation is IInvocationOperation { TargetMethod: { Name: "MapGrpcService" } } mapping
        && mapping.TargetMethod.ContainingType.Is(Extensions)
        && TypeOf(mapping) is { } type
        && ServerHost.Of(mapping, facts) is { } host
            ? Of(mapping, type, host, facts)
            : null;

    /// <summary>
    /// The class of <c>MapGrpcService&lt;T&gt;()</c>, and of <c>MapGrpcService(services => Orders.BindService(new OrderService()))</c> if no attribute of
    /// it asks: whether those of such a class are read is not known here. Null where it is not seen.
    /// </summary>
    private static INamedTypeSymbol? TypeOf(IInvocationOperation mapping)
    {
        if (mapping.TargetMethod.TypeArguments.Length == 1)
            return mapping.TargetMethod.TypeArguments[0] as INamedTypeSymbol;

        INamedTypeSymbol? bound = null;
        foreach (var operation in mapping.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Intercept" })
                return null;

            if (operation is IInvocationOperation { TargetMethod.Name: "BindService", Arguments: { Length: > 0 } given })
            {
                if (bound is not null || Conversions.BuiltInInside(given.Last()).Type is not INamedTypeSymbol service)
                    return null;

                bound = service;
            }
        }

        return bound is { TypeKind: TypeKind.Class, IsAbstract: false } && AuthorizationAttributes.Of(bound).Asking.Count == 0 ? bound : null;
    }

    private static ServedService Of(IInvocationOperation mapping, INamedTypeSymbol type, ServerHost host, CompilationFacts facts)
    {
        var attributes = AuthorizationAttributes.Of(type);
        var endpoint = OfEndpoint(mapping, facts);
        var asks = endpoint == ServiceDemand.Required || attributes.OfType == ServiceDemand.Required || attributes.HasMethodThatAsks;
        var shared = Shared(endpoint, attributes);
        if (shared == ServiceDemand.Nothing && host.MayHaveFallbackPolicy)
            shared = ServiceDemand.Unknown;

        return new ServedService(mapping, type, host, shared, asks, attributes);
    }

    /// <summary>What is asked of one method. <c>AllowAnonymous</c> wins, wherever it stands (AuthorizationMiddleware.cs of ASP.NET Core).</summary>
    internal ServiceDemand DemandOf(IMethodSymbol method)
    {
        var own = AuthorizationAttributes.OfMethod(method);
        return Demand == ServiceDemand.Anonymous || own == ServiceDemand.Anonymous ? ServiceDemand.Anonymous
            : own == ServiceDemand.Required || Attributes.OfType == ServiceDemand.Required ? ServiceDemand.Required
            : _shared;
    }

    /// <summary>The place that asks for the credentials of a method: an attribute of it or of the class, else where the service is mapped.</summary>
    internal Location PlaceThatAsks(IMethodSymbol? method, CompilationFacts facts)
    {
        var attribute = (method is null ? null : AuthorizationAttributes.AskingOn(method)) ?? Attributes.AskingOnType;
        return attribute?.ApplicationSyntaxReference is { } written && facts.Compilation.ContainsSyntaxTree(written.SyntaxTree)
            ? Location.Create(written.SyntaxTree, written.Span)
            : Mapping.Syntax.GetLocation();
    }

    /// <summary>What the endpoint and the class ask of every method.</summary>
    private static ServiceDemand Shared(ServiceDemand endpoint, AuthorizationAttributes attributes)
    {
        if (endpoint == ServiceDemand.Unknown || attributes.OfType == ServiceDemand.Unknown)
            return ServiceDemand.Unknown;

        if (endpoint == ServiceDemand.Anonymous || attributes.OfType == ServiceDemand.Anonymous)
            return ServiceDemand.Anonymous;

        return endpoint == ServiceDemand.Required || attributes.OfType == ServiceDemand.Required ? ServiceDemand.Required : ServiceDemand.Nothing;
    }

    private static ServiceDemand Joined(ServiceDemand shared, AuthorizationAttributes attributes) => shared switch
    {
        ServiceDemand.Required when attributes.HasMethodThatIsOpen => ServiceDemand.Unknown,
        ServiceDemand.Nothing when attributes.HasMethodThatAsks || attributes.HasMethodThatIsOpen => ServiceDemand.Unknown,
        _ => shared,
    };

    /// <summary>What the conventions of an endpoint and of the groups around it ask.</summary>
    private static ServiceDemand OfEndpoint(IInvocationOperation mapping, CompilationFacts facts)
    {
        var demand = ServiceDemand.Nothing;
        IInvocationOperation? endpoint = mapping;
        for (var i = 0; endpoint is not null; i++)
        {
            var calls = FluentCalls.On(endpoint, facts.Bodies);
            if (calls.Escapes || i == MaxGroups)
                return ServiceDemand.Unknown;

            foreach (var call in calls.All)
            {
                switch (call.TargetMethod.Name)
                {
                    case "AllowAnonymous":
                        return ServiceDemand.Anonymous;
                    case "RequireAuthorization":
                        demand = ServiceDemand.Required;
                        break;
                    case var name when !Neutral.Contains(name) && !name.StartsWith("Map", StringComparison.Ordinal):
                        return ServiceDemand.Unknown;
                }
            }

            if (!TryGetGroup(endpoint, facts, out endpoint))
                return ServiceDemand.Unknown;
        }

        return demand;
    }

    /// <summary>The <c>MapGroup</c> that an endpoint or group is mapped on; null for the application itself. False where that is not known.</summary>
    private static bool TryGetGroup(IInvocationOperation endpoint, CompilationFacts facts, out IInvocationOperation? group)
    {
        group = null;
        if (!facts.CallsNamed("MapGroup").GetEnumerator().MoveNext())
            return true;

        if (endpoint.Receiver() is not { } receiver)
            return false;

        var origins = new OriginTracer(facts.Bodies, new Budget()) { FollowsSomeCallers = true }.Trace(new TracedValue(receiver));
        if (origins.Length != 1)
            return false;

        if (Inner(origins[0].Operation) is IInvocationOperation { TargetMethod.Name: "MapGroup" } mapped)
        {
            group = mapped;
            return true;
        }

        return Conversions.BuiltInInside(receiver).Type.Is("Microsoft.AspNetCore.Builder.WebApplication");
    }

    /// <summary>The call that a fluent chain begins with: <c>app.MapGroup("").RequireAuthorization()</c>.</summary>
    private static IOperation Inner(IOperation operation)
    {
        while (operation is IInvocationOperation { TargetMethod.Name: not "MapGroup" } call && call.Receiver() is { } receiver)
            operation = Conversions.BuiltInInside(receiver);

        return operation;
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does a registration of the client factory, or a call on its builder, add a credential?</summary>
internal static class RegistrationLayer
{
    private static readonly HashSet<string> WithoutCredentials = new()
    {
        "SetHandlerLifetime", "EnableCallContextPropagation", "RedactLoggedHeaders", "AddLogger", "AddDefaultLogger", "RemoveAllLoggers",
        "AddPolicyHandler", "AddPolicyHandlerFromRegistry", "AddTransientHttpErrorPolicy", "AddResilienceHandler", "AddStandardResilienceHandler",
        "AddStandardHedgingHandler", "AddServiceDiscovery", "AddAsKeyed", "RemoveAsKeyed",
    };

    /// <summary>
    /// Present when call credentials, an authenticating interceptor, handler or channel option is added; Unknown for extension
    /// methods of assemblies that are not known, for a builder that is handed on, and for a subclass of a client, which may add anything.
    /// The registration is in the finding, as the place that makes the channels.
    /// </summary>
    internal static CredentialFinding Of(CredentialQuery query, ClientRegistration registration) =>
        OfCall(query, registration.Operation)
            .And(registration.Client.BaseType is { IsGenericType: true } or null ? CredentialFinding.Absent : CredentialFinding.Unknown);

    /// <summary>What the client of a container is made from: its factory, or the object that is given. Unknown where only a type is given.</summary>
    internal static CredentialFinding Of(CredentialQuery query, ContainerRegistration registration)
    {
        if (registration.Factory is { } factory)
            return SetupCallback.OfMade(query, factory, static (q, made) => ClientLayer.Of(q, made));

        return registration.Instance is { } instance ? ClientLayer.Of(query, new TracedValue(instance)) : CredentialFinding.Unknown;
    }

    /// <summary>
    /// What an object adds that a service provider is asked for by its type, by the registrations of the type that are seen. Unknown where there is none,
    /// where one has a key, and for other operations.
    /// </summary>
    internal static CredentialFinding OfResolved(CredentialQuery query, IOperation request, Func<CredentialQuery, TracedValue, CredentialFinding> layer)
    {
        if (request is not IInvocationOperation { TargetMethod.Name: "GetRequiredService" or "GetService" }
            || ServiceResolution.TypeOf(request) is not { } type)
            return CredentialFinding.Unknown;

        return OfService(query, type, layer);
    }

    /// <summary>What a service adds, by its registrations that are seen. Unknown where there is none, and where one has a key.</summary>
    internal static CredentialFinding OfService(
        CredentialQuery query, INamedTypeSymbol type, Func<CredentialQuery, TracedValue, CredentialFinding> layer)
    {
        CredentialFinding? finding = null;
        foreach (var registration in ContainerRegistration.Of(type, query.Facts))
        {
            var next = registration switch
            {
                { IsKeyed: true } => CredentialFinding.Unknown,
                { Factory: { } factory } => SetupCallback.OfMade(query, factory, layer),
                { Instance: { } instance } => layer(query, new TracedValue(instance)),
                _ => CredentialFinding.Unknown,
            };
            finding = finding?.Or(next) ?? next;
        }

        return finding ?? CredentialFinding.Unknown;
    }

    /// <summary>The same, whatever the client is that it registers.</summary>
    internal static CredentialFinding OfCall(CredentialQuery query, IInvocationOperation registration)
    {
        if (query.Symbols.CodeFirst.RegistersClient(registration.TargetMethod))
            return CodeFirstRegistrationLayer.Of(query, registration);

        var address = ImmutableArray<TracedText>.Empty;
        var finding = CredentialFinding.Absent;
        foreach (var argument in registration.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate })
                finding = finding.And(FactoryOptionsLayer.Of(query, argument.Value, ref address));
        }

        var transport = ChannelAddress.TransportOf(address);
        finding = finding.Over(new ChannelSite(registration, ChannelSiteKind.Registration, transport, address));
        return transport == ChannelTransport.Local ? finding.As(CredentialPresence.Unknown) : finding.And(OfBuilder(query, registration));
    }

    /// <summary><c>AddHttpClient("name", ...)</c>: what it and its builder do to every client of that name.</summary>
    internal static CredentialFinding OfHttpClient(CredentialQuery query, IInvocationOperation registration)
    {
        var finding = CredentialFinding.Absent;
        foreach (var argument in registration.Arguments)
        {
            if (argument.Parameter is { Type: var type } && type.Is("System.Action"))
                finding = finding.And(SetupCallback.OfConfigured(query, argument.Value, HttpClientLayer.OfTouches));
        }

        return finding.And(OfBuilder(query, registration));
    }

    /// <summary>What is called on the builder that an operation returns, in its method and in those that get it back from that.</summary>
    private static CredentialFinding OfBuilder(CredentialQuery query, IOperation builder, ImmutableHashSet<ISymbol>? returnedBy = null)
    {
        var origin = new Origin(new TracedValue(builder), ImmutableStack<Alias>.Empty);
        var touches = ObjectUses.Of(origin, until: null, query.Facts.Bodies, query.Budget, reportsReturns: true);
        return OfBuilderTouches(query, touches, returnedBy ?? ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default));
    }

    /// <summary>What a callback does with the builder that it gets.</summary>
    internal static CredentialFinding OfBuilderCallback(CredentialQuery query, IArgumentOperation callback) =>
        SetupCallback.OfConfigured(query, callback.Value, static (q, touches) => OfBuilderTouches(q, touches, returnedBy: null));

    /// <summary>What a method does with the builder that it gets as a parameter.</summary>
    internal static CredentialFinding OfBuilderParameter(CredentialQuery query, IParameterSymbol builder, IOperation function) =>
        OfBuilderTouches(query, ObjectUses.OfVariable(builder, function, query.Facts.Bodies, query.Budget), returnedBy: null);

    private static CredentialFinding OfBuilderTouches(CredentialQuery query, IReadOnlyList<ObjectUse> touches, ImmutableHashSet<ISymbol>? returnedBy)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in touches)
        {
            var added = touch.Kind switch
            {
                TouchKind.ReadMember => CredentialFinding.Absent,
                TouchKind.Argument => OfBuilderMethod(query, touch.Site),
                TouchKind.Escape
                    when returnedBy is not null && touch.Site is { Frame: null, Operation.Parent: IReturnOperation { Kind: OperationKind.Return } returned } =>
                    OfReturn(query, returned, returnedBy),
                _ => CredentialFinding.Unknown,
            };
            finding = finding.And(added.OfPipeline());
        }

        return finding;
    }

    /// <summary>
    /// A method returns its builder, and its callers go on with it. Absent only when all of them are seen, there is one, and none
    /// adds a credential.
    /// </summary>
    private static CredentialFinding OfReturn(CredentialQuery query, IReturnOperation returned, ImmutableHashSet<ISymbol> returnedBy)
    {
        var function = EnclosingFunction.Enclosing(returned);
        if (EnclosingFunction.SymbolOf(function) is not { } method
            || function is IAnonymousFunctionOperation
            || returnedBy.Contains(method)
            || Callers.Of(method, function, query.Facts.Bodies) is not { } callers)
            return CredentialFinding.Unknown;

        CredentialFinding? finding = null;
        foreach (var caller in callers)
        {
            var next = caller is IInvocationOperation ? OfBuilder(query, caller, returnedBy.Add(method)) : CredentialFinding.Unknown;
            finding = finding?.Or(next) ?? next;
        }

        return finding ?? CredentialFinding.Unknown;
    }

    private static CredentialFinding OfBuilderMethod(CredentialQuery query, TracedValue site)
    {
        if (site.Operation.Parent is not IInvocationOperation { TargetMethod: var method } call)
            return CredentialFinding.Unknown;

        switch (method.Name)
        {
            case "AddCallCredentials" when query.IgnoresCallCredentials:
                return CredentialFinding.Absent;
            case "AddCallCredentials":
                return call.Arguments.Of(1) is { } added
                    ? query.Met(CredentialMeans.CallCredentials, CredentialFinding.Present, site.With(added.Value)).With(site.With(added.Value))
                    : query.Met(CredentialMeans.CallCredentials, CredentialFinding.Present);
            case "AddInterceptor" when method.TypeArguments is { Length: 1 } types:
                return types[0] is INamedTypeSymbol interceptor
                    ? CodeOnTheWay.OfType(query, interceptor, query.Symbols.Interceptor)
                    : CredentialFinding.Unknown;
            case "AddInterceptor":
                return OfFactory(query, call, InterceptorLayer.Of);
            case "ConfigureGrpcClientCreator" when GrpcSymbols.Is(method.ContainingType, query.Symbols.ClientBuilderExtensions):
                return FactoryOptionsLayer.OfCreator(query, call.Arguments.Last());
            case var _ when query.Symbols.CodeFirst.SetsUpClient(method):
                return CodeFirstRegistrationLayer.OfSetup(query, call);
            default:
                return OfPipelineCall(query, call, site.Frame);
        }
    }

    /// <summary>What a call adds by the handlers, the channel or the client that it gives to the registration; Unknown for calls that are not known.</summary>
    private static CredentialFinding OfPipelineCall(CredentialQuery query, IInvocationOperation call, CallFrame? frame)
    {
        var method = call.TargetMethod;
        switch (HttpPipeline.CallOf(method, query.Facts))
        {
            case PipelineCall.AddsHandler when method.TypeArguments is { Length: 1 } types:
                return types[0] is INamedTypeSymbol handler ? HandlerLayer.OfType(query, handler) : CredentialFinding.Unknown;
            case PipelineCall.AddsHandler or PipelineCall.SetsPrimaryHandler when method.TypeArguments.IsEmpty:
                return OfFactory(query, call, HandlerLayer.Of);
            case PipelineCall.UsesSocketsHandler:
                return OfCallbacks(query, call, frame, HandlerLayer.OfPrimaryHandler);
            case PipelineCall.ConfiguresChannel:
                return OfCallbacks(query, call, frame, ChannelLayer.OfOptionsTouches);
            case PipelineCall.ConfiguresClient:
                return OfCallbacks(query, call, frame, HttpClientLayer.OfTouches);
            default:
                return WithoutCredentials.Contains(method.Name) && !query.Facts.Bodies.IsSeen(method)
                    ? CredentialFinding.Absent
                    : query.Met(CredentialMeans.Declared, DeclaredCredentials.Or(CredentialFinding.Unknown, method, query.Facts), new TracedValue(call));
        }
    }

    /// <summary>What the lambda, local function or method that makes an interceptor or handler returns.</summary>
    private static CredentialFinding OfFactory(
        CredentialQuery query, IInvocationOperation call, Func<CredentialQuery, TracedValue, CredentialFinding> layer)
    {
        var finding = CredentialFinding.Absent;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate })
                continue;

            finding = finding.And(SetupCallback.OfMade(query, argument.Value, layer));
        }

        return finding;
    }

    private static CredentialFinding OfCallbacks(
        CredentialQuery query, IInvocationOperation call, CallFrame? frame, Func<CredentialQuery, IReadOnlyList<ObjectUse>, CredentialFinding> judge)
    {
        var finding = CredentialFinding.Absent;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate } && argument.ArgumentKind == ArgumentKind.Explicit)
                finding = finding.And(SetupCallback.OfConfigured(query, argument.Value, judge, frame));
        }

        return finding;
    }

    /// <summary>What the callback of a call does to the object that it configures; null when it is not seen.</summary>
    internal static IReadOnlyList<ObjectUse>? CallbackTouches(CredentialQuery query, IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate })
                return SetupCallback.UsesIn(query, argument.Value);
        }

        return null;
    }
}

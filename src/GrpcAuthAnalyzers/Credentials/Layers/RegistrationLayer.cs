using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Layers;

/// <summary>Does a registration of the client factory, or what is called on its builder, add a credential?</summary>
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
    /// methods of assemblies that are not known, and for a builder that is handed on. Notes the registration as an owner.
    /// </summary>
    internal static Presence Of(CredentialQuery query, IInvocationOperation registration)
    {
        var transport = Transport.Unknown;
        var presence = Presence.Absent;
        foreach (var argument in registration.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate })
                presence = presence.And(OfFactoryOptions(query, argument, ref transport));
        }

        query.Note(new ChannelOwner(registration, DiagnosticProperties.OwnerRegistration, transport));
        return transport == Transport.Local ? Presence.Unknown : presence.And(OfBuilder(query, registration));
    }

    /// <summary><c>AddHttpClient("name", ...)</c>: what it and its builder do to every client of that name.</summary>
    internal static Presence OfHttpClient(CredentialQuery query, IInvocationOperation registration)
    {
        var presence = Presence.Absent;
        foreach (var argument in registration.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { Name: "Action", TypeKind: TypeKind.Delegate })
                presence = presence.And(OfCallback(query, argument, HttpClientLayer.OfTouches));
        }

        return presence.And(OfBuilder(query, registration));
    }

    /// <summary>What is called on the builder that an operation returns, in its method and in those that get it back from that.</summary>
    private static Presence OfBuilder(CredentialQuery query, IOperation builder, ImmutableHashSet<ISymbol>? returnedBy = null)
    {
        var origin = new Origin(new Value(builder), ImmutableStack<Alias>.Empty);
        var touches = ObjectTouches.Of(origin, until: null, query.Facts.Bodies, query.Budget, reportsReturns: true);
        return OfBuilderTouches(query, touches, returnedBy ?? ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default));
    }

    /// <summary>What a callback does with the builder that it gets.</summary>
    internal static Presence OfBuilderCallback(CredentialQuery query, IArgumentOperation callback) =>
        OfCallback(query, callback, static (q, touches) => OfBuilderTouches(q, touches, returnedBy: null));

    private static Presence OfBuilderTouches(CredentialQuery query, IReadOnlyList<Touch> touches, ImmutableHashSet<ISymbol>? returnedBy)
    {
        var presence = Presence.Absent;
        foreach (var touch in touches)
        {
            presence = presence.And(touch.Kind switch
            {
                TouchKind.ReadMember => Presence.Absent,
                TouchKind.Argument => OfBuilderMethod(query, touch.Site),
                TouchKind.Escape when returnedBy is not null && touch.Site is { Frame: null, Operation.Parent: IReturnOperation { Kind: OperationKind.Return } returned } => OfReturn(query, returned, returnedBy),
                _ => Presence.Unknown,
            });
        }

        return presence;
    }

    /// <summary>
    /// A method returns its builder, and its callers go on with it. Absent only when all of them are seen, there is one, and none
    /// adds a credential.
    /// </summary>
    private static Presence OfReturn(CredentialQuery query, IReturnOperation returned, ImmutableHashSet<ISymbol> returnedBy)
    {
        var function = Function.Enclosing(returned);
        if (Function.SymbolOf(function) is not { } method || function is IAnonymousFunctionOperation || returnedBy.Contains(method) || Callers.Of(method, function, query.Facts.Bodies) is not { } callers)
            return Presence.Unknown;

        Presence? presence = null;
        foreach (var caller in callers)
        {
            var next = caller is IInvocationOperation ? OfBuilder(query, caller, returnedBy.Add(method)) : Presence.Unknown;
            presence = presence?.Or(next) ?? next;
        }

        return presence ?? Presence.Unknown;
    }

    private static Presence OfBuilderMethod(CredentialQuery query, Value site)
    {
        if (site.Operation.Parent is not IInvocationOperation { TargetMethod: var method } call)
            return Presence.Unknown;

        switch (method.Name)
        {
            case "AddCallCredentials":
                return Presence.Present;
            case "AddInterceptor" when method.TypeArguments is { Length: 1 } types:
                return types[0] is INamedTypeSymbol interceptor ? CredentialCode.OfType(query, interceptor, query.Symbols.Interceptor) : Presence.Unknown;
            case "AddInterceptor":
                return OfFactory(query, call, InterceptorLayer.Of);
            case "AddHttpMessageHandler" when method.TypeArguments is { Length: 1 } types:
                return types[0] is INamedTypeSymbol handler ? CredentialCode.OfType(query, handler, query.Symbols.DelegatingHandler) : Presence.Unknown;
            case "AddHttpMessageHandler" or "ConfigurePrimaryHttpMessageHandler" when method.TypeArguments.IsEmpty:
                return OfFactory(query, call, HandlerLayer.Of);
            case "UseSocketsHttpHandler":
                return OfCallbacks(query, call, HandlerLayer.OfPrimaryHandler);
            case "ConfigureChannel":
                return OfCallbacks(query, call, ChannelLayer.OfOptionsTouches);
            case "ConfigureHttpClient":
                return OfCallbacks(query, call, HttpClientLayer.OfTouches);
            default:
                return WithoutCredentials.Contains(method.Name) && !query.Facts.Bodies.IsSeen(method) ? Presence.Absent : Presence.Unknown;
        }
    }

    private static Presence OfFactoryOptions(CredentialQuery query, IArgumentOperation configure, ref Transport transport)
    {
        var address = Transport.Unknown;
        var presence = OfCallback(query, configure, (q, touches) =>
        {
            var found = Presence.Absent;
            foreach (var touch in touches)
            {
                switch (touch.Kind)
                {
                    case TouchKind.SetMember when touch.Member!.Name == "Address":
                        address = ChannelAddress.TransportOf(q.Texts.Alternatives(touch.WrittenValue));
                        break;
                    case TouchKind.SetMember or TouchKind.ReadMember when touch.Member!.Name is "Creator" or "Interceptors" or "InterceptorRegistrations" or "CallOptionsActions" or "ChannelOptionsActions":
                        found = found.And(Presence.Unknown);
                        break;
                    case TouchKind.SetMember or TouchKind.ReadMember or TouchKind.Call:
                        break;
                    default:
                        found = found.And(Presence.Unknown);
                        break;
                }
            }

            return found;
        });
        transport = address;
        return presence;
    }

    /// <summary>What the lambda, local function or method that makes an interceptor or handler returns.</summary>
    private static Presence OfFactory(CredentialQuery query, IInvocationOperation call, System.Func<CredentialQuery, Value, Presence> layer)
    {
        var presence = Presence.Absent;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate })
                continue;

            if (query.Facts.Bodies.FunctionGivenBy(argument.Value) is not { } function || query.Facts.Bodies.ReturnsOf(function) is not { Count: > 0 } returns)
                return Presence.Unknown;

            foreach (var returned in returns)
                presence = presence.And(layer(query, Function.Returned(returned, function)));
        }

        return presence;
    }

    private static Presence OfCallbacks(CredentialQuery query, IInvocationOperation call, System.Func<CredentialQuery, IReadOnlyList<Touch>, Presence> judge)
    {
        var presence = Presence.Absent;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate } && argument.ArgumentKind == ArgumentKind.Explicit)
                presence = presence.And(OfCallback(query, argument, judge));
        }

        return presence;
    }

    /// <summary>Judges what a callback does to the object that it configures; Unknown when the callback is not seen.</summary>
    private static Presence OfCallback(CredentialQuery query, IArgumentOperation callback, System.Func<CredentialQuery, IReadOnlyList<Touch>, Presence> judge) =>
        TouchesIn(query, callback) is { } touches ? judge(query, touches) : Presence.Unknown;

    /// <summary>What the last callback of a call that is seen does to the object that it configures; null when none is seen.</summary>
    internal static IReadOnlyList<Touch>? CallbackTouches(CredentialQuery query, IInvocationOperation call)
    {
        IReadOnlyList<Touch>? found = null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate })
                found = TouchesIn(query, argument) ?? found;
        }

        return found;
    }

    /// <summary>What a callback does to the one object that it configures: its parameter that is no service provider. Null when the callback is not seen.</summary>
    private static IReadOnlyList<Touch>? TouchesIn(CredentialQuery query, IArgumentOperation callback)
    {
        if (query.Facts.Bodies.FunctionGivenBy(callback.Value) is not { } function)
            return null;

        foreach (var parameter in PerCallCode.ParametersOf(function))
        {
            if (parameter.Type.Name != "IServiceProvider")
                return ObjectTouches.OfVariable(parameter, function, query.Facts.Bodies, query.Budget);
        }

        return null;
    }
}

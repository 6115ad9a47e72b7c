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

    /// <summary>What is called on a builder: the one that an operation returns, or a parameter of a callback.</summary>
    internal static Presence OfBuilder(CredentialQuery query, IOperation builder)
    {
        var origin = new Origin(new Value(builder), ImmutableStack<Alias>.Empty);
        return OfBuilderTouches(query, ObjectTouches.Of(origin, until: null, query.Facts.Bodies, query.Budget, reportsReturns: true));
    }

    /// <summary>What a callback does with the builder that it gets.</summary>
    internal static Presence OfBuilderCallback(CredentialQuery query, IArgumentOperation callback) =>
        OfCallback(query, callback, static (q, touches) => OfBuilderTouches(q, touches));

    private static Presence OfBuilderTouches(CredentialQuery query, IReadOnlyList<Touch> touches)
    {
        var presence = Presence.Absent;
        foreach (var touch in touches)
        {
            presence = presence.And(touch.Kind switch
            {
                TouchKind.ReadMember => Presence.Absent,
                TouchKind.Argument => OfBuilderMethod(query, touch.Site),
                _ => Presence.Unknown,
            });
        }

        return presence;
    }

    private static Presence OfBuilderMethod(CredentialQuery query, Value site)
    {
        if (site.Operation.Parent is not IInvocationOperation { TargetMethod: var method } call)
            return Presence.Unknown;

        switch (method.Name)
        {
            case "AddCallCredentials":
                return Presence.Present;
            case "AddInterceptor" when method.TypeArguments is { Length: 1 } types && types[0] is INamedTypeSymbol type:
                return CredentialCode.OfType(query, type, query.Symbols.Interceptor);
            case "AddInterceptor":
                return OfFactory(query, call, InterceptorLayer.Of);
            case "AddHttpMessageHandler" when method.TypeArguments is { Length: 1 } types && types[0] is INamedTypeSymbol type:
                return CredentialCode.OfType(query, type, query.Symbols.DelegatingHandler);
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

            if (FunctionOf(query, argument) is not { } function || query.Facts.Bodies.ReturnsOf(function) is not { Count: > 0 } returns)
                return Presence.Unknown;

            foreach (var returned in returns)
                presence = presence.And(layer(query, new Value(returned)));
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

    /// <summary>Judges what a callback does to the one object that it configures: its parameter that is no service provider.</summary>
    private static Presence OfCallback(CredentialQuery query, IArgumentOperation callback, System.Func<CredentialQuery, IReadOnlyList<Touch>, Presence> judge)
    {
        if (FunctionOf(query, callback) is not { } function || SymbolOf(function) is not { } method)
            return Presence.Unknown;

        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.Name != "IServiceProvider")
                return judge(query, ObjectTouches.OfVariable(parameter, function, query.Facts.Bodies, query.Budget));
        }

        return Presence.Unknown;
    }

    /// <summary>What the callback of a call does to the object that it configures; null when the callback is not seen.</summary>
    internal static IReadOnlyList<Touch>? CallbackTouches(CredentialQuery query, IInvocationOperation call)
    {
        IReadOnlyList<Touch>? found = null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate })
            {
                OfCallback(query, argument, (_, touches) =>
                {
                    found = touches;
                    return Presence.Absent;
                });
            }
        }

        return found;
    }

    private static IOperation? FunctionOf(CredentialQuery query, IArgumentOperation argument)
    {
        var value = argument.Value;
        while (OriginTracer.PassedOn(value) is { } inner)
            value = inner;

        return value switch
        {
            IAnonymousFunctionOperation lambda => lambda,
            IMethodReferenceOperation { Method: var method } when OriginTracer.HasOneBody(method) => query.Facts.Bodies.FunctionOf(method),
            _ => null,
        };
    }

    private static IMethodSymbol? SymbolOf(IOperation function) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => function.SemanticModel?.GetDeclaredSymbol(function.Syntax) as IMethodSymbol,
    };
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Handlers;

/// <summary>
/// The registration whose <c>HttpClient</c> a callback configures: that of <c>ConfigureHttpClient</c> on its chain, of <c>AddHttpClient</c> under its name,
/// or of <c>ConfigureHttpClientDefaults</c>. The client factory of gRPC runs the callback once for a channel that it keeps, and copies the headers
/// (GrpcCallInvokerFactory.cs of grpc-dotnet).
/// </summary>
internal sealed class ConfiguredHttpClient
{
    private const int MaxChain = 64;
    private const string HttpClientBuilder = "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder";

    private ConfiguredHttpClient(ClientRegistration registration, bool isDefault)
    {
        Registration = registration;
        IsDefault = isDefault;
    }

    /// <summary>The registration; the first one of the compilation where the callback is for all.</summary>
    internal ClientRegistration Registration { get; }

    /// <summary>Whether the callback is for every client.</summary>
    internal bool IsDefault { get; }

    /// <summary>
    /// What a parameter that holds an <c>HttpClient</c> belongs to; null when its function is no such callback, or that of a client
    /// that is not gRPC.
    /// </summary>
    internal static ConfiguredHttpClient? Of(IParameterReferenceOperation client, CompilationFacts facts, OriginTracer origins, TextTracer texts)
    {
        foreach (var call in CallsGiven(client, facts))
        {
            if (HttpPipeline.CallOf(call.TargetMethod, facts) == PipelineCall.ConfiguresClient)
            {
                if (BuilderOf(call) is { } builder && OnChain(builder, facts, origins, texts, depth: 0) is { } configured)
                    return configured;
            }
            else if (call.TargetMethod.Name == "AddHttpClient" && NameOf(call, texts) is { } name && Named(name, facts, texts) is { } registration)
            {
                return new ConfiguredHttpClient(registration, isDefault: false);
            }
        }

        return null;
    }

    /// <summary>
    /// What a call on the builder of a registration configures; null where the builder is not seen, or is that of a client that is not gRPC.
    /// </summary>
    internal static ConfiguredHttpClient? OfBuilder(IInvocationOperation call, CompilationFacts facts, OriginTracer origins, TextTracer texts) =>
        BuilderOf(call) is { } builder ? OnChain(builder, facts, origins, texts, depth: 0) : null;

    /// <summary>
    /// The name under which <c>AddHttpClient</c> has registered the client that a call on its builder configures; null where that is not seen.
    /// </summary>
    internal static string? NameOn(IInvocationOperation call, OriginTracer origins, TextTracer texts)
    {
        var current = call;
        for (var depth = 0; depth < MaxChain; depth++)
        {
            if (BuilderOf(current) is not { } builder
                || origins.Trace(new TracedValue(builder)) is not { Length: 1 } made
                || made[0].Operation is not IInvocationOperation previous)
                return null;

            if (previous.TargetMethod.Name == "AddHttpClient")
                return NameOf(previous, texts);

            current = previous;
        }

        return null;
    }

    /// <summary>The name of the client that <c>IHttpClientFactory.CreateClient("name")</c> gives; null for other values.</summary>
    internal static string? NameOfCreated(IOperation client, TextTracer texts) =>
        client is IInvocationOperation { TargetMethod: { Name: "CreateClient", ContainingType: var type }, Arguments: { Length: > 0 } arguments }
        && type.Is("System.Net.Http.IHttpClientFactory", "System.Net.Http.HttpClientFactoryExtensions")
        && arguments.Last() is { Type.SpecialType: SpecialType.System_String } name
            ? texts.ConstantOf(new TracedValue(name))
            : null;

    /// <summary>The calls that get the lambda or method that a parameter belongs to.</summary>
    private static IEnumerable<IInvocationOperation> CallsGiven(IParameterReferenceOperation reference, CompilationFacts facts)
    {
        if (reference.Parameter.ContainingSymbol is not IMethodSymbol method)
            yield break;

        if (method.MethodKind == MethodKind.AnonymousFunction)
        {
            for (IOperation? current = reference; current is not null; current = current.Parent)
            {
                if (current is IAnonymousFunctionOperation lambda
                    && SymbolEqualityComparer.Default.Equals(lambda.Symbol, method)
                    && Arguments.Around(lambda)?.Parent is IInvocationOperation call)
                    yield return call;
            }

            yield break;
        }

        if (method.MethodKind == MethodKind.Ordinary && (!facts.Bodies.IsSeen(method) || facts.Bodies.IsMentionedTooOften(method)))
            yield break;

        foreach (var body in method.MethodKind == MethodKind.LocalFunction
            ? new[] { facts.Bodies.FactsOf(reference) }
            : (IEnumerable<BodyFacts>)facts.Bodies.BodiesMentioning(method))
        {
            foreach (var mention in body.ReferencesTo(method))
            {
                if (mention is IMethodReferenceOperation && Arguments.Around(mention)?.Parent is IInvocationOperation call)
                    yield return call;
            }
        }
    }

    private static ConfiguredHttpClient? OnChain(
        IOperation builder, CompilationFacts facts, OriginTracer origins, TextTracer texts, int depth)
    {
        if (depth >= MaxChain)
            return null;

        foreach (var origin in origins.Trace(new TracedValue(builder)))
        {
            switch (origin.Operation)
            {
                case IInvocationOperation call when ClientRegistration.From(call, facts) is { } registration:
                    return new ConfiguredHttpClient(registration, isDefault: false);
                case IInvocationOperation { TargetMethod.Name: "AddHttpClient" } call:
                    return NameOf(call, texts) is { } name && Named(name, facts, texts) is { } named ? new ConfiguredHttpClient(named, isDefault: false) : null;
                case IInvocationOperation call when BuilderOf(call) is { } previous:
                    return OnChain(previous, facts, origins, texts, depth + 1);
                case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } } parameter
                    when IsForAll(parameter, facts):
                    return Named(name: null, facts, texts) is { } any ? new ConfiguredHttpClient(any, isDefault: true) : null;
            }
        }

        return null;
    }

    private static bool IsForAll(IParameterReferenceOperation builder, CompilationFacts facts)
    {
        foreach (var call in CallsGiven(builder, facts))
        {
            if (call.TargetMethod.Name == "ConfigureHttpClientDefaults")
                return true;
        }

        return false;
    }

    /// <summary>The builder that a fluent call gets; null for a call that gets none.</summary>
    private static IOperation? BuilderOf(IInvocationOperation call)
    {
        if (call.Instance is { } instance)
            return instance.Type.Is(HttpClientBuilder) ? instance : null;

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Ordinal: 0, Type: var type } && type.Is(HttpClientBuilder))
                return argument.Value;
        }

        return null;
    }

    /// <summary>The name of <c>AddHttpClient</c>, or that of its type; null when it has none that can be read.</summary>
    private static string? NameOf(IInvocationOperation http, TextTracer texts)
    {
        foreach (var argument in http.Arguments)
        {
            if (argument.Parameter is { Name: "name", Type.SpecialType: SpecialType.System_String })
                return argument.Value.ConstantValue is { HasValue: true, Value: string name } ? name : texts.ConstantOf(new TracedValue(argument.Value));
        }

        return http.TargetMethod.TypeArguments.Length > 0 ? http.TargetMethod.TypeArguments[0].Name : null;
    }

    /// <summary>The first registration of a gRPC client under a name; under any for null.</summary>
    private static ClientRegistration? Named(string? name, CompilationFacts facts, TextTracer texts)
    {
        foreach (var registration in ClientRegistration.All(facts))
        {
            if (registration.MakesChannel && (name is null || registration.NameIn(texts) == name))
                return registration;
        }

        return null;
    }
}

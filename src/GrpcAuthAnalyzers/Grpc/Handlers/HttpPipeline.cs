using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Handlers;

/// <summary>What a call on the builder of a registration does to its HTTP pipeline.</summary>
internal enum PipelineCall
{
    /// <summary><c>AddHttpMessageHandler</c>: a handler around the others, by its type or from a factory.</summary>
    AddsHandler,

    /// <summary><c>ConfigurePrimaryHttpMessageHandler</c>: the innermost handler, by its type or from a factory.</summary>
    SetsPrimaryHandler,

    /// <summary><c>UseSocketsHttpHandler</c>: the innermost handler, which a callback may configure.</summary>
    UsesSocketsHandler,

    /// <summary><c>ConfigureChannel</c>: a callback over the options of the channel, which may replace all handlers.</summary>
    ConfiguresChannel,

    /// <summary><c>ConfigureHttpClient</c>: a callback over the client that the handlers belong to.</summary>
    ConfiguresClient,
}

/// <summary>What of its HTTP pipeline a channel is given by its options.</summary>
internal enum PipelineOption
{
    /// <summary><c>GrpcChannelOptions.HttpHandler</c>.</summary>
    Handler,

    /// <summary><c>GrpcChannelOptions.HttpClient</c>.</summary>
    Client,
}

/// <summary>
/// Which HTTP handlers a channel or a registration has: by the calls on the builder of a registration, by the options of a channel, and by the handlers
/// inside a handler. Whether one of them adds a credential, the layers tell.
/// </summary>
internal static class HttpPipeline
{
    /// <summary>
    /// What a method of the builder does to the pipeline. Null for other methods, and for one of the same name that somebody wrote or that another
    /// namespace has: what it does is not known by its name. <c>ConfigureChannel</c> is gRPC's own, whose class is known.
    /// </summary>
    internal static PipelineCall? CallOf(IMethodSymbol method, CompilationFacts facts)
    {
        PipelineCall? call = method.Name switch
        {
            "AddHttpMessageHandler" => PipelineCall.AddsHandler,
            "ConfigurePrimaryHttpMessageHandler" => PipelineCall.SetsPrimaryHandler,
            "UseSocketsHttpHandler" => PipelineCall.UsesSocketsHandler,
            "ConfigureChannel" when GrpcSymbols.Is(method.ContainingType, facts.Symbols.ClientBuilderExtensions) => PipelineCall.ConfiguresChannel,
            "ConfigureHttpClient" => PipelineCall.ConfiguresClient,
            _ => null,
        };
        return call is not null && method.ContainingType.IsIn("Microsoft.Extensions.DependencyInjection") && !facts.Bodies.IsSeen(method) ? call : null;
    }

    /// <summary>What a property of the options of a channel sets; null for any other member.</summary>
    internal static PipelineOption? OptionOf(ISymbol? member, GrpcSymbols symbols) => member switch
    {
        IPropertySymbol { Name: "HttpHandler" } when GrpcSymbols.Is(member.ContainingType, symbols.GrpcChannelOptions) => PipelineOption.Handler,
        IPropertySymbol { Name: "HttpClient" } when GrpcSymbols.Is(member.ContainingType, symbols.GrpcChannelOptions) => PipelineOption.Client,
        _ => null,
    };

    /// <summary>Whether an argument of a handler's or client's constructor is the handler inside it.</summary>
    internal static bool IsInner(IArgumentOperation argument, GrpcSymbols symbols) =>
        GrpcSymbols.IsA(argument.Parameter?.Type, symbols.HttpMessageHandler);

    /// <summary>Whether a member is <c>InnerHandler</c>, which a handler passes its requests on to.</summary>
    internal static bool IsInner(ISymbol member) => member.Name == "InnerHandler";

    /// <summary>Whether a registration adds the handler of gRPC-Web, so that its calls may use HTTP/1.1. False when that is not seen.</summary>
    internal static bool IsForWeb(ClientRegistration registration, CompilationFacts facts, Budget budget)
    {
        var builder = new Origin(new TracedValue(registration.Operation), ImmutableStack<Alias>.Empty);
        foreach (var touch in ObjectUses.Of(builder, until: null, facts.Bodies, budget, reportsReturns: true))
        {
            if (touch.Kind == TouchKind.Argument
                && touch.Site.Operation.Parent is IInvocationOperation call
                && CallOf(call.TargetMethod, facts) is PipelineCall.AddsHandler or PipelineCall.SetsPrimaryHandler
                && GrpcSymbols.IsA(AddedService.Of(call, facts.Bodies), facts.Symbols.GrpcWebHandler))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The handlers inside a handler that is created: those that its constructor gets, and those that are written into <c>InnerHandler</c> later. Empty
    /// when it has none, and for a handler that is not created in code that is seen.
    /// </summary>
    /// <param name="handler">Where the handler comes from.</param>
    /// <param name="uses">What happens to the handler.</param>
    /// <param name="symbols">The known types.</param>
    internal static IEnumerable<TracedValue> InnerOf(Origin handler, IReadOnlyList<ObjectUse> uses, GrpcSymbols symbols)
    {
        if (handler.Operation is not IObjectCreationOperation creation)
            yield break;

        foreach (var argument in creation.Arguments)
        {
            if (IsInner(argument, symbols))
                yield return handler.Value.With(argument.Value);
        }

        foreach (var use in uses)
        {
            if (use.Kind == TouchKind.SetMember && IsInner(use.Member!))
                yield return use.WrittenValue;
        }
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>
/// An assignment in <c>ConfigureChannel</c> of a registration to what the client factory has set already: it puts the handlers of the registration into
/// <c>HttpHandler</c> and runs the callbacks afterwards (GrpcCallInvokerFactory.cs), and a channel with both <c>HttpHandler</c> and
/// <c>HttpClient</c> throws (GrpcChannel.cs).
/// </summary>
internal sealed class ReplacedHandler
{
    private ReplacedHandler(IOperation assignment, string property, IInvocationOperation configure, IInvocationOperation? lost)
    {
        Assignment = assignment;
        Property = property;
        Configure = configure;
        Lost = lost;
    }

    /// <summary>The assignment.</summary>
    internal IOperation Assignment { get; }

    /// <summary><c>HttpHandler</c> or <c>HttpClient</c>.</summary>
    internal string Property { get; }

    /// <summary>The call of <c>ConfigureChannel</c>.</summary>
    internal IInvocationOperation Configure { get; }

    /// <summary>The call that adds the replaced handler to the registration; null for <c>HttpClient</c>, which throws.</summary>
    internal IInvocationOperation? Lost { get; }

    /// <summary>The assignments of a registration that replace a handler which it adds, or that throw; empty when none is seen.</summary>
    internal static IEnumerable<ReplacedHandler> Of(CredentialQuery query, ClientRegistration registration)
    {
        var builder = new Origin(new TracedValue(registration.Operation), ImmutableStack<Alias>.Empty);
        var touches = ObjectUses.Of(builder, until: null, query.Facts.Bodies, query.Budget, reportsReturns: true);
        var lost = new List<ObjectUse>();
        var written = new List<(ObjectUse Configure, ObjectUse Write)>();
        var keepsHandler = false;
        foreach (var touch in touches)
        {
            if (touch.Kind != TouchKind.Argument
                || touch.Site.Operation.Parent is not IInvocationOperation { TargetMethod: var method } call
                || !IsOfOneBuilder(call, query))
                continue;

            switch (HttpPipeline.CallOf(method, query.Facts))
            {
                case PipelineCall.AddsHandler or PipelineCall.SetsPrimaryHandler or PipelineCall.UsesSocketsHandler:
                    lost.Add(touch);
                    break;
                case PipelineCall.ConfiguresChannel:
                    keepsHandler |= !TryAddWrites(query, call, touch, written);
                    break;
            }
        }

        foreach (var (configure, write) in written)
        {
            var call = (IInvocationOperation)configure.Site.Operation.Parent!;
            var option = HttpPipeline.OptionOf(write.Member, query.Symbols);
            if (option == PipelineOption.Client && !keepsHandler && Throws(query, write, written))
                yield return new ReplacedHandler(write.Site.Operation, "HttpClient", call, null);
            else if (option == PipelineOption.Handler && !keepsHandler && IsMadeHere(query, write.WrittenValue) && LostTo(configure, lost) is { } handler)
                yield return new ReplacedHandler(write.Site.Operation, "HttpHandler", call, handler);
        }
    }

    /// <summary>Collects what a callback writes; false if it is not seen, or if it reads the handler and may wrap it.</summary>
    private static bool TryAddWrites(CredentialQuery query, IInvocationOperation call, ObjectUse configure, List<(ObjectUse, ObjectUse)> written)
    {
        if (RegistrationLayer.CallbackTouches(query, call) is not { } touches)
            return false;

        foreach (var touch in touches)
        {
            var isOption = HttpPipeline.OptionOf(touch.Member, query.Symbols) is not null;
            if (touch.Kind == TouchKind.SetMember && isOption)
                written.Add((configure, touch));
            else if (touch.Kind is TouchKind.Escape or TouchKind.Argument || (touch.Kind == TouchKind.ReadMember && isOption))
                return false;
        }

        return true;
    }

    /// <summary>An <c>HttpClient</c> throws, unless some callback removes the handler.</summary>
    private static bool Throws(CredentialQuery query, ObjectUse write, List<(ObjectUse, ObjectUse Write)> written)
    {
        foreach (var (_, other) in written)
        {
            if (HttpPipeline.OptionOf(other.Member, query.Symbols) == PipelineOption.Handler)
                return false;
        }

        foreach (var origin in query.Origins.Trace(write.WrittenValue))
        {
            if (NullTests.IsNull(origin.Operation) || origin.Operation is { Type.NullableAnnotation: NullableAnnotation.Annotated })
                return false;
        }

        return true;
    }

    /// <summary>A handler whose creation, with its inner handlers, is seen: others may hold the handlers of the registration.</summary>
    private static bool IsMadeHere(CredentialQuery query, TracedValue handler)
    {
        foreach (var origin in query.Origins.Trace(handler))
        {
            if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation)
                return false;

            foreach (var inner in HttpPipeline.InnerOf(origin, query.TouchesOf(origin), query.Symbols))
            {
                if (!IsMadeHere(query, inner))
                    return false;
            }
        }

        return true;
    }

    /// <summary>The first handler that is added where the assignment runs, too.</summary>
    private static IInvocationOperation? LostTo(ObjectUse configure, List<ObjectUse> lost)
    {
        foreach (var handler in lost)
        {
            if (!ExecutionOrder.MayExclude(handler.Site.OutermostSite, configure.Site.OutermostSite)
                && !ExecutionOrder.MayExclude(configure.Site.OutermostSite, handler.Site.OutermostSite))
                return (IInvocationOperation)handler.Site.Operation.Parent!;
        }

        return null;
    }

    /// <summary>False for a variable that holds one builder after another.</summary>
    private static bool IsOfOneBuilder(IInvocationOperation call, CredentialQuery query)
    {
        IOperation? receiver = call;
        for (var links = 0; receiver is IInvocationOperation { Instance: null } extension && extension.Receiver() is { } extended; links++)
        {
            if (links > Budget.MaxNesting)
                return false;

            receiver = extended;
        }

        return receiver switch
        {
            ILocalReferenceOperation local => query.Facts.Bodies.FactsOf(call).WritesTo(local.Local).Count == 1,
            IParameterReferenceOperation parameter => query.Facts.Bodies.FactsOf(call).WritesTo(parameter.Parameter).Count == 0,
            IFieldReferenceOperation => false,
            IPropertyReferenceOperation property => !property.Type.Is("Microsoft.Extensions.DependencyInjection.IHttpClientBuilder"),
            _ => true,
        };
    }
}

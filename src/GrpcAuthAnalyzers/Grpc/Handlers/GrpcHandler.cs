using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Handlers;

/// <summary>A <c>DelegatingHandler</c> from source that calls of gRPC go through.</summary>
internal static class GrpcHandler
{
    /// <summary>Whether a registration of a gRPC client adds the handler, or a channel is made with it. False when no such place is seen.</summary>
    internal static bool IsUsedByGrpc(INamedTypeSymbol handler, CompilationFacts facts) =>
        IsRegistered(handler, facts) || ChannelsWith(handler, facts).Any();

    /// <summary>
    /// Whether a registration of a gRPC client adds the handler. It is made once for the name of the client, however it is registered itself: the
    /// channel of a name is kept for ever (GrpcCallInvokerFactory.cs of Grpc.Net.ClientFactory).
    /// </summary>
    internal static bool IsRegistered(INamedTypeSymbol handler, CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed("AddHttpMessageHandler"))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation added
                && HttpPipeline.CallOf(added.TargetMethod, facts) == PipelineCall.AddsHandler
                && SymbolEqualityComparer.Default.Equals(AddedService.Of(added, facts.Bodies), handler)
                && AddedService.IsOnGrpcClient(added, facts))
                return true;
        }

        return false;
    }

    /// <summary>The creations of the handler that are given to channels.</summary>
    internal static IEnumerable<IOperation> ChannelsWith(INamedTypeSymbol handler, CompilationFacts facts)
    {
        foreach (var constructor in handler.InstanceConstructors)
        {
            foreach (var body in facts.Bodies.BodiesMentioning(constructor))
            {
                foreach (var creation in body.ReferencesTo(constructor))
                {
                    if (IsGivenToChannel(creation, body, facts))
                        yield return creation;
                }
            }
        }
    }

    /// <summary>Its <c>SendAsync</c> and <c>Send</c>, and whether they are synchronous; empty when it has none.</summary>
    internal static IEnumerable<(IOperation Function, bool IsSynchronous)> SendsOf(INamedTypeSymbol handler, CompilationFacts facts)
    {
        foreach (var name in new[] { "SendAsync", "Send" })
        {
            foreach (var member in handler.GetMembers(name))
            {
                if (member is IMethodSymbol { IsOverride: true } method && facts.Bodies.FunctionOf(method) is { } function)
                    yield return (function, name == "Send");
            }
        }
    }

    /// <summary>Through locals and the handlers around it, into <c>GrpcChannelOptions.HttpHandler</c>.</summary>
    private static bool IsGivenToChannel(IOperation value, BodyFacts body, CompilationFacts facts)
    {
        var current = value;
        while (true)
        {
            current = Conversions.BuiltInAround(current);
            switch (current.Parent)
            {
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: var outer } } argument
                    when HttpPipeline.IsInner(argument, facts.Symbols) && GrpcSymbols.IsA(outer, facts.Symbols.HttpMessageHandler):
                    current = argument.Parent!;
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } }:
                    return HttpPipeline.OptionOf(property, facts.Symbols) == PipelineOption.Handler;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    foreach (var reference in body.ReferencesTo(local))
                    {
                        if (IsGivenToChannel(reference, body, facts))
                            return true;
                    }

                    return false;
                default:
                    return false;
            }
        }
    }
}

using System;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6008: a server for gRPC-Web answers the preflight of a browser by its authorization, which finds no token in it.</summary>
internal sealed class CorsAfterAuthorization : IServedServiceRule
{
    public void Check(ServedService service, RuleContext context)
    {
        if (context.IsRelaxed
            || service.Demand != ServiceDemand.Required
            || MiddlewarePipeline.Around(service.Mapping, context.Facts) is not { } pipeline
            || pipeline.First("UseGrpcWeb") is null
            || pipeline.First("UseCors") is not { } cors
            || !IsTooLate(pipeline)
            || IsLeftOut(service, cors, context.Facts)
            || !context.IsFirst(RuleCatalog.CorsAfterAuthorization, cors.Syntax))
            return;

        var authorization = pipeline.First("UseAuthorization") is { } added ? new[] { added.Syntax.GetLocation() } : Array.Empty<Location>();
        context.Report(
            RuleCatalog.CorsAfterAuthorization, NameOf(cors), authorization, ImmutableDictionary<string, string?>.Empty, new object[] { service.Type.Name });
    }

    /// <summary>
    /// Whether other endpoints name their policy, and this service has none: then CORS never answers for it, in whatever order (run).
    /// </summary>
    private static bool IsLeftOut(ServedService service, IInvocationOperation cors, CompilationFacts facts) =>
        cors.Arguments.Length <= 1
        && facts.MentionsAny("RequireCors")
        && !facts.MentionsAny("AddDefaultPolicy", "DefaultPolicyName", "EnableCors", "EnableCorsAttribute", "MapGroup")
        && FluentCalls.On(service.Mapping, facts.Bodies) is { Escapes: false, All: var calls }
        && calls.All(static call => call.TargetMethod.Name != "RequireCors");

    /// <summary>Whether authorization runs first: by the order of the code, or because a <c>WebApplication</c> adds it in front of everything.</summary>
    private static bool IsTooLate(MiddlewarePipeline pipeline) => pipeline.First("UseAuthorization") is null
        ? pipeline.IsWebApplication && !pipeline.MayGoOn && pipeline.First("UseRouting") is null
        : pipeline.ComesBefore("UseAuthorization", "UseCors");

    private static Location NameOf(IInvocationOperation call) => MiddlewarePipeline.NameOf(call).GetLocation();
}

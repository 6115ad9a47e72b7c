using System;
using System.Collections.Immutable;
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
            || !context.IsFirst(RuleCatalog.CorsAfterAuthorization, cors.Syntax))
            return;

        var authorization = pipeline.First("UseAuthorization") is { } added ? new[] { added.Syntax.GetLocation() } : Array.Empty<Location>();
        context.Report(
            RuleCatalog.CorsAfterAuthorization, NameOf(cors), authorization, ImmutableDictionary<string, string?>.Empty, new object[] { service.Type.Name });
    }

    /// <summary>Whether authorization runs first: by the order of the code, or because a <c>WebApplication</c> adds it in front of everything.</summary>
    private static bool IsTooLate(MiddlewarePipeline pipeline) => pipeline.First("UseAuthorization") is null
        ? pipeline.IsWebApplication && !pipeline.MayGoOn && pipeline.First("UseRouting") is null
        : pipeline.ComesBefore("UseAuthorization", "UseCors");

    private static Location NameOf(IInvocationOperation call) => MiddlewarePipeline.NameOf(call).GetLocation();
}

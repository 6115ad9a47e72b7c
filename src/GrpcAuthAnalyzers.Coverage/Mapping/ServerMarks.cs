using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Coverage.Mapping;

/// <summary>The RPCs that the servers of a project serve, each with what is asked of its callers and where it is mapped.</summary>
internal static class ServerMarks
{
    internal static IEnumerable<Diagnostic> In(CompilationFacts facts)
    {
        foreach (var (rpc, method, demand, service) in ServedRpcs.In(facts).Each)
        {
            var mapping = MapMark.PlaceOf(service.Mapping.Syntax);
            yield return new MapMark("rpc", rpc.Services.FirstOrDefault() + "/" + rpc.Method)
                .With("services", rpc.Services)
                .With("method", rpc.Method)
                .With("server", MapText.Shown(service.Type.Name))
                .With("asks", demand switch
                {
                    ServiceDemand.Required => "credentials",
                    ServiceDemand.Anonymous or ServiceDemand.Nothing => "nothing",
                    _ => "unknown",
                })
                .At(facts.Bodies.IsSeen(method) ? method.Locations[0] : mapping, [mapping]);
        }
    }
}

using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6002: a service asks for authorization, and the server is set up so that no caller gets it.</summary>
internal sealed class AuthorizationNeverRuns : IServedServiceRule
{
    public void Check(ServedService service, RuleContext context)
    {
        if (context.IsRelaxed
            || BrokenAuthorization.ReasonFor(service, context.AskForAny()) is not { } reason
            || DevelopmentSwitch.IsAround(service.Mapping)
            || !context.IsFirst(RuleCatalog.AuthorizationNeverRuns, service.Mapping.Syntax))
            return;

        context.Report(
            RuleCatalog.AuthorizationNeverRuns, service.Mapping.Syntax, Array.Empty<Location>(), ImmutableDictionary<string, string?>.Empty,
            new object[] { service.Type.Name, reason });
    }
}

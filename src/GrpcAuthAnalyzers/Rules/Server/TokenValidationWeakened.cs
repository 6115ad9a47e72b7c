using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6003: a gRPC server accepts tokens that it should refuse.</summary>
internal sealed class TokenValidationWeakened : ITokenValidationRule
{
    public void Check(ValidationOption option, RuleContext context)
    {
        if (context.IsRelaxed
            || WeakValidation.Of(option, context.AskForAny()) is not { } weak
            || DevelopmentSwitch.IsOnWayOf(option.Assignment, context.Facts))
            return;

        var properties = ImmutableDictionary<string, string?>.Empty;
        if (weak.CanBeTurnedOn)
            properties = properties.Add(FixHints.Value, FixHints.ValueTrue);

        context.Report(
            RuleCatalog.TokenValidationWeakened, option.Assignment.Syntax, Array.Empty<Location>(), properties,
            new object[] { option.Is(false) ? option.Name + " = false" : option.Name, weak.Accepted }, isInformation: weak.IsInformation);
    }
}

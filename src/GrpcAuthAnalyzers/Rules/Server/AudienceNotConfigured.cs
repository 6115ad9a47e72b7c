using System;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6006: a gRPC server checks the audience of tokens, and does not know which one is valid.</summary>
internal sealed class AudienceNotConfigured : IBearerSchemeRule
{
    /// <summary>Options that answer, or make, the check of the audience; and those with which other code reads the token.</summary>
    private static readonly string[] Answers =
    {
        "Audience", "ValidAudience", "ValidAudiences", "AudienceValidator", "ValidateAudience", "SignatureValidator", "SignatureValidatorUsingConfiguration",
    };

    public void Check(BearerScheme scheme, RuleContext context)
    {
        if (context.IsRelaxed
            || !scheme.IsWhole
            || scheme.Options.Count == 0
            || scheme.Options.Any(static option => Answers.Contains(option.Name))
            || DevelopmentSwitch.IsOnWayOf(scheme.Call, context.Facts)
            || context.Ask(until: null).Settings.HasAnyBelow("Authentication:Schemes"))
            return;

        context.Report(
            RuleCatalog.AudienceNotConfigured, scheme.Call.Syntax, Array.Empty<Location>(), ImmutableDictionary<string, string?>.Empty,
            new object[] { scheme.Call.TargetMethod.Name });
    }
}

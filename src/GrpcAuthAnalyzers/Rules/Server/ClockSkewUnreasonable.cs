using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6004: a gRPC server allows no difference between clocks, or so much that expired tokens pass.</summary>
internal sealed class ClockSkewUnreasonable : ITokenValidationRule
{
    private const string TooStrict = "refuses good tokens as soon as clocks differ by a second";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public void Check(ValidationOption option, RuleContext context)
    {
        if (option.Name != "ClockSkew"
            || context.IsRelaxed
            || UnreasonableIn(option, context.AskForAny()) is not { } skew
            || option.Beside("ValidateLifetime") is { } lifetime && lifetime.Is(false)
            || option.HasBeside("LifetimeValidator")
            || DevelopmentSwitch.IsOnWayOf(option.Assignment, context.Facts))
            return;

        var isZero = skew <= TimeSpan.Zero;
        context.Report(
            RuleCatalog.ClockSkewUnreasonable, option.Assignment.Syntax, Array.Empty<Location>(),
            ImmutableDictionary<string, string?>.Empty.Add(FixHints.Value, FixHints.ValueDefault),
            new object[] { isZero ? TooStrict : $"accepts a token for {ConstantDuration.Spoken(skew)} after it has expired" }, isInformation: isZero);
    }

    /// <summary>A constant clock skew that is too short or too long; null for others.</summary>
    internal static TimeSpan? UnreasonableIn(ValidationOption option, CredentialQuery query) =>
        ConstantDuration.Of(option.Value, query) is { } skew && (skew <= TimeSpan.Zero || skew > Longest) ? skew : null;
}

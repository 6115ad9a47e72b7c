using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5007: a switch for unencrypted HTTP/2 that only .NET Core 3 needed.</summary>
internal sealed class ObsoleteUnencryptedSwitch : IUnencryptedSwitchRule
{
    public void Check(UnencryptedSwitch turnedOn, RuleContext context)
    {
        if (turnedOn.IsObsolete)
        {
            context.Report(
                RuleCatalog.ObsoleteUnencryptedSwitch, turnedOn.Syntax, Enumerable.Empty<Location>(), ImmutableDictionary<string, string?>.Empty,
                new object[] { turnedOn.Name });
        }
    }
}

using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1013: an option is assigned when the channel has been made.</summary>
internal sealed class ChannelOptionsChangedTooLate : IChannelOptionRule
{
    public void Check(ChannelOption option, RuleContext context)
    {
        if (LateOption.ReaderOf(option, context.Ask(until: null)) is not { } reader)
            return;

        context.Report(
            RuleCatalog.ChannelOptionsChangedTooLate, option.Assignment.Syntax, also: new[] { reader.Syntax.GetLocation() },
            ImmutableDictionary<string, string?>.Empty, new object[] { option.Name });
    }
}

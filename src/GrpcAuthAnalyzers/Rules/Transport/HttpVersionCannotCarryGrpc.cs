using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5005: the options of a channel ask for HTTP/1.1, or allow it, without gRPC-Web.</summary>
internal sealed class HttpVersionCannotCarryGrpc : IChannelOptionRule
{
    public void Check(ChannelOption option, RuleContext context)
    {
        var at = option.Assignment.Syntax;
        if (OldProtocol.In(option, context.Ask(until: null)) is not { } old || !context.IsFirst(RuleCatalog.HttpVersionCannotCarryGrpc, at))
            return;

        context.Report(
            RuleCatalog.HttpVersionCannotCarryGrpc, at, Enumerable.Empty<Location>(), ImmutableDictionary<string, string?>.Empty,
            new object[] { option.Name, old.IsAskedFor ? "asks for HTTP/1.1" : "allows HTTP/1.1" }, isInformation: !old.IsCertain);
    }
}

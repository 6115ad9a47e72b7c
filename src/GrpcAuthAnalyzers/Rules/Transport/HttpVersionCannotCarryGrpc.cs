using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5005: the options of a channel ask for HTTP/1.1, or allow it, without gRPC-Web.</summary>
internal sealed class HttpVersionCannotCarryGrpc : IChannelOptionRule, IChannelRule
{
    public void Check(ChannelOption option, RuleContext context)
    {
        if (OldProtocol.In(option, context.Ask(until: null)) is { } old)
            Report(option.Assignment.Syntax, option.Name, old, context);
    }

    public void Check(ChannelSite channel, CredentialFinding finding, RuleContext context)
    {
        foreach (var (old, set) in OldProtocol.In(channel, context.Ask(until: null)))
        {
            var (written, creation) = (set.Site.Operation.Syntax, channel.Creation.Syntax);
            Report(written.SyntaxTree == creation.SyntaxTree ? written : creation, set.Member!.Name, old, context);
        }
    }

    private static void Report(SyntaxNode at, string option, OldProtocol old, RuleContext context)
    {
        if (!context.IsFirst(RuleCatalog.HttpVersionCannotCarryGrpc, at))
            return;

        context.Report(
            RuleCatalog.HttpVersionCannotCarryGrpc, at, Enumerable.Empty<Location>(), ImmutableDictionary<string, string?>.Empty,
            new object[] { option, old.IsAskedFor ? "asks for HTTP/1.1" : "allows HTTP/1.1" }, isInformation: !old.IsCertain);
    }
}

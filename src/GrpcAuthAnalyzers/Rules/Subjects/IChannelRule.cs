using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Channels;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every channel that is created: <c>GrpcChannel.ForAddress(...)</c>, <c>new Grpc.Core.Channel(...)</c>.</summary>
internal interface IChannelRule : IRule
{
    /// <summary>Reports the channel if it has the defect.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="finding">What the channel adds to its calls.</param>
    /// <param name="context">Where to ask and report.</param>
    void Check(ChannelSite channel, CredentialFinding finding, RuleContext context);
}

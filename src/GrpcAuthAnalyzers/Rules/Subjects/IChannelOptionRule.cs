using GrpcAuthAnalyzers.Grpc.Channels;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every assignment to an option of a channel that <see cref="ChannelOption.Names"/> lists.</summary>
internal interface IChannelOptionRule : IRule
{
    /// <summary>Reports the assigned value if it has the defect; reports nothing if that is unknown.</summary>
    void Check(ChannelOption option, RuleContext context);
}

using GrpcAuthAnalyzers.Grpc.Channels;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every statement that turns on a switch for unencrypted HTTP/2.</summary>
internal interface IUnencryptedSwitchRule : IRule
{
    /// <summary>Reports the switch if it has the defect.</summary>
    void Check(UnencryptedSwitch turnedOn, RuleContext context);
}

using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5008: the handler of a channel, client or registration has Windows credentials, which HTTP/2 does not carry.</summary>
internal sealed class WindowsCredentialsOverHttp2 : IHandlerSettingRule
{
    public void Check(HandlerSetting setting, RuleContext context)
    {
        if (setting.IsForWeb || WindowsCredential.In(setting, context.AskForAny()) is not { } name)
            return;

        var at = setting.Assignment.Syntax;
        if (!context.IsFirst(RuleCatalog.WindowsCredentialsOverHttp2, at))
            return;

        context.Report(
            RuleCatalog.WindowsCredentialsOverHttp2, at, also: new[] { setting.Given.Syntax.GetLocation() }, ImmutableDictionary<string, string?>.Empty,
            new object[] { name });
    }
}

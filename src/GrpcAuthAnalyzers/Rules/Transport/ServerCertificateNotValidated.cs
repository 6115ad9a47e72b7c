using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5004: the handler of a channel, client or registration accepts any certificate of the server.</summary>
internal sealed class ServerCertificateNotValidated : IHandlerSettingRule
{
    public void Check(HandlerSetting setting, RuleContext context)
    {
        if (TrustedServer.In(setting, context.AskForAny()) is not { } trusted)
            return;

        var at = setting.Assignment.Syntax;
        if (!context.IsFirst(RuleCatalog.ServerCertificateNotValidated, at))
            return;

        context.Report(
            RuleCatalog.ServerCertificateNotValidated, at, also: new[] { setting.Given.Syntax.GetLocation() }, ImmutableDictionary<string, string?>.Empty,
            new object[] { setting.Name }, isInformation: DevelopmentSetting.IsOnWayOf(setting, trusted, context.Facts));
    }
}

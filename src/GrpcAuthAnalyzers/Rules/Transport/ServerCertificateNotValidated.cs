using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5004: the handler of a channel, client or registration accepts any certificate of the server.</summary>
internal sealed class ServerCertificateNotValidated : IHandlerSettingRule
{
    public void Check(HandlerSetting setting, RuleContext context)
    {
        var query = context.AskForAny();
        if (TrustedServer.In(setting, query) is not { } trusted)
            return;

        var (at, address) = (setting.Assignment.Syntax, HandlerAddress.Of(setting, query));
        if (ChannelAddress.IsHttp(address) || !context.IsFirst(RuleCatalog.ServerCertificateNotValidated, at))
            return;

        var isInDevelopment = DevelopmentSetting.IsOnWayOf(setting, trusted, context.Facts);
        var properties = ImmutableDictionary<string, string?>.Empty;
        context.Report(
            RuleCatalog.ServerCertificateNotValidated, at, also: new[] { setting.Given.Syntax.GetLocation() },
            isInDevelopment ? properties.Add(FixHints.InDevelopment, "") : properties, new object[] { setting.Name },
            isInformation: isInDevelopment || ChannelAddress.IsThisMachine(address));
    }
}

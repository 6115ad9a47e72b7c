using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5006: a <c>GrpcChannel</c> gets <c>SslCredentials</c> with certificates or a callback, which only the native library supports.</summary>
internal sealed class SslCredentialsArguments : IChannelOptionRule
{
    public void Check(ChannelOption option, RuleContext context)
    {
        if (option.Name != "Credentials")
            return;

        foreach (var refused in SslArguments.In(context.AskForAny(), option.Value))
        {
            var creation = refused.Creation.Syntax;
            var assignment = option.Assignment.Syntax;
            var at = creation.SyntaxTree == assignment.SyntaxTree ? creation : option.Assignment.Value.Syntax;
            if (!context.IsFirst(RuleCatalog.SslCredentialsArguments, at))
                continue;

            context.Report(
                RuleCatalog.SslCredentialsArguments, at, also: new[] { assignment.GetLocation() }, ImmutableDictionary<string, string?>.Empty,
                new object[] { refused.Parameter });
        }
    }
}

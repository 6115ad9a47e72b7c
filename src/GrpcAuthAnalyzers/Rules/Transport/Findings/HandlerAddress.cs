using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>Where the calls go that a handler sends.</summary>
internal static class HandlerAddress
{
    /// <summary>The texts that the address of the channel or registration may be which gets a handler; empty where that is not seen.</summary>
    internal static ImmutableArray<TracedText> Of(HandlerSetting setting, CredentialQuery query)
    {
        switch (setting.Given)
        {
            case IAssignmentOperation option:
                return ChannelOption.From(option, query.Facts)?.ForAddressIn(query.Facts)?.Arguments.Of(0) is { } address
                    ? query.Texts.Alternatives(new TracedValue(address.Value))
                    : ImmutableArray<TracedText>.Empty;
            case IInvocationOperation call when ConfiguredHttpClient.OfBuilder(call, query.Facts, query.Origins, query.Texts) is { IsDefault: false } client:
                return RegistrationLayer.Of(query, client.Registration).OnlyChannel?.Address ?? ImmutableArray<TracedText>.Empty;
            default:
                return ImmutableArray<TracedText>.Empty;
        }
    }
}

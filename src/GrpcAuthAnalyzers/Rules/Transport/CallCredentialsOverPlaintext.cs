using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Transport.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Transport;

/// <summary>GRPCAUTH5001: call credentials on a channel without TLS, which drops them or throws.</summary>
internal sealed class CallCredentialsOverPlaintext : ICallRule, IChannelRule, IRegistrationRule
{
    private const string Lost = "{0} sent without them, and only a log warning says so";

    public void Check(GrpcCall call, RuleContext context)
    {
        if (!PlainChannel.AreAll(context.ClientOf(call).Channels, context.Ask(call.Operation)))
            return;

        var query = PlainChannel.Certain(context.Ask(call.Operation));
        if (LostCredentials.ChannelOf(call, query) is not { } channel)
            return;

        var name = "'" + call.Operation.TargetMethod.Name + "'";
        Report(
            call.Place, channel, query,
            channel.Kind == ChannelSiteKind.LegacyChannel ? name + " throws RpcException" : string.Format(Lost, name + " is"), context);
    }

    public void Check(ChannelSite channel, CredentialFinding finding, RuleContext context)
    {
        var query = PlainChannel.Certain(context.Ask(until: null));
        if (ThrowingCredentials.On(channel, query) is { } composed)
        {
            var at = composed.Syntax.SyntaxTree == channel.Creation.Syntax.SyntaxTree ? composed.Syntax : channel.Creation.Syntax;
            Report(
                at, channel, query,
                channel.Kind == ChannelSiteKind.LegacyChannel ? "'new Channel' throws" : "'ForAddress' throws InvalidOperationException", context);
        }
    }

    public void Check(ClientRegistration registration, RuleContext context)
    {
        var query = PlainChannel.Certain(context.Ask(until: null));
        foreach (var (call, channel) in ThrowingCredentials.On(registration, query))
        {
            var at = call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } }
                && name.Identifier.ValueText != "Create"
                    ? name
                    : call.Syntax;
            Report(at, channel, query, "the client throws InvalidOperationException when it is first resolved", context);
        }

        if (LostCredentials.ChannelOf(registration, query) is { } used)
            Report(registration.Place, used, query, string.Format(Lost, $"calls of '{registration.Client.Name}' are"), context);
    }

    private static void Report(SyntaxNode at, ChannelSite channel, CredentialQuery query, string effect, RuleContext context)
    {
        if (context.IsFirst(RuleCatalog.CallCredentialsOverPlaintext, at))
        {
            context.Report(
                RuleCatalog.CallCredentialsOverPlaintext, at, new[] { channel.Creation.Syntax.GetLocation() }, ImmutableDictionary<string, string?>.Empty,
                new object[] { effect }, isInformation: PlainChannel.IsDefaultOfFiles(channel, query));
        }
    }
}

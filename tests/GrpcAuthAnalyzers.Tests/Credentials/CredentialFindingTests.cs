using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Tests.Operations;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>How the answers of several layers, and of several alternatives, become one.</summary>
public sealed class CredentialFindingTests
{
    private static readonly IOperation First = OperationOf.Initializer("class C { void M() { var a = 1; } }");
    private static readonly IOperation Second = OperationOf.Initializer("class C { void M() { var b = 2; } }");

    [Theory]
    [InlineData(nameof(CredentialPresence.Absent), nameof(CredentialPresence.Absent), nameof(CredentialPresence.Absent), nameof(CredentialPresence.Absent))]
    [InlineData(nameof(CredentialPresence.Absent), nameof(CredentialPresence.Present), nameof(CredentialPresence.Present), nameof(CredentialPresence.Present))]
    [InlineData(nameof(CredentialPresence.Absent), nameof(CredentialPresence.Unknown), nameof(CredentialPresence.Unknown), nameof(CredentialPresence.Unknown))]
    [InlineData(nameof(CredentialPresence.Present), nameof(CredentialPresence.Present), nameof(CredentialPresence.Present), nameof(CredentialPresence.Present))]
    [InlineData(nameof(CredentialPresence.Present), nameof(CredentialPresence.Unknown), nameof(CredentialPresence.Present), nameof(CredentialPresence.Unknown))]
    [InlineData(nameof(CredentialPresence.Unknown), nameof(CredentialPresence.Unknown), nameof(CredentialPresence.Unknown), nameof(CredentialPresence.Unknown))]
    public void Layers_and_alternatives(string first, string second, string layers, string alternatives)
    {
        var (one, other) = (Of(first), Of(second));
        Assert.Equal((layers, layers), (one.And(other).Presence.ToString(), other.And(one).Presence.ToString()));
        Assert.Equal((alternatives, alternatives), (one.Or(other).Presence.ToString(), other.Or(one).Presence.ToString()));

        var met = one.Over(Channel(First));
        Assert.Equal((layers, 1), (met.And(other).Presence.ToString(), met.And(other).Channels.Count));
        Assert.Equal((layers, 1), (other.And(met).Presence.ToString(), other.And(met).Channels.Count));
        Assert.Equal((alternatives, 1), (met.Or(other).Presence.ToString(), met.Or(other).Channels.Count));
        Assert.Equal((alternatives, 1), (other.Or(met).Presence.ToString(), other.Or(met).Channels.Count));
    }

    [Fact]
    public void Channels_are_named_once_in_the_order_in_which_they_are_met()
    {
        var both = CredentialFinding.Absent.Over(Channel(First)).Over(Channel(Second)).Over(Channel(First));
        Assert.Equal([First, Second], both.Channels.Select(static channel => channel.Creation));
        Assert.Null(both.OnlyChannel);
        Assert.Equal(First, CredentialFinding.Absent.Over(Channel(First)).OnlyChannel!.Value.Creation);
        Assert.Null(CredentialFinding.Absent.OnlyChannel);
        Assert.Equal([Second, First], CredentialFinding.Unknown.Over(Channel(Second)).Or(both).Channels.Select(static channel => channel.Creation));
    }

    [Fact]
    public void What_is_met_is_kept_whatever_the_presence()
    {
        var met = CredentialFinding.Of(NamedCredential.CallCredentials).With(new TracedValue(First)).OptingIn(new TracedValue(Second)).OfOwnWay();
        foreach (var finding in new[]
        {
            met.As(CredentialPresence.Unknown), met.And(CredentialFinding.Absent), CredentialFinding.Unknown.And(met), met.Or(CredentialFinding.Absent),
            CredentialFinding.Absent.Over(Channel(First)).And(met),
        })
        {
            Assert.Equal("call credentials", Assert.Single(finding.Named).Name);
            Assert.Equal(First, Assert.Single(finding.CallCredentials).Operation);
            Assert.Equal(Second, Assert.Single(finding.OptIns).Operation);
            Assert.True(finding.MayGoElsewhere);
        }
    }

    [Fact]
    public void A_channel_that_opts_out_later_forgets_what_was_assigned_before()
    {
        var @in = CredentialFinding.Absent.OptingIn(new TracedValue(First));
        Assert.Empty(@in.OptingOut().OptIns);
        Assert.Equal(Second, Assert.Single(@in.OptingOut().OptingIn(new TracedValue(Second)).OptIns).Operation);
        Assert.Equal(2, @in.OptingIn(new TracedValue(Second)).OptIns.Count);
        Assert.Empty(@in.And(CredentialFinding.Absent.OptingOut().And(CredentialFinding.Unknown)).OptIns);
        Assert.Empty(@in.And(CredentialFinding.Absent.OptingOut().As(CredentialPresence.Present)).OptIns);

        // One of two objects opts out: the other one does not.
        var either = @in.Or(CredentialFinding.Absent.OptingOut());
        Assert.Equal(First, Assert.Single(either.OptIns).Operation);
        Assert.Equal(2, CredentialFinding.Absent.OptingIn(new TracedValue(Second)).And(either).OptIns.Count);
        Assert.Empty(@in.And(CredentialFinding.Absent.OptingOut().Or(CredentialFinding.Unknown.OptingOut())).OptIns);
    }

    [Fact]
    public void Code_that_is_not_seen_may_go_elsewhere()
    {
        Assert.True(CredentialFinding.Unknown.OfPipeline().MayGoElsewhere);
        Assert.True(CredentialFinding.Absent.OfPipeline(isRedirected: true).MayGoElsewhere);
        Assert.False(CredentialFinding.Absent.OfPipeline().MayGoElsewhere);
        Assert.False(CredentialFinding.Present.OfPipeline().MayGoElsewhere);
    }

    private static CredentialFinding Of(string presence) => CredentialFinding.Of(System.Enum.Parse<CredentialPresence>(presence));

    private static ChannelSite Channel(IOperation creation) => new(creation, ChannelSiteKind.Channel, ChannelTransport.Tls, ImmutableArray<TracedText>.Empty);
}

using System.Collections.Immutable;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>What makes a channel.</summary>
internal enum ChannelSiteKind
{
    /// <summary><c>GrpcChannel.ForAddress(...)</c>.</summary>
    Channel,

    /// <summary><c>new Grpc.Core.Channel(...)</c>.</summary>
    LegacyChannel,

    /// <summary><c>AddGrpcClient&lt;T&gt;(...)</c> or <c>AddCodeFirstGrpcClient&lt;T&gt;(...)</c>.</summary>
    Registration,
}

/// <summary>The place that credentials can be added for every call: the creation of a channel, or a registration.</summary>
internal readonly struct ChannelSite
{
    private readonly ImmutableArray<TracedText> _address;

    internal ChannelSite(IOperation creation, ChannelSiteKind kind, ChannelTransport transport, ImmutableArray<TracedText> address = default)
    {
        Creation = creation;
        Kind = kind;
        Transport = transport;
        _address = address;
    }

    /// <summary><c>GrpcChannel.ForAddress(...)</c>, <c>new Channel(...)</c> or <c>AddGrpcClient(...)</c>.</summary>
    internal IOperation Creation { get; }

    /// <summary>What the creation is.</summary>
    internal ChannelSiteKind Kind { get; }

    /// <summary>How the server is reached.</summary>
    internal ChannelTransport Transport { get; }

    /// <summary>The texts that the address may be; empty where none is given.</summary>
    internal ImmutableArray<TracedText> Address => _address.IsDefault ? ImmutableArray<TracedText>.Empty : _address;
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Settings;

/// <summary>
/// An address that code reads from the configuration: what the configuration files of the project say. The environment may say something else at run time;
/// the files are what is known.
/// </summary>
internal static class ConfiguredAddress
{
    /// <summary>
    /// A channel, with what the files say in place of the settings that its address reads. A setting that no file has stays a hole, and so does one that
    /// other code writes: the constant in the code is then no more than a default.
    /// </summary>
    internal static ChannelSite Of(ChannelSite channel, CredentialQuery query)
    {
        if (!channel.Address.Any(text => IsNone(text) || text.Parts.Any(part => ValuesOf(part, query) is not null)))
            return channel;

        var filled = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var text in channel.Address)
        {
            if (IsNone(text))
                continue;

            var texts = new List<JoinedText?> { null };
            foreach (var part in text.Parts)
                texts = TextAlternatives.Product(texts, ValuesOf(part, query) ?? Single(part), part.Source);

            foreach (var next in TextAlternatives.Whole(texts, text.Parts[0].Source))
                TextAlternatives.AddBounded(filled, next, text.Parts[0].Source);
        }

        var address = filled.ToImmutable();
        var transport = channel.Kind == ChannelSiteKind.LegacyChannel || channel.Transport != ChannelTransport.Unknown
            ? channel.Transport
            : ChannelAddress.TransportOf(address);
        return new ChannelSite(channel.Creation, channel.Kind, transport, address);
    }

    /// <summary>What the files say of the setting that a part of a text reads; a hole where one of them is in no file; null for other parts.</summary>
    internal static ImmutableArray<TracedText>? ValuesOf(TextPart part, CredentialQuery query)
    {
        ImmutableArray<TracedText>.Builder? values = null;
        var isKnown = true;
        foreach (var (path, read) in SettingRead.Of(part.Source, query))
        {
            values ??= ImmutableArray.CreateBuilder<TracedText>();
            var said = query.Settings.Of(path);
            isKnown &= said.Count > 0 && !part.IsChanged && IsOfFiles(read, query);
            foreach (var value in said)
                TextAlternatives.AddBounded(values, new TracedText(ImmutableArray.Create(new TextPart(value, part.Source))), part.Source);
        }

        if (values is null && query.Settings.AreOfAllRuns && part is { Constant: null, Operation: IPropertyReferenceOperation { Property: var option } })
        {
            // Options that another project binds: the setting of that name, whatever the section.
            foreach (var value in query.Settings.Ending(option.Name))
            {
                values ??= ImmutableArray.CreateBuilder<TracedText>();
                TextAlternatives.AddBounded(values, new TracedText(ImmutableArray.Create(new TextPart(value, part.Source))), part.Source);
            }
        }

        return isKnown ? values?.ToImmutable() : TextAlternatives.Hole(part.Source);
    }

    /// <summary>
    /// Whether a read gets what a file says: not an environment variable, which only developers have in a file, nor a property of options that code writes.
    /// </summary>
    private static bool IsOfFiles(IOperation read, CredentialQuery query)
    {
        if (read is IInvocationOperation { TargetMethod.Name: "GetEnvironmentVariable" })
            return query.Settings.AreOfAllRuns;

        if (read is not IPropertyReferenceOperation { Property: { IsIndexer: false } property })
            return true;

        foreach (var write in query.Facts.Bodies.WritesTo(property).Writes)
        {
            if (write.Site is not IPropertyInitializerOperation)
                return false;
        }

        return true;
    }

    /// <summary>The null or empty text with which a property begins: no channel is made of it, so something else is written before.</summary>
    private static bool IsNone(TracedText text) => text.Constant is "" || (text.Parts.Length == 1 && NullTests.IsNull(text.Parts[0].Operation));

    private static ImmutableArray<TracedText> Single(TextPart part) => ImmutableArray.Create(new TracedText(ImmutableArray.Create(part)));
}

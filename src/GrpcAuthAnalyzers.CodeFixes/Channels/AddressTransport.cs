using System.Collections.Generic;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Transport.Findings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>
/// The transport of an address that code reads from the configuration, the environment or bound options: what the configuration files of the project say,
/// those of development, too. One http address is enough, for then call credentials would throw or be dropped with that file.
/// </summary>
internal static class AddressTransport
{
    /// <summary>
    /// What is known of the address of a channel or registration: <paramref name="transport"/> where the analyzer knows it, else what the files at hand say;
    /// <see cref="FixHints.TransportUnknown"/> where they say nothing, or something that is neither http nor https.
    /// </summary>
    internal static async Task<string> OfAsync(FixSession session, SourceFile file, ExpressionSyntax creation, string? transport)
    {
        if (transport is not null and not FixHints.TransportUnknown)
            return transport;

        return await SiteAsync(session, file, creation).ConfigureAwait(false) is { } channel ? TransportOf(channel.Address) : FixHints.TransportUnknown;
    }

    /// <summary>
    /// Whether a channel or registration is without TLS and goes to a public host: a credential that a fix attaches to it is sent unencrypted over an open
    /// network, and GRPCAUTH5003 reports that. The address is what has to be mended first, so there is no fix.
    /// </summary>
    internal static async Task<bool> IsOpenAsync(FixSession session, SourceFile file, ExpressionSyntax creation) =>
        await SiteAsync(session, file, creation).ConfigureAwait(false) is { } channel
        && PlainChannel.Is(channel)
        && PlainChannel.ReachOf(channel, file.GrpcAuthOptions) == HostReach.Public
        && !DevelopmentSwitch.IsAround(channel.Creation);

    /// <summary>The one channel that is made at a place, with the addresses that it may have; null where it is not seen, or none is made there.</summary>
    private static async Task<ChannelSite?> SiteAsync(FixSession session, SourceFile file, ExpressionSyntax creation)
    {
        if (file.Facts is not { } facts || facts.Bodies.OperationOf(creation) is not { } operation)
            return null;

        var project = file.Document.Project;
        var settings = await session.OnceAsync(
            (project.Id, "settings"), () => Task.FromResult(VisibleSettings.OfAllRuns(project.AnalyzerOptions.AdditionalFiles))).ConfigureAwait(false);
        var query = new CredentialQuery(facts, file.GrpcAuthOptions, until: null) { Settings = settings };
        var finding = operation is IInvocationOperation call && ChannelOf.RegistrationAt(file, (InvocationExpressionSyntax)creation) is not null
            ? RegistrationLayer.OfCall(query, call)
            : ChannelLayer.Of(query, new TracedValue(operation));
        return finding.OnlyChannel is { } channel ? ConfiguredAddress.Of(channel, query) : null;
    }

    private static string TransportOf(IReadOnlyList<TracedText> address)
    {
        var known = FixHints.TransportUnknown;
        var areAllTls = address.Count > 0;
        foreach (var text in address)
        {
            var next = ChannelAddress.TransportOf(text.Prefix);
            if (next == ChannelTransport.Plaintext)
                return FixHints.TransportPlaintext;

            areAllTls &= next == ChannelTransport.Tls;
            if (next == ChannelTransport.Loopback)
                known = FixHints.TransportLoopback;
        }

        return areAllTls ? FixHints.TransportTls : known;
    }
}

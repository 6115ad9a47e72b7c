using System.Collections.Generic;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
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

        if (file.Facts is not { } facts || facts.Bodies.OperationOf(creation) is not IInvocationOperation operation)
            return FixHints.TransportUnknown;

        var project = file.Document.Project;
        var settings = await session.OnceAsync(
            (project.Id, "settings"), () => Task.FromResult(VisibleSettings.OfAllRuns(project.AnalyzerOptions.AdditionalFiles))).ConfigureAwait(false);
        var query = new CredentialQuery(facts, file.GrpcAuthOptions, until: null) { Settings = settings };
        var finding = ChannelOf.RegistrationAt(file, (InvocationExpressionSyntax)creation) is null
            ? ChannelLayer.Of(query, new TracedValue(operation))
            : RegistrationLayer.OfCall(query, operation);
        return finding.OnlyChannel is { } channel ? TransportOf(ConfiguredAddress.Of(channel, query).Address) : FixHints.TransportUnknown;
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

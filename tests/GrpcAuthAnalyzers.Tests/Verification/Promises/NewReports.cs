using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>
/// The reports that a fix brings. One that was at the same code before is not new, nor one in text that the fix wrote in place of the reported code, nor one
/// that went with its code to another place. Any other is: also where the number of reports is the same, and where it has become more severe.
/// </summary>
internal static class NewReports
{
    /// <summary>
    /// Reports that a fix may bring to light, by its title: they are about the call that it repaired. The calls of an injected client pass a header by hand,
    /// and the fix cannot move it to a channel or registration that it does not see, so 1004 (information) is as true as before: it was silent because
    /// one call had no header, the metadata was kept, or the token was a constant.
    /// </summary>
    private static readonly (string Title, string Id, string Owner)[] Following =
    [
        ("Pass the same headers as the other calls of this client", "GRPCAUTH1004", "unseen"),
        ("Create the metadata for each call", "GRPCAUTH1004", "unseen"),
        ("Replace the hard-coded token with", "GRPCAUTH1004", "unseen"),
    ];

    /// <summary>
    /// A credential that a fix writes for an http channel in a private network is sent unencrypted, as the channel sends everything: the information says so.
    /// For a public host it would be a warning, and there is no fix.
    /// </summary>
    private const string OverHttp = "GRPCAUTH5003";

    /// <summary>An interceptor that loses credentials is only information while the program has none: the first one that a fix writes makes it a warning.</summary>
    private const string LosingInterceptor = "GRPCAUTH1008";

    /// <summary>The promise.</summary>
    /// <param name="change">What the fix did.</param>
    /// <param name="whatFollows">Whether the reports of the table may come.</param>
    internal static async Task<string?> NoneComesAsync(FixChange change, bool whatFollows)
    {
        var texts = await ChangedText.OfAsync(change);
        var found = New(change, texts);
        found.RemoveAll(report => report is { Id: OverHttp, Severity: < DiagnosticSeverity.Warning } && IsInWritten(report, texts));
        found.RemoveAll(report => report.Id == LosingInterceptor && change.Old.Reports.Any(old => old.Id == report.Id && TextOf(old) == TextOf(report)));
        if (whatFollows)
            found.RemoveAll(report => Follows(change, report, texts));

        return found.Count > 0 ? "brings a new report:\n" + Analysis.Lines(found) : null;
    }

    private static bool Follows(FixChange change, Diagnostic report, Dictionary<string, ChangedText> texts) =>
        Following.Any(following => change.Offers[0].Action.Title.StartsWith(following.Title, StringComparison.Ordinal)
            && following.Id == report.Id && report.Properties.GetValueOrDefault("owner") == following.Owner)
        && IsInWritten(report, texts);

    /// <summary>Whether a place of a report is in a line that the fix wrote.</summary>
    private static bool IsInWritten(Diagnostic report, Dictionary<string, ChangedText> texts) =>
        report.AdditionalLocations.Prepend(report.Location).Any(place =>
            texts.TryGetValue(place.GetLineSpan().Path, out var text)
            && text.LinesWritten().Any(line => line.Span.IntersectsWith(place.SourceSpan)));

    private static List<Diagnostic> New(FixChange change, Dictionary<string, ChangedText> texts)
    {
        var old = change.Old.Reports.ToList();
        var open = change.Now.Reports.Where(report => !Take(old, other => IsSame(other, report, PlaceBefore(report)))).ToList();
        open.RemoveAll(report => Take(old, other => IsOf(other, report) && texts.TryGetValue(PathOf(report), out var text)
            && text.Replaces(other.Location.SourceSpan, report.Location.SourceSpan)));
        open.RemoveAll(report => Take(old, other => IsAsSevere(other, report) && TextOf(other) == TextOf(report)));
        return open;

        TextSpan? PlaceBefore(Diagnostic report) =>
            texts.TryGetValue(PathOf(report), out var text) ? text.PlaceBefore(report.Location.SourceSpan) : report.Location.SourceSpan;
    }

    private static bool Take(List<Diagnostic> reports, Predicate<Diagnostic> of)
    {
        var found = reports.FindIndex(of);
        if (found >= 0)
            reports.RemoveAt(found);

        return found >= 0;
    }

    private static bool IsSame(Diagnostic old, Diagnostic now, TextSpan? place) =>
        IsOf(old, now) && old.Location.SourceSpan == place;

    private static bool IsOf(Diagnostic old, Diagnostic now) => IsAsSevere(old, now) && PathOf(old) == PathOf(now);

    private static bool IsAsSevere(Diagnostic old, Diagnostic now) => old.Id == now.Id && old.Severity >= now.Severity;

    private static string PathOf(Diagnostic report) => report.Location.GetLineSpan().Path ?? "";

    private static string? TextOf(Diagnostic report) =>
        report.Location.SourceTree?.GetText().ToString(report.Location.SourceSpan);
}

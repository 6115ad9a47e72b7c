using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>What the markup of the sources of a test says, and whether an analysis found the same.</summary>
internal static class Markup
{
    /// <summary>Whether a document or an additional file has a report in it.</summary>
    internal static bool MarksReports(string source, Setup setup) =>
        ProjectUnderTest.Documents(source, setup).Concat(ProjectUnderTest.AdditionalFiles(setup))
            .Any(static document => NamedSpans(document.Source).Any(IsReport));

    /// <summary>
    /// Fails unless the reports are those of the markup and those without a place, no more and no fewer.
    /// </summary>
    internal static void AssertSame(string source, Setup setup, ImmutableArray<Diagnostic> reports, params (string Id, string Message)[] withoutPlace)
    {
        var (expected, actual) = (Expected(source, setup, withoutPlace), Actual(reports));
        Assert.True(
            expected.SequenceEqual(actual),
            $"The markup says:\n{string.Join("\n", expected)}\nReported is:\n{string.Join("\n", actual)}\nIn full:\n{Analysis.Lines(reports)}");
    }

    /// <summary>One line for each report that the markup shows, and for those without a place; sorted.</summary>
    internal static string[] Expected(string source, Setup setup, params (string Id, string Message)[] withoutPlace) =>
        [.. ProjectUnderTest.Documents(source, setup).Concat(ProjectUnderTest.AdditionalFiles(setup))
            .SelectMany(static document => NamedSpans(document.Source).Where(IsReport)
                .SelectMany(pair => pair.Value.Select(span => $"{pair.Key} at {document.Path}{span}")))
            .Concat(withoutPlace.Select(static report => $"{report.Id} without a place: {report.Message}"))
            .Order(StringComparer.Ordinal)];

    /// <summary>The same lines for the reports that are there.</summary>
    internal static string[] Actual(ImmutableArray<Diagnostic> reports) => [.. reports.Select(Line).Order(StringComparer.Ordinal)];

    private static string Line(Diagnostic report) => report.Location == Location.None
        ? $"{report.Id} without a place: {report.GetMessage()}"
        : $"{report.Id} at {report.Location.GetLineSpan().Path}{report.Location.SourceSpan}";

    /// <summary>Fails unless each place that is marked as <c>{|#0:...|}</c> is an additional location of a report.</summary>
    internal static void AssertAlso(string source, Setup setup, ImmutableArray<Diagnostic> reports)
    {
        foreach (var document in ProjectUnderTest.Documents(source, setup))
        {
            foreach (var span in NamedSpans(document.Source).Where(static pair => !IsReport(pair)).SelectMany(static pair => pair.Value))
            {
                Assert.True(
                    reports.Any(report => report.AdditionalLocations.Any(also => also.SourceTree?.FilePath == document.Path && also.SourceSpan == span)),
                    $"No report has {document.Path}{span} as an additional location:\n{Analysis.Lines(reports)}");
            }
        }
    }

    /// <summary>Everything but <c>{|#0:...|}</c> stands for a report, also what the analyzer does not know: that is then one that is missing.</summary>
    private static bool IsReport(KeyValuePair<string, ImmutableArray<TextSpan>> pair) => !pair.Key.StartsWith('#');

    private static ImmutableDictionary<string, ImmutableArray<TextSpan>> NamedSpans(string source)
    {
        TestFileMarkupParser.GetPositionsAndSpans(source, out _, out _, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        return spans;
    }
}

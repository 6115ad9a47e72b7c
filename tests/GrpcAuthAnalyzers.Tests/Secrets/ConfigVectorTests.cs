using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Every labelled configuration file is judged as its label says, at the exact place, and no report gives anything of a secret away.</summary>
public sealed class ConfigVectorTests
{
    private const int MaxShown = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20_261)]
    [InlineData(987_654)]
    [InlineData(31_337)]
    public async Task Every_file_is_judged_as_its_label_says(int seed)
    {
        var vectors = Vectors.Vectors.Generate(seed).Where(vector => vector.Kind == VectorKind.Config).ToArray();
        Assert.Contains(vectors, vector => vector.Flag);
        Assert.Contains(vectors, vector => !vector.Flag);
        var wrong = new List<string>();
        foreach (var vector in vectors)
        {
            var project = await ProjectUnderTest.CreateAsync("", Setup.Usual with { AdditionalFiles = [(vector.File, vector.Text)] });
            var reports = await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new GrpcAuthAnalyzer());
            if (Complaint(vector, [.. reports]) is { } complaint)
                wrong.Add($"{vector}: {complaint}\n{Analysis.Lines(reports)}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    private static string? Complaint(Vector vector, Diagnostic[] reports)
    {
        if (!vector.Flag)
            return reports.Length == 0 ? null : "is to be silent";

        var id = vector.KnownForm ? "GRPCAUTH2002" : "GRPCAUTH2004";
        if (!reports.Any(report => report.Id == id && report.GetMessage().Contains($"'{vector.Path}'", StringComparison.Ordinal)))
            return $"is to have {id} for '{vector.Path}'";

        // Each random piece of the text is in the place of one report, which begins and ends at a quote. Tokens of other vectors may begin alike.
        foreach (var piece in vector.Secrets.Where(piece => vector.Text.Contains(piece, StringComparison.Ordinal)))
        {
            var at = vector.Text.IndexOf(piece, StringComparison.Ordinal);
            var covering = reports.Where(report => report.Location.SourceSpan.Start <= at && at + piece.Length <= report.Location.SourceSpan.End).ToArray();
            if (covering.Length != 1 || vector.Text[covering[0].Location.SourceSpan.Start - 1] != '"' || vector.Text[covering[0].Location.SourceSpan.End] != '"')
                return "has a secret that is in no place, or more than one";

            var told = reports.SelectMany(report => report.Properties.Values.Append(report.GetMessage()).Append(report.Descriptor.Title.ToString()));
            if (told.Any(text => text is not null && HoldsPartOf(text, piece)))
                return "has a report that shows a part of the secret";
        }

        return reports.Select(report => report.Location.SourceSpan).Distinct().Count() == reports.Length ? null : "has a place with two reports";
    }

    private static bool HoldsPartOf(string text, string secret) =>
        Enumerable.Range(0, secret.Length - MaxShown + 1).Any(start => text.Contains(secret.AsSpan(start, MaxShown), StringComparison.Ordinal));
}

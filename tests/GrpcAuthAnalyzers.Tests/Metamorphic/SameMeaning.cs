using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Robustness;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>
/// Programs of one meaning have one verdict. Every program that a test gives to <c>Verify.Reports</c> or <c>Verify.Silent</c> goes through one transformation,
/// which the seed of the day chooses; through all of them where the environment variable GRPCAUTH_METAMORPHIC is <c>all</c>, or through those
/// whose name has its text in it.
/// </summary>
internal static class SameMeaning
{
    /// <summary>Longer sources are about budgets, and would be most of the time.</summary>
    private const int LongestSource = 20_000;

    private static readonly string? Asked = Environment.GetEnvironmentVariable("GRPCAUTH_METAMORPHIC");

    /// <summary>Fails when a transformation changes what the product reports for the program of a test.</summary>
    internal static async Task HoldsAsync(Project project, string source, Setup setup, ImmutableArray<Diagnostic> reports)
    {
        if (setup.CompilerErrors || source.Length > LongestSource)
            return;

        var program = await Metamorphosis.OfAsync(
            project, reports, Verify.ProductAnalyzer, setup.Documents.Select(static document => "/0/" + document.Path).Append(ProjectUnderTest.MainPath));
        foreach (var transformation in Chosen(source))
        {
            if (await program.DifferenceAsync(transformation) is { } difference)
                Assert.Fail($"{difference}\n{Seed.Again}");
        }
    }

    private static IEnumerable<Transformation> Chosen(string source) => Asked switch
    {
        null or "" => [Transformation.All[Seed.Choose(source, Transformation.All.Length)]],
        "all" => Transformation.All,
        _ => Transformation.All.Where(static transformation => transformation.Name.Contains(Asked, StringComparison.Ordinal)),
    };
}

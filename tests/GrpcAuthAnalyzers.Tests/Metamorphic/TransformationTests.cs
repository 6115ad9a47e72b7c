using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Robustness;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>The transformations do something, break nothing, and a verdict that depends on spelling does not get past them.</summary>
public sealed class TransformationTests
{
    /// <summary>Has a place for each transformation.</summary>
    private const string Program = """
        using System.Text;

        public sealed class DESK
        {
            private readonly StringBuilder _loud = new StringBuilder();
            private readonly List<string> names = new();

            public string First => names[0];

            public async Task<string> ReadAsync(Func<string, Task<string>> read, string id)
            {
                var name = id.Trim();
                string text = await read(string.Concat(name, "a"));
                _loud.Append(text, 0, 1);
                names.ForEach(found => Console.WriteLine(found));
                return text;
            }

            public int Count() { return names.Count; }
        }
        """;

    public static TheoryData<string> Names => [.. Transformation.All.Select(static transformation => transformation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_transformation_changes_the_program_and_it_compiles(string name)
    {
        var program = await OfAsync(Program, []);
        var errors = await program.ErrorsAsync(Transformation.All.Single(transformation => transformation.Name == name));
        Assert.NotNull(errors);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_verdict_that_depends_on_spelling_is_found()
    {
        var project = await ProjectUnderTest.CreateAsync(Program, Setup.Usual);
        var reports = (await Analysis.OfAsync(project, new ShoutedNames())).Reports;
        Assert.NotEmpty(reports);
        var spelled = await Metamorphosis.OfAsync(project, reports.RemoveAt(0), new ShoutedNames(), [ProjectUnderTest.MainPath]);
        Assert.Contains("new", await spelled.DifferenceAsync(Transformation.All.Single(static transformation => transformation.Name == "wrap in regions")), StringComparison.Ordinal);
        var same = await Metamorphosis.OfAsync(project, reports, new ShoutedNames(), [ProjectUnderTest.MainPath]);
        foreach (var transformation in Transformation.All)
            Assert.Null(await same.DifferenceAsync(transformation));
    }

    [Fact]
    public void Each_deviation_is_about_a_transformation_and_a_rule()
    {
        Assert.All(Deviation.All, static deviation =>
        {
            Assert.Contains(Transformation.All, transformation => transformation.Name.StartsWith(deviation.Transformation, StringComparison.Ordinal));
            Assert.All(deviation.Rules, static rule => Assert.Contains(Rule.All, known => known.Id == "GRPCAUTH" + rule));
            Assert.NotEmpty(deviation.Rules);
        });
    }

    [Fact]
    public void Another_text_or_seed_is_another_choice()
    {
        Assert.Equal(Seed.Choose("a", 1_000_000), Seed.Choose("a", 1_000_000));
        Assert.NotEqual(Seed.Choose("a", 1_000_000), Seed.Choose("b", 1_000_000));
    }

    private static async Task<Metamorphosis> OfAsync(string source, ImmutableArray<Diagnostic> reports) =>
        await Metamorphosis.OfAsync(await ProjectUnderTest.CreateAsync(source, Setup.Usual), reports, new ShoutedNames(), [ProjectUnderTest.MainPath]);
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Every labelled program is judged right, whatever the secrets are, and no report gives one away.</summary>
public sealed class CSharpVectorTests
{
    private static readonly ImmutableArray<MetadataReference> References = [.. CompileReferences.For(new Setup { WithoutContracts = true })];

    public static TheoryData<int> Seeds => [11, 23, 37, 59, 20261124];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_program_is_judged_right(int seed)
    {
        var wrong = new List<string>();
        foreach (var vector in Vectors.Vectors.Generate(seed).Where(vector => vector.Kind == VectorKind.CSharp))
        {
            var found = await ReportsAsync(vector);
            var ids = found.Select(diagnostic => diagnostic.Id).Where(id => id != "GRPCAUTH2005").Distinct();
            string[] expected = vector is { Flag: true, KnownForm: true } ? ["GRPCAUTH2002"] : vector.Flag ? ["GRPCAUTH2001"] : [];
            if (!expected.SequenceEqual(ids) || found.Length != found.Select(diagnostic => diagnostic.Location).Distinct().Count())
                wrong.Add($"{vector}: {string.Join("; ", found)}\n{vector.Text}");

            foreach (var diagnostic in found)
                AssertGivesNothingAway(diagnostic, vector);
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} vectors with seed {seed} are judged wrong:\n{string.Join("\n", wrong)}");
    }

    private static void AssertGivesNothingAway(Diagnostic diagnostic, Vector vector)
    {
        var said = diagnostic.GetMessage() + "\n" + string.Join("\n", diagnostic.Properties.Select(pair => pair.Key + "=" + pair.Value));
        foreach (var secret in vector.Secrets)
        {
            for (var i = 0; i + 4 <= secret.Length; i++)
                Assert.DoesNotContain(secret.Substring(i, 4), said, StringComparison.Ordinal);
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> ReportsAsync(Vector vector)
    {
        var tree = CSharpSyntaxTree.ParseText(Vectors.Vectors.Prelude + vector.Text, new CSharpParseOptions(LanguageVersion.Preview), "Vector.cs");
        var compilation = CSharpCompilation.Create(
            "Vectors", [tree], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var options = (await ProjectUnderTest.CreateAsync("", new Setup { GlobalConfig = vector.IsTestProject ? "build_property.IsTestProject = true" : null })).AnalyzerOptions;
        var all = await Analysis.WholeAsync(compilation, options, new GrpcAuthAnalyzer());
        return all.RemoveAll(diagnostic => !diagnostic.Id.StartsWith("GRPCAUTH2", StringComparison.Ordinal));
    }
}

using System.Linq;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>The vectors themselves: as many as the specification has, equal for equal seeds, and C# that compiles.</summary>
public class VectorsTests
{
    [Theory]
    [InlineData(VectorKind.CSharp, 83, 76)]
    [InlineData(VectorKind.Config, 18, 24)]
    [InlineData(VectorKind.Value, 40, 55)]
    public void There_are_as_many_as_the_specification_has(VectorKind kind, int positives, int negatives)
    {
        var vectors = Vectors.Generate(1).Where(vector => vector.Kind == kind).ToList();
        Assert.Equal(positives, vectors.Count(vector => vector.Flag));
        Assert.Equal(negatives, vectors.Count(vector => !vector.Flag));
    }

    [Fact]
    public void Equal_seeds_make_equal_vectors_and_other_seeds_other_secrets()
    {
        Assert.Equal(Vectors.Generate(7).Select(vector => vector.Text), Vectors.Generate(7).Select(vector => vector.Text));
        Assert.Equal(Vectors.Generate(7).Select(vector => vector.Id), Vectors.Generate(8).Select(vector => vector.Id));
        Assert.Empty(Vectors.Generate(7).SelectMany(vector => vector.Secrets).Intersect(Vectors.Generate(8).Where(vector => !vector.Text.Contains("eyJ")).SelectMany(vector => vector.Secrets)));
    }

    [Fact]
    public void Every_form_that_is_known_names_the_random_pieces_in_it() =>
        Assert.All(
            Vectors.Generate(3).Where(vector => vector is { Flag: true, KnownForm: true } && !vector.Text.Contains("a:a")),
            vector => Assert.NotEmpty(vector.Secrets));

    [Fact]
    public void The_source_compiles()
    {
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var references = CompileReferences.For(new Setup { WithoutContracts = true });
        foreach (var vector in Vectors.Generate(1).Where(vector => vector.Kind == VectorKind.CSharp))
        {
            var compilation = CSharpCompilation.Create("vector", [CSharpSyntaxTree.ParseText(Vectors.Prelude + vector.Text, parse)], references, options);
            var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            Assert.True(!errors.Any(), $"{vector}: {string.Join("; ", errors)}\n{vector.Text}");
        }
    }
}

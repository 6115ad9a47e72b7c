using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>
/// Deletes, doubles and moves random tokens in the sources that the tests of the rules report on. The seed is fixed, so a failure can be repeated;
/// the environment variable GRPC_AUTH_FUZZ_ROUNDS makes the hunt longer.
/// </summary>
public sealed class FuzzTests
{
    private const int Seed = 20_261;

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("GRPC_AUTH_FUZZ_ROUNDS"), out var rounds) ? rounds : 150;

    [Fact]
    public async Task Random_damage_never_makes_the_analyzer_throw()
    {
        var sources = TestSources.Reported.Select(ProjectUnderTest.WithoutMarkup).Append(Hostile.Sample).ToImmutableArray();
        var project = await ProjectUnderTest.CreateAsync("", Setup.Usual with { OutputKind = OutputKind.ConsoleApplication, Documents = [Hostile.Witness] });
        var compilation = (await project.GetCompilationAsync())!;
        var main = compilation.SyntaxTrees.Single(tree => tree.FilePath == ProjectUnderTest.MainPath);
        var random = new Random(Seed);

        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Damage(sources[random.Next(sources.Length)], random);
            var tree = CSharpSyntaxTree.ParseText(damaged, (CSharpParseOptions)main.Options, main.FilePath);
            var failure = await Record.ExceptionAsync(async () =>
                Hostile.Others(await Analysis.WholeAsync(compilation.ReplaceSyntaxTree(main, tree), project.AnalyzerOptions, Verify.ProductAnalyzer)));
            Assert.True(failure is null, $"Round {round}: {failure?.Message}\nThe code:\n{damaged}");
        }
    }

    private static string Damage(string source, Random random)
    {
        List<string> tokens = [.. SyntaxFactory.ParseTokens(source).Select(token => token.ToFullString())];
        for (var times = random.Next(1, 6); times > 0 && tokens.Count > 0; times--)
        {
            var at = random.Next(tokens.Count);
            switch (random.Next(4))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    tokens.Insert(random.Next(tokens.Count), tokens[at]);
                    break;
                default:
                    tokens.RemoveRange(at, Math.Min(random.Next(1, 8), tokens.Count - at));
                    break;
            }
        }

        return string.Concat(tokens);
    }
}

using System.Linq;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>Which writes of <c>x</c> the <c>x</c> in <c>U(x)</c> may show: a write that always runs later hides what was written before it.</summary>
public sealed class BodyFactsTests
{
    [Theory]
    [InlineData("x = 1; x = 2; U(x);", "x = 2")]
    [InlineData("x = 1; U(x); x = 2;", "x = 1")]
    [InlineData("x = 1; if (c) x = 2; U(x);", "x = 1", "x = 2")]
    [InlineData("x = 1; if (c & (x = 2) > 1) U(x);", "x = 2")]
    [InlineData("x = 1; if (c && (x = 2) > 1) { } U(x);", "x = 1", "x = 2")]
    [InlineData("x = 1; using (D(x = 2)) { } U(x);", "x = 2")]
    [InlineData("x = 1; while ((x = 2) > 1) U(x);", "x = 2")]
    [InlineData("x = 1; do { if (c) break; } while ((x = 2) > 1); U(x);", "x = 1", "x = 2")]
    [InlineData("x = 1; for (x = 2; c; x = 3) U(x);", "x = 2", "x = 3")]
    [InlineData("x = 1; try { x = 2; } finally { } U(x);", "x = 1", "x = 2")]
    [InlineData("x = 1; F(out x, 0); U(x);", "out x")]
    [InlineData("x = 1; F(out x, U(x));", "x = 1", "out x")]
    [InlineData("x = 1; new C(out x, U(x));", "x = 1", "out x")]
    [InlineData("x = 1; s?.Equals(x = 2); U(x);", "x = 1", "x = 2")]
    public void Writes_seen_by_a_read(string code, params string[] seen)
    {
        var tree = CSharpSyntaxTree.ParseText($$"""
            using System;
            class C
            {
                C(out int x, int y) => x = y;
                int U(int x) => x;
                void F(out int x, int y) => x = y;
                IDisposable D(int x) => null!;
                void M(bool c, string? s) { int x; {{code}} }
            }
            """);
        var compilation = CSharpCompilation.Create("writes", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        var method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.Text == "M");
        var root = compilation.GetSemanticModel(tree).GetOperation(method)!;
        var read = root.Descendants().OfType<IInvocationOperation>().Single(call => call.TargetMethod.Name == "U").Arguments[0].Value;

        var writes = new BodyFacts(root).WritesSeenBy(read, ((ILocalReferenceOperation)read).Local);
        Assert.Equal(seen, writes!.Select(write => write.Site.Syntax.ToString()));
    }
}

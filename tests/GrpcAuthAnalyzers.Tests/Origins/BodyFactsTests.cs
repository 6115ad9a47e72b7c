using System.Linq;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>What one walk over a body finds: which writes of <c>x</c> the <c>x</c> in <c>U(x)</c> may show (one that always runs later hides those before it), and awaits.</summary>
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

    [Theory]
    [InlineData("MANY x = 2; if (c) x = 3; U(x); x = 4;", "x = 2", "x = 3")]
    public void Writes_seen_among_many(string code, params string[] seen) =>
        Writes_seen_by_a_read(code.Replace("MANY", string.Concat(Enumerable.Repeat("x = 1; ", 40))), seen);

    [Theory]
    [InlineData("await Task.CompletedTask; await T(1);", "await T(1)")]
    [InlineData("await Task.FromResult(1); await T(1); await T(2);", "await T(1)")]
    [InlineData("await ValueTask.CompletedTask; await new ValueTask();", "await new ValueTask()")]
    [InlineData("await O.CompletedTask; await T(1);", "await O.CompletedTask")]
    [InlineData("await O.FromResult(1); await T(1);", "await O.FromResult(1)")]
    [InlineData("Func<Task> f = async () => await T(1); await T(2);", "await T(2)")]
    [InlineData("await Task.CompletedTask;", null)]
    public void The_first_await_that_may_wait(string code, string? expected)
    {
        var tree = CSharpSyntaxTree.ParseText($$"""
            using System;
            using System.Threading.Tasks;
            class O { public static Task CompletedTask => new(null!); public static Task FromResult(int n) => new(null!); }
            class C
            {
                Task T(int n) => new(null!);
                async Task M() { {{code}} }
            }
            """);
        var compilation = CSharpCompilation.Create("awaits", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        var method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.Text == "M");
        var root = compilation.GetSemanticModel(tree).GetOperation(method)!;
        Assert.Equal(expected, new BodyFacts(root).FirstAwaitOf(root)?.Syntax.ToString());
    }
}

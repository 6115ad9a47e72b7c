using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>Questions about C# that many rules ask are answered in one place, <c>Operations</c>.</summary>
public sealed class OneHomeTests
{
    private static readonly string[] Wrappers = ["IConversionOperation", "IParenthesizedOperation", "IDelegateCreationOperation"];

    [Fact]
    public void Conversions_are_stripped_in_Operations_only()
    {
        var loops = Sources().SelectMany(static tree => LoopsThatTest(tree.GetRoot(), Wrappers)).ToList();
        Assert.True(loops.Count == 0, $"A loop through conversions; call Operations.Conversions:\n{string.Join('\n', loops)}");
    }

    [Theory]
    [InlineData("while (x is IConversionOperation c) x = c.Operand;")]
    [InlineData("while (x.Parent is A or IParenthesizedOperation) x = x.Parent;")]
    [InlineData("do { x = x.Parent; } while (x is IDelegateCreationOperation);")]
    [InlineData("for (; x is IConversionOperation { Operand: var y }; x = y) { }")]
    [InlineData("while (true) { switch (x.Parent) { case A or IConversionOperation: x = x.Parent; break; default: return; } }")]
    public void Such_a_loop_is_found(string loop) =>
        Assert.Single(LoopsThatTest(CSharpSyntaxTree.ParseText($"class C {{ void M() {{ {loop} }} }}", path: "C.cs").GetRoot(), Wrappers));

    [Theory]
    [InlineData("while (x is IAwaitOperation a) x = a.Operation;")]
    [InlineData("if (x is IConversionOperation c) x = c.Operand;")]
    public void Other_code_is_not(string code) =>
        Assert.Empty(LoopsThatTest(CSharpSyntaxTree.ParseText($"class C {{ void M() {{ {code} }} }}", path: "C.cs").GetRoot(), Wrappers));

    [Fact]
    public void What_is_null_is_read_in_Operations_only()
    {
        var places = Sources().SelectMany(static tree => NullReadings(tree.GetRoot())).ToList();
        Assert.True(places.Count == 0, $"Asks by itself whether an operation is null; call Operations.NullTests:\n{string.Join('\n', places)}");
    }

    [Theory]
    [InlineData("x is IDefaultValueOperation")]
    [InlineData("x.ConstantValue is { HasValue: true, Value: null }")]
    [InlineData("x is { ConstantValue: { HasValue: true, Value: null or \"\" } }")]
    [InlineData("x is { TargetMethod: { Name: \"IsNullOrEmpty\" } }")]
    [InlineData("x is { TargetMethod.Name: \"A\" or \"ReferenceEquals\" }")]
    public void Such_a_reading_is_found(string reading) =>
        Assert.NotEmpty(NullReadings(CSharpSyntaxTree.ParseText($"class C {{ bool M() => {reading}; }}", path: "C.cs").GetRoot()));

    /// <summary>The constant null in a pattern of a constant value, the operation of <c>default</c>, and the names of methods that test for null.</summary>
    private static IEnumerable<string> NullReadings(SyntaxNode root) => root.DescendantNodes().Where(static node => node switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == "IDefaultValueOperation",
        SubpatternSyntax { NameColon.Name.Identifier.ValueText: "Value", Parent: PropertyPatternClauseSyntax { Subpatterns: var all } } pattern =>
            all.Any(static other => other.NameColon?.Name.Identifier.ValueText == "HasValue")
            && pattern.Pattern.DescendantNodesAndSelf().Any(static part => part.IsKind(SyntaxKind.NullLiteralExpression)),
        ConstantPatternSyntax { Expression: LiteralExpressionSyntax { Token.Value: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "ReferenceEquals" } } => true,
        _ => false,
    }).Select(static node => $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");

    /// <summary>The sources of both assemblies, without the home itself.</summary>
    private static IEnumerable<SyntaxTree> Sources() => SourceMap.Roots.SelectMany(static root => Repository.Files(root, "*.cs"))
        .Where(static path => !path.Contains("/Operations/", System.StringComparison.Ordinal))
        .Select(static path => CSharpSyntaxTree.ParseText(Repository.Read(path), path: path));

    /// <summary>The outermost <c>while</c>, <c>do</c> and <c>for</c> loops that name one of these types.</summary>
    private static IEnumerable<string> LoopsThatTest(SyntaxNode root, string[] types) => root
        .DescendantNodes(static node => !IsLoop(node))
        .Where(loop => IsLoop(loop) && loop.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => types.Contains(name.Identifier.ValueText)))
        .Select(static loop => $"{loop.SyntaxTree.FilePath}:{loop.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax;
}

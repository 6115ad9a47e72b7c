using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>The sources of the tests of the rules, read from the repository: which verbs they call, and with which C#.</summary>
internal static class TestSources
{
    private const string Folder = "tests/GrpcAuthAnalyzers.Tests/Rules";

    private static readonly ImmutableArray<(string Path, CompilationUnitSyntax Root)> Files =
        [.. Repository.Files(Folder, "*.cs").Select(path => (path, CSharpSyntaxTree.ParseText(Repository.Read(path)).GetCompilationUnitRoot()))];

    /// <summary>
    /// The test files of a rule: those in the folder of its band whose name starts with the name of the rule, for example
    /// <c>Rules/Credentials/CallWithoutCredentialsTests.cs</c>. None when there are none.
    /// </summary>
    internal static IEnumerable<CompilationUnitSyntax> Of(Rule rule) => Files
        .Where(file => file.Path.StartsWith($"{Folder}/{rule.Band}/{rule.Name}", StringComparison.Ordinal))
        .Select(file => file.Root);

    /// <summary>The number of tests of a rule that call the verb; each row of a theory is a test.</summary>
    internal static int Count(Rule rule, string verb) => Of(rule)
        .SelectMany(root => root.DescendantNodes().OfType<MethodDeclarationSyntax>())
        .Where(method => Calls(method, verb))
        .Sum(method => Math.Max(1, Attributes(method).Count(name => name is "InlineData")));

    /// <summary>
    /// Every string literal of the tests of the rules that marks a report: the code that the product speaks about, markup included.
    /// Fragments that a test joins to a source (an opening mark without its end) are left out.
    /// </summary>
    internal static ImmutableArray<string> Reported { get; } =
        [.. Files.SelectMany(file => file.Root.DescendantTokens())
            .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken)
            .Select(token => token.ValueText)
            .Where(text => text.Contains("{|GRPCAUTH", StringComparison.Ordinal) && Occurrences(text, "{|") == Occurrences(text, "|}"))
            .Distinct(StringComparer.Ordinal)];

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private static bool Calls(MethodDeclarationSyntax method, string verb) => method.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Any(call => call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Verify" } } access
            && access.Name.Identifier.ValueText == verb);

    private static IEnumerable<string> Attributes(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => attribute.Name.ToString());
}

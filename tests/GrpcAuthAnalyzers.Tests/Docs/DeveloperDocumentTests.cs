using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Tests.Conformance;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Docs;

/// <summary>The documents for contributors name what is in the sources: a renamed type, a moved folder or a new subject shows here.</summary>
public sealed class DeveloperDocumentTests
{
    private const string Architecture = "docs/architecture.md", AddingARule = "docs/adding-a-rule.md";

    /// <summary>Every word of the sources, as far as it can be a name.</summary>
    private static readonly Lazy<HashSet<string>> Words = new(() => [.. new[] { "src", "build", "tests" }
        .SelectMany(folder => Repository.Files(folder, "*.cs")).Where(path => !path.EndsWith(nameof(DeveloperDocumentTests) + ".cs", StringComparison.Ordinal))
        .SelectMany(path => Regex.Matches(Repository.Read(path), @"\b[A-Z]\w+").Select(match => match.Value))]);

    [Theory]
    [InlineData(Architecture)]
    [InlineData(AddingARule)]
    public void A_name_is_in_the_sources(string document)
    {
        var names = Code(document).SelectMany(code => Regex.Matches(code, @"^[A-Z]\w+(?=$|[.(])").Select(match => match.Value)).Distinct();
        var gone = names.Where(name => !Words.Value.Contains(name));
        Assert.True(!gone.Any(), $"{document} names what is not in the sources: {string.Join(", ", gone)}");
    }

    [Theory]
    [InlineData(Architecture)]
    [InlineData(AddingARule)]
    public void A_path_exists(string document)
    {
        var paths = Code(document).Where(code => Regex.IsMatch(code, @"^[\w.]+/[\w./-]*$")).Distinct();
        var gone = paths.Where(path => !SourceMap.Roots.Select(root => root + "/" + path).Append(path).Any(Exists));
        Assert.True(!gone.Any(), $"{document} names a path that does not exist: {string.Join(", ", gone)}");
    }

    [Fact]
    public void Every_folder_is_in_the_architecture()
    {
        var text = Repository.Read(Architecture);
        var missing = SourceMap.Roots.SelectMany(root => SourceMap.FilesOf(root).Select(SourceMap.FolderOf).Distinct()
            .Where(folder => folder != "." && !Regex.IsMatch(folder, "^Rules/[^/]+(/Findings)?$") && !text.Contains($"`{folder}`", StringComparison.Ordinal)
                && !text.Contains($"`{folder}/`", StringComparison.Ordinal)).Select(folder => $"{root}/{folder}"));
        Assert.True(!missing.Any(), $"{Architecture} does not say what is in {string.Join(", ", missing)}");
    }

    [Fact]
    public void Every_subject_is_in_the_table_of_interfaces()
    {
        var text = Repository.Read(AddingARule);
        var missing = typeof(IRule).Assembly.GetTypes().Where(type => type.IsInterface && type != typeof(IRule) && typeof(IRule).IsAssignableFrom(type))
            .Where(type => !text.Contains($"| `{type.Name}` |", StringComparison.Ordinal)).Select(type => type.Name);
        Assert.True(!missing.Any(), $"{AddingARule} does not say what is called for: {string.Join(", ", missing)}");
    }

    /// <summary>The code spans in the text of a document.</summary>
    private static IEnumerable<string> Code(string document) => Regex.Matches(Repository.Read(document), "`([^`\n]+)`").Select(match => match.Groups[1].Value);

    private static bool Exists(string path) => Repository.Has(path) || Repository.Files(path.TrimEnd('/'), "*").Any();
}

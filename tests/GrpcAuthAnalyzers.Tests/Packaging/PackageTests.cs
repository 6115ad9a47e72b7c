using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.Conformance;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Packaging;

public sealed class PackageTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string Analyzers = "analyzers/dotnet/cs/GrpcAuthAnalyzers.dll";
    private const string CodeFixes = "analyzers/dotnet/cs/GrpcAuthAnalyzers.CodeFixes.dll";

    /// <summary>A link or image of Markdown; its address is the first group.</summary>
    private static readonly Regex Link = new(@"\]\(([^)\s]+)[^)]*\)", RegexOptions.CultureInvariant);

    private static readonly Version Roslyn = new(4, 8, 0, 0);

    [Fact]
    public void The_package_holds_these_parts_and_no_others() =>
        Assert.Equal(
            [
                "GrpcAuthAnalyzers.nuspec",
                "LICENSE",
                "README.md",
                CodeFixes,
                Analyzers,
                "build/GrpcAuthAnalyzers.props",
                "build/GrpcAuthAnalyzers.targets",
                "build/presets/All.globalconfig",
                "build/presets/None.globalconfig",
                "build/presets/Strict.globalconfig",
                "buildTransitive/GrpcAuthAnalyzers.props",
                "buildTransitive/GrpcAuthAnalyzers.targets",
                .. RuleCatalog.All.Select(rule => $"docs/rules/{rule.Id}.md").Order(StringComparer.Ordinal),
                "icon.png",
            ],
            package.Parts);

    [Fact]
    public void It_is_a_development_dependency_and_brings_no_other_package()
    {
        Assert.Equal("GrpcAuthAnalyzers", Value("id"));
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal(Repository.Url, Value("projectUrl"));
        Assert.NotEmpty(Value("releaseNotes")!);
        Assert.Equal("MIT", Value("license"));
        Assert.DoesNotContain(package.Metadata.Elements(), element => element.Name.LocalName is "dependencies" or "frameworkAssemblies" or "references");
    }

    [Fact]
    public void The_readme_of_the_package_is_that_of_the_repository_with_addresses_for_links()
    {
        var files = $"{Repository.Url}/blob/main/";
        var readme = package.Text("README.md");
        Assert.Equal(Repository.Read("README.md").TrimEnd(), readme.Replace(files, "", StringComparison.Ordinal).TrimEnd());

        var links = Link.Matches(readme).Select(link => link.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link =>
        {
            Assert.StartsWith("https://", link, StringComparison.Ordinal);
            if (link.StartsWith(Repository.Url, StringComparison.Ordinal))
            {
                Assert.StartsWith(files, link, StringComparison.Ordinal);
                Assert.True(Repository.Has(link[files.Length..].Split('#')[0]), $"{link} names no file of the repository.");
            }
        });
    }

    [Fact]
    public void The_analyzers_load_in_every_compiler_since_Roslyn_4_8() =>
        OnlyReferences(Analyzers, new()
        {
            ["netstandard"] = new(2, 0, 0, 0),
            ["Microsoft.CodeAnalysis"] = Roslyn,
            ["Microsoft.CodeAnalysis.CSharp"] = Roslyn,
            ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        });

    [Fact]
    public void The_fixes_load_in_every_editor_since_Roslyn_4_8() =>
        OnlyReferences(CodeFixes, new()
        {
            ["netstandard"] = new(2, 0, 0, 0),
            ["GrpcAuthAnalyzers"] = typeof(GrpcAuthAnalyzer).Assembly.GetName().Version!,
            ["Microsoft.CodeAnalysis"] = Roslyn,
            ["Microsoft.CodeAnalysis.CSharp"] = Roslyn,
            ["Microsoft.CodeAnalysis.Workspaces"] = Roslyn,
            ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = Roslyn,
            ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        });

    private string? Value(string name) => package.Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private void OnlyReferences(string part, Dictionary<string, Version> allowed)
    {
        var references = package.ReferencesOf(part);
        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            Assert.Contains(reference.Name, allowed.Keys);
            Assert.Equal(allowed[reference.Name], reference.Version);
        });
    }
}

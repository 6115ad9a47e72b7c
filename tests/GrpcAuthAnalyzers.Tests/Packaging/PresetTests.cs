using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Packaging;

/// <summary>The presets are files that NuGet ships as they are; the catalogue says what must stand in them.</summary>
public sealed class PresetTests
{
    [Fact]
    public void None_silences_every_rule() =>
        Assert.Equal(RuleCatalog.All.Select(rule => (rule.Id, "none")), SeveritiesOf("None"));

    [Fact]
    public void All_makes_every_rule_a_warning() =>
        Assert.Equal(RuleCatalog.All.Select(rule => (rule.Id, "warning")), SeveritiesOf("All"));

    [Fact]
    public void Strict_makes_every_warning_an_error_and_leaves_graded_rules_to_the_analyzer() =>
        Assert.Equal(
            RuleCatalog.All
                .Where(rule => rule.DefaultSeverity == DiagnosticSeverity.Warning && !RuleCatalog.IsGraded(rule))
                .Select(rule => (rule.Id, "error")),
            SeveritiesOf("Strict"));

    [Theory]
    [InlineData("None")]
    [InlineData("Strict")]
    [InlineData("All")]
    public void Any_configuration_of_the_user_wins(string preset)
    {
        var lines = File.ReadAllLines(PathOf(preset));
        Assert.Equal("is_global = true", lines[0]);
        Assert.Equal("global_level = -100", lines[1]);
    }

    [Fact]
    public void Each_mode_of_the_props_file_has_its_preset_and_none_is_left_over()
    {
        var props = File.ReadAllText(RepositoryFolder.PathTo("build", "GrpcAuthAnalyzers.props"));
        var shipped = Directory.GetFiles(RepositoryFolder.PathTo("build", "presets")).Select(Path.GetFileNameWithoutExtension).Order();
        var items = Regex.Matches(props, @"presets/(\w+)\.globalconfig"" Condition=""'\$\(GrpcAuthAnalysisMode\)' == '(\w+)'""");
        Assert.All(items, item => Assert.Equal(item.Groups[1].Value, item.Groups[2].Value));
        Assert.Equal(shipped, items.Select(item => item.Groups[1].Value).Order());
    }

    private static string PathOf(string preset) => RepositoryFolder.PathTo("build", "presets", preset + ".globalconfig");

    private static IEnumerable<(string Id, string Severity)> SeveritiesOf(string preset) =>
        File.ReadLines(PathOf(preset))
            .Select(line => Regex.Match(line, @"^dotnet_diagnostic\.(GRPCAUTH\d{4})\.severity = (\w+)$"))
            .Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
}

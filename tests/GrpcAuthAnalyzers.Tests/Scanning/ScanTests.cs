using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Rules;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

[Collection(Scan.Name)]
public sealed class ScanTests(HostileRepository repository) : IClassFixture<HostileRepository>
{
    [Fact]
    public void Every_finding_is_printed_once_whatever_the_project_switches_off()
    {
        var places = Regex.Matches(repository.First.Output, @"^  (\S+)  (\w+): ", RegexOptions.Multiline)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        Assert.Equal(
            [
                (repository.PlaceOf("App/Program.cs", "orders.GetOrder(new OrderRequest { Id = \"plain\""), "warning"),
                (repository.PlaceOf("App/Severe.cs", "new Orders.OrdersClient"), "error"),
                (repository.PlaceOf("Contracts/Shared.cs", "orders.GetOrder"), "warning"),
                (repository.PlaceOf("App/Tokens.cs", "\"harbour"), "warning"),
                (repository.PlaceOf("App/appsettings.json", "walnut"), "warning"),
            ],
            places);
    }

    [Fact]
    public void A_finding_comes_with_its_rule_its_help_and_its_underlined_line()
    {
        Assert.Contains($"GRPCAUTH1001  {RuleCatalog.CallWithoutCredentials.Title}  (3)", repository.First.Output);
        Assert.Contains(RuleCatalog.CallWithoutCredentials.HelpLinkUri, repository.First.Output);
        Assert.Contains(
            """
                   10 |         return orders.GetOrder(new OrderRequest { Id = "..." });
                      |                ^^^^^^^^^^^^^^^
            """,
            repository.First.Output);
    }

    [Fact]
    public void A_finding_does_not_print_the_secret()
    {
        Assert.Contains("{ \"...\", \"...\" + \"...\" + ... } };", repository.First.Output);
        Assert.DoesNotContain("pear-tree", repository.First.All + repository.FirstSarif);
        Assert.DoesNotContain("harbour", repository.First.All + repository.FirstSarif);
        Assert.DoesNotContain("walnut", repository.First.All + repository.FirstSarif);
    }

    [Fact]
    public void A_second_scan_from_another_folder_finds_the_same()
    {
        Assert.Contains("\"ruleId\"", repository.SecondSarif, StringComparison.Ordinal);
        Assert.Equal(repository.FirstSarif, repository.SecondSarif);
    }

    [Fact]
    public void Nothing_in_the_repository_is_written() =>
        Assert.Equal(repository.FilesBefore, repository.FilesAfter);

    [Fact]
    public void Fail_on_decides_the_exit_code()
    {
        Assert.Equal(0, repository.First.ExitCode);
        Assert.Equal(1, repository.Second.ExitCode);
    }

    [Fact]
    public void The_log_is_SARIF_2_1_with_one_run_and_relative_paths()
    {
        var log = JsonNode.Parse(repository.FirstSarif)!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        Assert.EndsWith("sarif-2.1.0.json", (string?)log["$schema"]);
        var run = Assert.Single(log["runs"]!.AsArray())!;
        Assert.Equal(repository.Root, new Uri((string)run["originalUriBaseIds"]!["SCANROOT"]!["uri"]!).LocalPath.TrimEnd('/', '\\'));

        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        var results = run["results"]!.AsArray();
        Assert.Equal(5, results.Count);
        Assert.All(results, result =>
        {
            Assert.Equal((string?)result!["ruleId"], (string?)rules[(int)result["ruleIndex"]!]!["id"]);
            var place = result["locations"]![0]!["physicalLocation"]!;
            Assert.Equal("SCANROOT", (string?)place["artifactLocation"]!["uriBaseId"]);
            Assert.True(File.Exists(Path.Combine(repository.Root, (string)place["artifactLocation"]!["uri"]!)));
            Assert.InRange((int)place["region"]!["startLine"]!, 1, 100);
            Assert.InRange((int)place["region"]!["endColumn"]!, (int)place["region"]!["startColumn"]! + 1, 1000);
        });
        Assert.All(rules, rule => Assert.StartsWith(RuleCatalog.DocumentRoot, (string?)rule!["helpUri"]));
    }
}

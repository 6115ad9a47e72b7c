using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Baselines;
using GrpcAuthAnalyzers.Tests.Secrets;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Baselines;

/// <summary>What a baseline accepts in a build and in an editor, and what it does not.</summary>
public sealed class BaselineFileTests
{
    private const string Name = "GrpcAuth.Baseline.sarif", Empty = """{ "version": "2.1.0", "runs": [] }""";

    private const string Shop = """
        namespace Company;

        public class Shop
        {
            public void Send(OrderRequest request)
            {
                var orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                orders.GetOrder(request);
            }
        }
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("public class Shop", "public class Other { public int Size => 3; }\n\n// more\npublic class Shop")]
    [InlineData("orders.GetOrder(request);", "orders // now\n    .GetOrder(\n        request);")]
    [InlineData("orders.example.com", "other.example.com")]
    [InlineData("orders.GetOrder(request);", "if (request.Id == \"a\") { System.Console.WriteLine(); orders.GetOrder(request); }")]
    [InlineData("orders.GetOrder(request);", "void Local() => orders.GetOrder(request);\nLocal();")]
    [InlineData("public class Shop", "public partial class Shop { }\n\npublic partial class Shop")]
    [InlineData("namespace Company;\n", "namespace\n  Company;\n")]
    public async Task What_is_accepted_stays_quiet(string old, string text)
    {
        var source = old.Length == 0 ? Shop : Shop.Replace(old, text, StringComparison.Ordinal);
        Assert.Single(await ReportsAsync(source, Empty));
        Assert.Empty(await ReportsAsync(source, await BaselineOfAsync(Shop)));
    }

    [Theory]
    [InlineData("orders.GetOrder(request);", "orders.GetOrder(request); orders.ListOrders(request);")]
    [InlineData("public void Send(OrderRequest request)", "public void Post(OrderRequest request)")]
    [InlineData("public void Send(OrderRequest request)", "public void Send(OrderRequest request, int times)")]
    [InlineData("class Shop", "class Desk")]
    [InlineData("namespace Company;", "namespace Company.Shops;")]
    public async Task What_is_new_is_reported(string old, string text) =>
        Assert.Single(await ReportsAsync(Shop.Replace(old, text, StringComparison.Ordinal), await BaselineOfAsync(Shop)));

    /// <summary>What is suppressed needs no place in the baseline: the call after it is the accepted one, a third is new.</summary>
    [Theory]
    [InlineData("#pragma warning disable GRPCAUTH1001\norders.GetOrder(request);\n#pragma warning restore GRPCAUTH1001\norders.GetOrder(request);", 0)]
    [InlineData("#pragma warning disable GRPCAUTH1001\norders.GetOrder(request);\n#pragma warning restore GRPCAUTH1001\norders.GetOrder(request); orders.GetOrder(request);", 1)]
    [InlineData("orders.GetOrder(request);\n#pragma warning disable GRPCAUTH1001\norders.GetOrder(request);\n#pragma warning restore GRPCAUTH1001", 0)]
    [InlineData("orders.GetOrder(request); orders.GetOrder(request);", 1)]
    public async Task What_is_suppressed_takes_no_place(string calls, int isNew)
    {
        var source = Shop.Replace("orders.GetOrder(request);", calls, StringComparison.Ordinal);
        Assert.Equal(isNew, (await ReportsAsync(source, await BaselineOfAsync(Shop))).Count(report => !report.IsSuppressed));
    }

    [Fact]
    public async Task A_namespace_in_braces_is_the_same() =>
        Assert.Empty(await ReportsAsync(Shop.Replace("namespace Company;", "namespace Company {", StringComparison.Ordinal) + "}", await BaselineOfAsync(Shop)));

    [Fact]
    public async Task Of_two_equal_ones_in_a_member_the_second_is_new()
    {
        var twice = Shop.Replace("orders.GetOrder(request);", "orders.GetOrder(request);\n        orders.GetOrder(request);", StringComparison.Ordinal);
        var report = Assert.Single(await ReportsAsync(twice, await BaselineOfAsync(Shop)));
        Assert.Equal(8, report.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Empty(await ReportsAsync(twice, await BaselineOfAsync(twice)));
        Assert.Empty(await ReportsAsync(Shop, await BaselineOfAsync(twice)));
    }

    [Fact]
    public async Task A_file_has_as_many_as_the_file_with_the_most_had()
    {
        // One of each project: the second project may not have two because of the first.
        var one = await BaselineOfAsync(Shop);
        var both = Sarif([.. FingerprintsOf(one).Select(hash => (hash, "A/Shop.cs")), .. FingerprintsOf(one).Select(hash => (hash, "B/Shop.cs"))]);
        var twice = Shop.Replace("orders.GetOrder(request);", "orders.GetOrder(request); orders.GetOrder(request);", StringComparison.Ordinal);
        Assert.Single(await ReportsAsync(twice, both));
    }

    [Fact]
    public async Task An_editor_and_a_build_on_one_thread_say_the_same()
    {
        var twice = Shop.Replace("orders.GetOrder(request);", "orders.GetOrder(request); orders.GetOrder(request);", StringComparison.Ordinal);
        var setup = new Setup { AdditionalFiles = [(Name, await BaselineOfAsync(Shop))] };
        Assert.Single(await Analysis.SameInEveryHostAsync(twice, setup, new GrpcAuthAnalyzer()));
    }

    [Fact]
    public async Task A_secret_in_a_configuration_file_is_accepted_by_its_setting()
    {
        const string Settings = """{ "Grpc": { "ApiToken": "dQw4w9WgXcQ7hZ2kLp5" } }""";
        var baseline = await BaselineOfAsync(Shop, ("appsettings.json", Settings));
        Assert.Equal(2, FingerprintsOf(baseline).Length);
        Assert.DoesNotContain("dQw4", baseline);
        Assert.Empty(await ReportsAsync(Shop, baseline, ("appsettings.json", "\n\n" + Settings.Replace("dQw4w9", "aBcD12", StringComparison.Ordinal))));
        Assert.Single(await ReportsAsync(Shop, baseline, ("appsettings.json", Settings.Replace("ApiToken", "OtherToken", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Top_level_statements_belong_to_their_program()
    {
        const string Program = """
            var orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
            orders.GetOrder(new OrderRequest());
            """;
        var report = Assert.Single(await ReportsAsync(Program, Empty));
        Assert.EndsWith("::Main", report.Properties[Fingerprint.SymbolName], StringComparison.Ordinal);
        Assert.Empty(await ReportsAsync("using System;\n\n" + Program, await BaselineOfAsync(Program)));
    }

    [Fact]
    public async Task Texts_and_numbers_are_no_part_of_a_fingerprint()
    {
        const string Token = "public class C { public Metadata M() => new() { { \"authorization\", \"Bearer k7Gp2mQ9xT4vB8n\" } }; }";
        var hash = Assert.Single(FingerprintsOf(await BaselineOfAsync(Token)));
        var other = Token.Replace("k7Gp2mQ9xT4vB8n", "z1Xc3Vb5Nm7As9D", StringComparison.Ordinal);
        Assert.Equal(hash, Assert.Single(FingerprintsOf(await BaselineOfAsync(other))));
    }

    [Fact]
    public async Task A_token_in_a_name_is_not_shown()
    {
        var token = Sample.Of("ghp_{w36}", new FakeSecrets(3));
        var report = Assert.Single(await ReportsAsync(Shop.Replace("Send", token, StringComparison.Ordinal), Empty));
        Assert.Equal("\u2026(OrderRequest)", report.Properties[Fingerprint.SymbolName]);
    }

    [Fact]
    public async Task Without_a_baseline_reports_have_no_fingerprint()
    {
        var project = await ProjectUnderTest.CreateAsync(Shop, new Setup());
        var report = Assert.Single(await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new GrpcAuthAnalyzer()));
        Assert.False(report.Properties.ContainsKey(Fingerprint.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("""{ "version": "1.0.0", "runs": [] }""")]
    public async Task A_file_that_is_no_baseline_accepts_nothing_and_is_an_invalid_option(string text)
    {
        var reports = await ReportsAsync(Shop, text);
        Assert.Equal(["GRPCAUTH0001", "GRPCAUTH1001"], reports.Select(report => report.Id).Order());
        Assert.Contains("'GrpcAuth.Baseline.sarif' is ignored: expected a baseline in SARIF 2.1.0", reports.Single(report => report.Id == "GRPCAUTH0001").GetMessage());
    }

    [Theory]
    [InlineData("old.sarif", true, true)]
    [InlineData("old.sarif", false, false)]
    [InlineData("old.json", true, false)]
    public async Task The_property_names_a_file_with_another_name(string name, bool isNamed, bool isBaseline)
    {
        var setup = new Setup
        {
            AdditionalFiles = [(name, await BaselineOfAsync(Shop))],
            GlobalConfig = isNamed ? $"\n[/0/{name}]\nbuild_metadata.AdditionalFiles.GrpcAuthBaseline = true" : null,
        };
        var project = await ProjectUnderTest.CreateAsync(Shop, setup);
        var reports = await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new GrpcAuthAnalyzer());
        Assert.Equal(isBaseline ? 0 : 1, reports.Length);
    }

    private static async Task<IReadOnlyList<Diagnostic>> ReportsAsync(string source, string baseline, params (string, string)[] files)
    {
        var project = await ProjectUnderTest.CreateAsync(source, new Setup { AdditionalFiles = [(Name, baseline), .. files] });
        return await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new GrpcAuthAnalyzer());
    }

    /// <summary>A baseline that accepts what is reported.</summary>
    private static async Task<string> BaselineOfAsync(string source, params (string, string)[] files) =>
        Sarif([.. (await ReportsAsync(source, Empty, files)).Select(report => (report.Properties[Fingerprint.Name]!, report.Location.GetLineSpan().Path))]);

    private static string Sarif((string Hash, string File)[] accepted)
    {
        var results = accepted.Select(each => $$"""
            {
              "ruleId": "GRPCAUTH1001",
              "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "{{each.File}}" } } } ],
              "partialFingerprints": { "{{Fingerprint.Name}}": "{{each.Hash}}" }
            }
            """);
        return $$"""{ "version": "2.1.0", "runs": [ { "results": [ {{string.Join(", ", results)}} ] } ] }""";
    }

    private static string[] FingerprintsOf(string baseline) =>
        [.. System.Text.RegularExpressions.Regex.Matches(baseline, $"\"{Fingerprint.Name}\": \"(\\w+)\"").Select(match => match.Groups[1].Value)];
}

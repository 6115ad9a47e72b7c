using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Scanning.Mapping;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>What the map of a solution says, and the three files that it is written to.</summary>
public sealed class MapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Json_joins_what_the_projects_show()
    {
        var map = JsonNode.Parse(MapFile.JsonOf(Maps.Shop()))!;

        var mismatch = map["mismatches"]![0]!;
        Assert.Equal("Web calls 'acme.v1.Orders/ListOrders' without credentials, and 'Desk' of Server asks for them.", (string?)mismatch["text"]);
        Assert.Equal(("Web/Client.cs", 6), ((string?)mismatch["place"]!["file"], (int)mismatch["place"]!["line"]!));
        Assert.Equal(("Server/Desk.cs", 8), ((string?)mismatch["other"]!["file"], (int)mismatch["other"]!["line"]!));

        var service = Assert.Single(map["services"]!.AsArray())!;
        Assert.Equal("acme.v1.Orders", (string?)service["name"]);
        Assert.Equal(
            ["GetOrder nothing 1", "ListOrders credentials 3"],
            service["rpcs"]!.AsArray().Select(rpc => $"{rpc!["name"]} {rpc["asks"]} {rpc["calls"]!.AsArray().Count}"));
        var server = Assert.Single(map["servers"]!.AsArray())!;
        Assert.Equal("Desk 1 1 0", $"{server["name"]} {server["asking"]} {server["open"]} {server["unknown"]}");
        Assert.Equal(
            ["Jobs 7 authenticated", "Jobs 9 unknown", "Web 5 not-needed", "Web 6 mismatch"],
            map["calls"]!.AsArray().Select(call => $"{call!["project"]} {call["place"]!["line"]} {call["verdict"]}").Order(StringComparer.Ordinal));

        var call = map["calls"]!.AsArray().Single(each => (string?)each!["verdict"] == "authenticated")!;
        Assert.Equal("call-credentials", (string?)call["answer"]!["means"]![0]);
        Assert.Equal("'ITokens.GetTokenAsync'", (string?)call["answer"]!["tokens"]![0]);
        var below = map["channels"]![(int)call["channels"]![0]!]!;
        Assert.Equal(("registration", "main", "Jobs/Setup.cs"), ((string?)below["kind"], (string?)below["name"], (string?)below["place"]!["file"]));
        Assert.Equal(["Jobs 0 1 2", "Web 1 0 2"], map["clients"]!.AsArray().Select(client =>
            $"{client!["project"]} {client["made"]!.AsArray().Count} {client["registrations"]!.AsArray().Count} {client["calls"]!.AsArray().Count}"));
        Assert.Equal(("Old/Old.csproj", "does not build"), ((string?)map["notAnalysed"]![0]!["project"], (string?)map["notAnalysed"]![0]!["reason"]));
    }

    [Fact]
    public void Two_contracts_of_one_proto_are_one_service_and_a_short_name_alone_joins_nothing()
    {
        var map = Maps.Of(
            Bare("A", "acme.Orders\nA.Orders\nOrders"),
            Bare("B", "acme.Orders\nB.Orders\nOrders"),
            Bare("D", "other.Orders\nOrders"));
        Assert.Equal(["acme.Orders", "other.Orders"], map.Services.Select(service => service.Name));
        Assert.Equal(["A.Orders", "B.Orders"], map.Services[0].AlsoCalled);
        Assert.All(map.Calls, call => Assert.Equal(("unseen", "bare"), (call.Asks, call.Verdict)));
    }

    [Fact]
    public void Two_servers_that_differ_decide_nothing()
    {
        var map = Maps.Of(
            Served("A", "credentials"),
            Served("B", "nothing"),
            Bare("C", "acme.Orders"));
        Assert.Equal(("unknown", "bare"), (map.Calls[0].Asks, map.Calls[0].Verdict));
        Assert.Empty(map.Mismatches);
    }

    [Fact]
    public void A_test_that_wants_to_be_refused_is_no_mismatch()
    {
        var call = Bare("C", "acme.Orders");
        call.Result["properties"]!["customProperties"]!["test"] = "true";
        var map = Maps.Of(Served("A", "credentials"), call);
        Assert.Equal(("credentials", "bare"), (map.Calls[0].Asks, map.Calls[0].Verdict));
    }

    [Fact]
    public void Projects_of_one_name_are_told_apart_by_their_paths()
    {
        var map = Maps.Of(
            Maps.Mark("a/Api", "channel", "a/Api/C.cs", 1, [], ("credential", "absent")),
            Maps.Mark("b/Api", "channel", "b/Api/C.cs", 1, [], ("credential", "absent")),
            Maps.Mark("b/Web", "channel", "b/Web/C.cs", 1, [], ("credential", "absent")));
        Assert.Equal(["a/Api/Api", "b/Api/Api", "Web"], map.Channels.Select(channel => channel.Project));
    }

    [Fact]
    public void Environments_stand_side_by_side_and_a_value_of_another_one_is_marked()
    {
        var map = Maps.Shop();
        var settings = Assert.Single(map.Settings);
        Assert.Equal(["", "Production", "Staging"], settings.Environments);
        Assert.Equal(["Orders:Address", "Auth:Authority", "Orders:ApiKey"], settings.Rows.Select(row => row.Path));
        Assert.Equal([null, "names staging, and the file is of Production", null], settings.Rows[1].Values.Select(value => value?.Mismatch));
        Assert.All(settings.Rows[0].Values, value => Assert.Null(value!.Mismatch));
        Assert.Equal("Jobs: 'Auth:Authority' names staging, and the file is of Production.", map.Mismatches[^1].Text);
    }

    [Theory]
    [InlineData("", "https://login.prod.example.com", "https://orders.staging.example.com", true)]
    [InlineData("", "https://login.example.com", "https://orders.staging.example.com", false)]
    [InlineData("", "https://login.prod.example.com", "http://localhost:5001", false)]
    [InlineData("Development", "https://login.staging.example.com", "http://localhost:5001", false)]
    [InlineData("Production", "https://login.example.com", "http://localhost:5001", true)]
    [InlineData("Production", "https://login.example.com", "https://products.example.com", false)]
    [InlineData("Production", "https://delivery.example.com", "https://latest.example.com", false)]
    [InlineData("Production", "https://login.example.test", "https://orders.prod.svc.cluster.local", false)]
    [InlineData("Production", "https://login.staging.test/", "https://orders.prod.example.com", true)]
    [InlineData("Local", "https://login.staging.example.com", "https://orders.example.com", false)]
    [InlineData("Blue", "https://login.prod.example.com", "https://orders.prod.example.com", false)]
    public void Only_words_that_name_an_environment_are_a_mismatch(string environment, string authority, string address, bool isMismatch)
    {
        var file = environment.Length == 0 ? "A/appsettings.json" : $"A/appsettings.{environment}.json";
        var map = Maps.Of(
            Maps.Mark("A", "setting", file, 1, [], ("path", "Auth:Authority"), ("what", "authority"), ("environment", environment), ("value", authority)),
            Maps.Mark("A", "setting", file, 2, [], ("path", "Orders:Address"), ("what", "address"), ("environment", environment), ("value", address)));
        Assert.Equal(isMismatch, map.Mismatches.Count > 0);
    }

    [Fact]
    public void The_page_needs_no_network_and_links_to_the_files()
    {
        var path = _folder.PathTo("out/map.html");
        MapFile.Write(Maps.Shop(), path, _folder.Root);
        var page = File.ReadAllText(path);

        Assert.DoesNotMatch(new Regex("""(?:src|href|action|data|poster)\s*=\s*["']?(?:https?:)?//""", RegexOptions.IgnoreCase), page);
        Assert.DoesNotMatch(
            new Regex(@"@import|url\(|<link|<img|<iframe|fetch\(|XMLHttpRequest|WebSocket|innerHTML|eval\(", RegexOptions.IgnoreCase), page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
        Assert.Contains("data-root=\"..\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(MapFile.JsonOf(Maps.Shop())), JsonNode.Parse(DataOf(page))));
    }

    [Fact]
    public void No_name_ends_the_script_a_cell_or_a_label()
    {
        const string Evil = "</script><script>alert(1)</script><!-- | ` \" {{script}} &lt;";
        var map = Maps.Of(Maps.Mark(
            "A", "call", "A/A.cs", 1, [], ("services", "acme." + Evil), ("method", Evil), ("client", Evil), ("credential", "present"), ("means", "Header"),
            ("tokens", Evil)));

        var page = MapPage.Of(map, "..");
        Assert.Equal(2, Regex.Matches(page, "</script", RegexOptions.IgnoreCase).Count);
        Assert.Equal(Evil, (string?)JsonNode.Parse(DataOf(page))!["calls"]![0]!["rpc"]);
        var markdown = MapMarkdown.Of(map, "..");
        Assert.DoesNotContain("<script", markdown, StringComparison.OrdinalIgnoreCase);
        var edge = Assert.Single(markdown.Split('\n'), line => line.Contains(" -->|", StringComparison.Ordinal));
        Assert.Equal(6, edge.Count(letter => letter == '"'));
    }

    [Fact]
    public void Markdown_has_the_tables_and_a_diagram()
    {
        var markdown = MapMarkdown.Of(Maps.Shop(), "..");
        Assert.Contains("## Mismatches", markdown, StringComparison.Ordinal);
        Assert.Contains(
            "```mermaid\nflowchart LR\n  n0[\"OrdersClient<br>Web\"] ==>|\"without credentials, and the server asks (1)\"| n1[\"acme.v1.Orders\"]\n", markdown);
        Assert.Contains("  n2[\"OrdersClient<br>Jobs\"] -->|\"call-credentials (1)\"| n1\n", markdown, StringComparison.Ordinal);
        Assert.Contains("  linkStyle 0 stroke", markdown, StringComparison.Ordinal);
        Assert.Contains("[Client.cs:6](../Web/Client.cs#L6)", markdown, StringComparison.Ordinal);
        Assert.Contains("**names staging, and the file is of Production**", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_clients_are_a_page_of_bounded_size()
    {
        var map = Maps.Large(1000);
        Assert.Equal((1000, 1000, 3000), (map.Clients.Count, map.Services.Count, map.Calls.Count));
        var page = MapPage.Of(map, "..");
        Assert.InRange(page.Length, 100_000, 4_000_000);
        Assert.InRange(MapPage.Of(Maps.Large(500), "..").Length, page.Length / 3, page.Length * 2 / 3);
        Assert.InRange(MapMarkdown.Of(map, "..").Length, 1_000, 200_000);
    }

    /// <summary>Runs where a Chromium is installed, and is shown as skipped elsewhere.</summary>
    [ChromiumFact]
    public async Task Chromium_shows_a_thousand_clients()
    {
        var path = _folder.PathTo("map.html");
        MapFile.Write(Maps.Large(1000), path, _folder.Root);
        string[] headless = ["--headless", "--disable-gpu", "--no-sandbox", "--virtual-time-budget=20000", "--user-data-dir=" + _folder.PathTo("profile")];
        var url = new Uri(path).AbsoluteUri;

        var dom = await Command.RunAsync(_folder.Root, ChromiumFactAttribute.Browser!, [.. headless, "--dump-dom", url]);
        Assert.True(Regex.Matches(dom.Output, "<tr").Count > 6000, dom.All[..Math.Min(2000, dom.All.Length)]);
        var picture = _folder.PathTo("map.png");
        await Command.RunAsync(_folder.Root, ChromiumFactAttribute.Browser!, [.. headless, "--window-size=1400,1000", "--screenshot=" + picture, url]);
        Assert.True(new FileInfo(picture).Length > 10_000);
    }

    public void Dispose() => _folder.Dispose();

    private static (string Project, JsonObject Result) Bare(string project, string services) => Maps.Mark(
        project, "call", $"{project}/{project}.cs", 1, [], ("services", services), ("method", "Get"), ("client", "C"), ("credential", "absent"));

    private static (string Project, JsonObject Result) Served(string project, string asks) => Maps.Mark(
        project, "rpc", $"{project}/{project}.cs", 1, [], ("services", "acme.Orders"), ("method", "Get"), ("server", project), ("asks", asks));

    private static string DataOf(string page) =>
        Regex.Match(page, """<script type="application/json"[^>]*>(?<data>.*?)</script>""", RegexOptions.Singleline).Groups["data"].Value;
}

using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.Tool;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>
/// What a company does, once for all tests: build its five projects with the package, run them, scan the solution, keep what the scan learned, build again, let
/// the scan fix, and run again.
/// </summary>
public sealed class CompanyStory(InstalledTool tool) : IAsyncLifetime
{
    private static readonly string[] Clients = ["CompanyCourier", "CompanyDesk"];

    private readonly SampleFolder _company = new("Samples/Company/Company.slnx", "Samples");

    /// <summary>What the build of each project says, without facts.</summary>
    internal IReadOnlyList<Finding> ReportedAlone { get; private set; } = [];

    internal IReadOnlyList<CallOutcome> RunBefore { get; private set; } = [];

    /// <summary>What the scan of the solution says, as JSON.</summary>
    internal JsonNode Scan { get; private set; } = new JsonObject();

    /// <summary>Its credential map.</summary>
    internal JsonNode Map { get; private set; } = new JsonObject();

    internal string[] Facts { get; private set; } = [];

    /// <summary>What the build of each project says with the facts of the scan.</summary>
    internal IReadOnlyList<Finding> ReportedWithFacts { get; private set; } = [];

    /// <summary>What the scan prints that fixes.</summary>
    internal string Fix { get; private set; } = "";

    internal string[] Changed { get; private set; } = [];

    internal IReadOnlyList<Finding> ReportedAfter { get; private set; } = [];

    internal IReadOnlyList<CallOutcome> RunAfter { get; private set; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var package = await LocalPackage.Analyzers.PackAsync();
        await _company.AddPackageAsync(package);
        ReportedAlone = await _company.BuildAsync();
        RunBefore = await RunAsync();

        var map = _company.PathTo("map.json");
        Scan = JsonNode.Parse(await ToolAsync("--format", "json", "--map", map, "--write-facts", "GrpcAuth.Facts.txt"))!;
        Map = JsonNode.Parse(await File.ReadAllTextAsync(map))!;
        Facts = await File.ReadAllLinesAsync(_company.PathTo("GrpcAuth.Facts.txt"));
        ReportedWithFacts = await _company.BuildAsync();

        var before = _company.Snapshot();
        Fix = await ToolAsync("--fix", "--rules", "1xxx");
        Changed = [.. _company.Snapshot().Where(file => before.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key.Replace('\\', '/'))];
        ReportedAfter = await _company.BuildAsync();
        RunAfter = await RunAsync();
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _company.Dispose();
        return Task.CompletedTask;
    }

    private async Task<string> ToolAsync(params string[] arguments)
    {
        var result = await tool.RunAsync(_company.Root, arguments);
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output.ReplaceLineEndings("\n");
    }

    /// <summary>Both clients against one server.</summary>
    private async Task<IReadOnlyList<CallOutcome>> RunAsync()
    {
        using var server = new SampleServer(_company.ProgramOf("CompanyServer"));
        var environment = await server.WhenReadyAsync();
        var outcomes = await Task.WhenAll(Clients.Select(async client =>
        {
            var result = await Command.RunAsync(_company.Root, environment, "dotnet", _company.ProgramOf(client));
            var calls = CallOutcome.ReadAll(client, result.Output).ToList();
            Assert.True(calls.Count > 0, client + ": " + result.All);
            return calls;
        }));
        return [.. outcomes.SelectMany(calls => calls)];
    }
}

using System;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using GrpcAuthAnalyzers.Tests.Scanning;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Tool;

/// <summary>The scan as a user gets it: packed, installed from a feed, and run far from this repository.</summary>
[Collection(ToolCollection.Name)]
public sealed class ToolTests(InstalledTool tool) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_tool_is_installed_and_finds_a_call_without_credentials()
    {
        GrpcClientProject.Write(_folder, "App");
        _folder.Write("App/Client.cs", """
            public class Client
            {
                public void Send() => new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://o.example")).GetOrder(new());
            }
            """);

        // Without a path it scans the current folder.
        var scan = await ToolAsync("--format", "json", "--fail-on", "warning");
        Assert.True(scan.ExitCode == 1, scan.All);
        Assert.Equal("GRPCAUTH1001", (string?)Assert.Single(JsonNode.Parse(scan.Output)!["findings"]!.AsArray())!["rule"]);

        // The analyzers and the fixes of the tool meet a Roslyn of their own, and the compiler another.
        var fix = await ToolAsync("--fix", "--fail-on", "info");
        Assert.True(fix.ExitCode == 0, fix.All);
        Assert.StartsWith("Fixed: 1 of 1 findings in code. Changed files (1):\n  Client.cs\n", fix.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        var explain = await ToolAsync("explain", "GRPCAUTH1001");
        Assert.True(explain.ExitCode == 0, explain.All);
        Assert.StartsWith("GRPCAUTH1001: gRPC call is sent without credentials", explain.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandResult> ToolAsync(params string[] arguments) => tool.RunAsync(_folder.PathTo("App"), arguments);
}

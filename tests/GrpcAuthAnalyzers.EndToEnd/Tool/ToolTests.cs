using System;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Tool;

/// <summary>The scan as a user gets it: packed, installed from a feed, and run far from this repository.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalPackage _package = new("GrpcAuthAnalyzers.Scan");

    [Fact]
    public async Task The_tool_is_installed_and_finds_a_call_without_credentials()
    {
        await _package.PackAsync();
        var installed = await Command.RunAsync(
            _folder.Root, "dotnet", "tool", "install", "GrpcAuthAnalyzers.Scan", "--tool-path", _folder.PathTo("tools"), "--source", _package.Feed,
            "--version", _package.Version);
        Assert.True(installed.ExitCode == 0, installed.All);

        _folder.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Google.Protobuf" Version="3.36.2" />
                <PackageReference Include="Grpc.Net.Client" Version="2.85.0" />
                <PackageReference Include="Grpc.Tools" Version="2.85.0" PrivateAssets="all" />
                <Protobuf Include="orders.proto" GrpcServices="Client" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("App/Client.cs", """
            public class Client
            {
                public void Send() => new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://o.example")).GetOrder(new());
            }
            """);
        File.Copy(RepositoryFolder.PathTo("tests", "Contracts", "orders.proto"), _folder.PathTo("App", "orders.proto"));

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

    public void Dispose()
    {
        _package.Dispose();
        _folder.Dispose();
    }

    private Task<CommandResult> ToolAsync(params string[] arguments) => Command.RunAsync(_folder.PathTo("App"), _folder.PathTo("tools", "grpcauth"), arguments);
}

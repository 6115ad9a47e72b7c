using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using GrpcAuthAnalyzers.Tests.CommandLine;
using GrpcAuthAnalyzers.Tests.Scanning;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Tool;

/// <summary>The package in a project with a baseline: old findings stay quiet, also with warnings as errors, and a new one fails the build.</summary>
[Collection(ToolCollection.Name)]
public sealed class BaselinePackageTests(InstalledTool tool) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Old_findings_are_quiet_and_a_new_one_fails_the_build()
    {
        var package = await LocalPackage.Analyzers.PackAsync();
        GrpcClientProject.Write(_folder, "repo/App");
        _folder.Write("repo/App/Shop.cs", Class("Shop", "orders.GetOrder(new());"));
        _folder.Write("repo/App/appsettings.json", """{ "Grpc": { "ApiToken": "dQw4w9WgXcQ7hZ2kLp5" } }""");
        var written = await tool.RunAsync(_folder.PathTo("repo"), "--baseline", "grpc-auth.baseline.sarif", "--write");
        Assert.True(written.ExitCode == 0, written.All);

        _folder.Write("repo/Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <GrpcAuthBaseline>$(MSBuildThisFileDirectory)grpc-auth.baseline.sarif</GrpcAuthBaseline>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="GrpcAuthAnalyzers" Version="[{package.Version}]" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        Assert.Empty(await ReportsAsync());
        Assert.Equal(["GRPCAUTH1001 Shop.cs", "GRPCAUTH2004 appsettings.json"], await ReportsAsync("-p:GrpcAuthBaseline="));

        // What a pragma turns off needs no place in the baseline; the call after it is the accepted one, and only a third is new.
        _folder.Write("repo/App/Shop.cs", Class("Shop", """
            #pragma warning disable GRPCAUTH1001
                    orders.GetOrder(new());
            #pragma warning restore GRPCAUTH1001
                    orders.GetOrder(new());
            """));
        Assert.Empty(await ReportsAsync());

        _folder.Write("repo/App/Desk.cs", Class("Desk", "orders.ListOrders(new());"));
        Assert.Equal(["GRPCAUTH1001 Desk.cs"], await ReportsAsync());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What a build with warnings as errors says of us.</summary>
    private async Task<string[]> ReportsAsync(params string[] properties)
    {
        var built = await Command.RunAsync(
            _folder.PathTo("repo", "App"), "dotnet", ["build", "-warnaserror", "--no-incremental", "-tl:off", .. properties]);
        var reports = Regex.Matches(built.Output, @"(\w+\.\w+)\(\d+,\d+\): error (GRPCAUTH\d+)")
            .Select(match => $"{match.Groups[2].Value} {match.Groups[1].Value}")
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.True((built.ExitCode == 0) == (reports.Length == 0), built.All);
        return reports;
    }

    private static string Class(string name, string calls) => $$"""
        public class {{name}}
        {
            public void Send()
            {
                var orders = new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://orders.example"));
                {{calls}}
            }
        }
        """;
}

using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>Several paths are one scan: one report, with paths from the folder that holds them all.</summary>
[Collection(Scan.Name)]
public sealed class SeveralPathsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Two_folders_of_three_are_scanned_and_one_of_them_does_not_build()
    {
        Project("Shop", """
            public class Client
            {
                public void Send() => new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://o.example")).GetOrder(new());

                private Missing _field;
            }
            """);
        Project("Desk", """
            public class Client
            {
                public void Send() => new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://o.example")).GetOrder(new());
            }
            """);
        Project("Other", "class Broken { Missing field; }");

        var scan = await Scan.RunInAsync(
            Path.GetTempPath(), _folder.PathTo("apps", "Shop"), _folder.PathTo("apps", "Desk", "Desk.csproj"), "--format", "json", "--rules", "1xxx", "--fail-on", "info");

        Assert.True(scan.ExitCode == 1, scan.All);
        var report = JsonNode.Parse(scan.Output)!;
        Assert.Equal(_folder.PathTo("apps"), (string?)report["root"]);
        var finding = Assert.Single(report["findings"]!.AsArray())!;
        Assert.Equal("Desk/Client.cs", (string?)finding["file"]);
        Assert.Equal("Shop/Shop.csproj", Path.GetRelativePath(_folder.PathTo("apps"), (string)report["notAnalysed"]!.AsArray().Single()!["project"]!));
    }

    public void Dispose() => _folder.Dispose();

    private void Project(string name, string source)
    {
        GrpcClientProject.Write(_folder, "apps/" + name);
        _folder.Write($"apps/{name}/Client.cs", source);
    }
}

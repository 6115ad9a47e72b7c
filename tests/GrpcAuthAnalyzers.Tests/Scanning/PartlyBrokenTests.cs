using System;
using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>A folder without a solution, in which two projects have one name and three do not build: what builds is analysed, the rest is named.</summary>
[Collection(Scan.Name)]
public sealed class PartlyBrokenTests : IDisposable
{
    private const string Plain = "class Plain { }";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_builds_is_analysed_and_the_rest_is_named_with_its_reason()
    {
        Project("Shop/Client", """<ProjectReference Include="../../Contracts/Contracts.csproj" />""", """
            public class Client
            {
                public void Send(Grpc.Core.Metadata headers)
                {
                    var orders = new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://orders.example"));
                    orders.GetOrder(new Acme.Orders.OrderRequest());
                    orders.GetOrder(new Acme.Orders.OrderRequest(), headers);
                }
            }
            """);
        Project("Portal/Client", "", Plain);
        Project("NoPackage", """<PackageReference Include="Acme.Does.Not.Exist" Version="1.0.0" />""", Plain);
        Project("Broken", "", "class Broken { Missing field; }");
        Project("Dependent", """<ProjectReference Include="../Broken/Broken.csproj" />""", Plain);
        Project("Contracts", """
            <PackageReference Include="Google.Protobuf" Version="3.36.2" />
            <PackageReference Include="Grpc.Net.Client" Version="2.85.0" />
            <PackageReference Include="Grpc.Tools" Version="2.85.0" PrivateAssets="all" />
            <Protobuf Include="orders.proto" GrpcServices="Client" />
            """, Plain);
        File.Copy(RepositoryFolder.PathTo("tests", "Contracts", "orders.proto"), _folder.PathTo("Contracts", "orders.proto"));

        var scan = await Scan.RunAsync(_folder.Root);

        Assert.True(scan.ExitCode == 3, scan.All);
        Assert.Equal("", scan.Error);
        Assert.Contains("Shop/Client/Client.cs:6:9  warning: ", scan.Output);
        Assert.Contains("Not analysed (3):\n  Broken/Broken.csproj: Broken.cs(1,16): error CS0246: ", scan.Output);
        Assert.Contains("\n  Dependent/Dependent.csproj: a project that it refers to does not build\n  NoPackage/NoPackage.csproj: error NU1101: ", scan.Output);
        Assert.Contains("Analysed: 3 projects, 2 of them with gRPC\n  2 calls seen, 1 decided\n  1 client seen, 1 decided\n  0 registrations seen, 0 decided\n", scan.Output);
        Assert.Contains("      1  call: its headers or options come from a caller\n", scan.Output);
        Assert.EndsWith("findings: 1, warning: 1\n", scan.Output);
    }

    [Fact]
    public async Task A_solution_without_gRPC_says_so()
    {
        Project("Plain", "", Plain);
        _folder.Write("Plain.slnf", """{ "solution": { "path": "Plain.slnx", "projects": [ "Plain/Plain.csproj" ] } }""");
        _folder.Write("Plain.slnx", """<Solution><Project Path="Plain/Plain.csproj" /></Solution>""");

        var scan = await Scan.RunAsync(_folder.PathTo("Plain.slnf"));

        Assert.True(scan.ExitCode == 0, scan.All);
        Assert.Equal(
            "Analysed: 1 project, none of them with gRPC\nNo analysed project refers to gRPC, so there is nothing to find.\nfindings: 0\n",
            scan.Output);
    }

    public void Dispose() => _folder.Dispose();

    private void Project(string path, string items, string source)
    {
        var name = Path.GetFileName(path);
        _folder.Write($"{path}/{name}.cs", source);
        _folder.Write($"{path}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
    }
}

using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>
/// <c>scan --map</c> over a solution with a server that asks and has one open RPC, a client that sends nothing, and one with call credentials.
/// </summary>
[Collection(Scan.Name)]
public sealed class MapScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_map_of_a_solution()
    {
        WriteProject("Server", "Microsoft.NET.Sdk.Web", "Grpc.AspNetCore.Server", "Server", DeskServer.Program);
        WriteProject("Client", "Microsoft.NET.Sdk", "Grpc.Net.ClientFactory", "Client", """
            using System;
            using System.Threading.Tasks;
            using Acme.Orders;
            using Grpc.Core;
            using Grpc.Net.Client;
            using Microsoft.Extensions.DependencyInjection;

            public interface ITokens { Task<string> GetTokenAsync(); }

            public class Client(ITokens tokens)
            {
                public void Bare()
                {
                    var orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.test"));
                    orders.GetOrder(new OrderRequest());
                    orders.ListOrders(new OrderRequest());
                }

                public void Signed()
                {
                    var token = CallCredentials.FromInterceptor(async (context, metadata) => metadata.Add("authorization", await tokens.GetTokenAsync()));
                    var orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.test", new GrpcChannelOptions
                    {
                        Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, token),
                    }));
                    orders.ListOrders(new OrderRequest());
                }

                public static void Register(IServiceCollection services) =>
                    services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri("https://accounts.example"));
            }
            """);
        _folder.Write("Client/appsettings.json", """{ "Orders": { "Address": "https://orders.test", "ApiKey": "geheim" } }""");
        _folder.Write("Client/appsettings.Production.json", """{ "Orders": { "Address": "https://orders.staging.test" } }""");
        File.Copy(RepositoryFolder.PathTo("tests", "Contracts", "orders.proto"), _folder.PathTo("orders.proto"));
        var file = _folder.PathTo("out/map.json");

        var scan = await Scan.RunAsync(_folder.Root, "--map", file);

        Assert.True(scan.ExitCode == 0, scan.All);
        var text = await File.ReadAllTextAsync(file);
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Root, text, StringComparison.Ordinal);
        var map = JsonNode.Parse(text)!;
        Assert.Equal(
            [
                "acme.orders.v1.Orders/GetOrder Client/Client.cs:15 nothing not-needed , https://orders.test",
                "acme.orders.v1.Orders/ListOrders Client/Client.cs:16 credentials mismatch , https://orders.test",
                "acme.orders.v1.Orders/ListOrders Client/Client.cs:26 credentials authenticated call-credentials 'ITokens.GetTokenAsync', https://orders.test",
            ],
            map["calls"]!.AsArray().Select(call => $"{call!["service"]}/{call["rpc"]} {call["place"]!["file"]}:{call["place"]!["line"]}"
                + $" {call["asks"]} {call["verdict"]} {string.Join(' ', All(call["answer"]!["means"]!).Concat(All(call["answer"]!["tokens"]!)))}"
                + $", {map["channels"]![(int)call["channels"]![0]!]!["address"]![0]}"));
        Assert.Equal("AccountsClient", (string?)map["channels"]!.AsArray().Single(channel => (string?)channel!["kind"] == "registration")!["client"]);
        Assert.Equal("Desk", (string?)map["servers"]![0]!["name"]);
        Assert.Equal(2, map["mismatches"]!.AsArray().Count);
        var secret = map["settings"]![0]!["rows"]!.AsArray().Single(row => (string?)row!["what"] == "secret")!;
        Assert.Equal("\u2022\u2022\u2022", (string?)secret["values"]![0]!["value"]);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused()
    {
        var scan = await Scan.RunAsync(_folder.Root, "--map", "map.pdf");
        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("--map is a file that ends in .html, .md or .json, not 'map.pdf'", scan.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] All(JsonNode array) => [.. array.AsArray().Select(each => (string)each!)];

    private void WriteProject(string name, string sdk, string package, string services, string code)
    {
        _folder.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Google.Protobuf" Version="3.36.2" />
                <PackageReference Include="Grpc.Tools" Version="2.85.0" PrivateAssets="all" />
                <PackageReference Include="{package}" Version="2.85.0" />
                <Protobuf Include="../orders.proto" GrpcServices="{services}" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write(name + (name == "Server" ? "/Program.cs" : "/Client.cs"), code);
    }
}

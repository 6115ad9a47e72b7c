using System;
using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>
/// A solution with a server in one project and a client in another, each with contracts that it generates for itself: what the server asks decides what is
/// reported for the client, in the scan and with the facts that it writes.
/// </summary>
[Collection(Scan.Name)]
public sealed class ServerDecidesTests : IDisposable
{
    private const string Packages = """
        <PackageReference Include="Google.Protobuf" Version="3.36.2" />
        <PackageReference Include="Grpc.Tools" Version="2.85.0" PrivateAssets="all" />
        """;

    private const string Asked = "'Desk' asks for authorization (Server/Program.cs, line 16)";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_call_of_an_open_rpc_is_no_finding_and_the_facts_say_why()
    {
        _folder.Write("Server/Server.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup>
                {Packages}<PackageReference Include="Grpc.AspNetCore.Server" Version="2.85.0" />
                <Protobuf Include="../orders.proto" GrpcServices="Server" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Server/Program.cs", DeskServer.Program);
        _folder.Write("Client/Client.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup>
                {Packages}<PackageReference Include="Grpc.Net.ClientFactory" Version="2.85.0" />
                <ProjectReference Include="../Defaults/Defaults.csproj" />
                <Protobuf Include="../orders.proto" GrpcServices="Client" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Client/Client.cs", """
            public class Client
            {
                public void Send()
                {
                    var orders = new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://orders.example"));
                    orders.GetOrder(new Acme.Orders.OrderRequest());
                    orders.ListOrders(new Acme.Orders.OrderRequest());
                    orders.UploadOrders();
                    new Acme.Orders.Orders.OrdersClient(Defaults.Open()).UploadOrders();
                    new Acme.Orders.Orders.OrdersClient(Defaults.Open()).UploadOrders(Defaults.Signed("token"));
                }
            }
            """);
        _folder.Write("Client/Setup.cs", """
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup
            {
                public static void Configure(IServiceCollection services)
                {
                    services.AddDefaults().AddGrpcClient<Acme.Orders.Accounts.AccountsClient>(o => o.Address = new System.Uri("https://accounts.example"));
                }
            }
            """);
        _folder.Write("Defaults/Defaults.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" /><PackageReference Include="Grpc.Net.ClientFactory" Version="2.85.0" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Defaults/Defaults.cs", """
            using Microsoft.Extensions.DependencyInjection;

            public interface IModule
            {
                IServiceCollection Add(IServiceCollection services);
            }

            public static class Defaults
            {
                public static Grpc.Net.Client.GrpcChannel Open() => Grpc.Net.Client.GrpcChannel.ForAddress("https://orders.example");

                public static Grpc.Core.CallOptions Signed(string token) => new(new Grpc.Core.Metadata { { "authorization", token } });

                public static IServiceCollection AddDefaults(this IServiceCollection services) => services.AddLogging().AddRest();

                private static IServiceCollection AddRest(this IServiceCollection services) => services.ConfigureHttpClientDefaults(http => http.RemoveAllLoggers());

                public static IServiceCollection AddTokens(this IServiceCollection services) =>
                    services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new Handler()));

                public static Microsoft.AspNetCore.Builder.WebApplicationBuilder Start(string[] args) => Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);

                private sealed class Handler : System.Net.Http.DelegatingHandler;
            }
            """);
        File.Copy(RepositoryFolder.PathTo("tests", "Contracts", "orders.proto"), _folder.PathTo("orders.proto"));
        var facts = _folder.PathTo("GrpcAuth.Facts.txt");

        var scan = await Scan.RunAsync(_folder.Root, "--write-facts", facts);

        Assert.True(scan.ExitCode == 0, scan.All);
        Assert.DoesNotContain("Client.cs:6:", scan.Output, StringComparison.Ordinal);
        Assert.Contains("Client/Client.cs:7:9  warning: 'ListOrders' is sent without credentials: " + Asked, scan.Output);
        Assert.Contains("Client/Client.cs:8:9  warning: 'UploadOrders' is sent without credentials: " + Asked, scan.Output);
        Assert.Contains("Client/Client.cs:9:9  warning: 'UploadOrders' is sent without credentials: " + Asked, scan.Output);
        Assert.DoesNotContain("Client.cs:10:", scan.Output, StringComparison.Ordinal);
        Assert.Contains("5 calls seen, 5 decided", scan.Output, StringComparison.Ordinal);
        Assert.Contains("Client/Setup.cs:7:32  warning: 'AccountsClient' is registered without credentials", scan.Output);
        Assert.Equal(
            [
                "// learned by the scan: what the projects show each other",
                "M:Defaults.AddDefaults(Microsoft.Extensions.DependencyInjection.IServiceCollection); adds-nothing",
                "M:Defaults.AddDefaults(Microsoft.Extensions.DependencyInjection.IServiceCollection); asks-nothing",
                "M:Defaults.AddTokens(Microsoft.Extensions.DependencyInjection.IServiceCollection); asks-nothing",
                "M:Defaults.Open; adds-nothing", "M:Defaults.Signed(System.String); authenticates",
                "M:Defaults.Start(System.String[]); adds-nothing", "M:Defaults.Start(System.String[]); asks-nothing",
                "RPC:Acme.Orders.Orders/GetOrder; anonymous", "RPC:Acme.Orders.Orders/ListOrders; requires-credentials // " + Asked, "RPC:Acme.Orders.Orders/TrackOrders; requires-credentials // " + Asked,
                "RPC:Acme.Orders.Orders/UploadOrders; requires-credentials // " + Asked,
                "RPC:acme.orders.v1.Orders/GetOrder; anonymous", "RPC:acme.orders.v1.Orders/ListOrders; requires-credentials // " + Asked, "RPC:acme.orders.v1.Orders/TrackOrders; requires-credentials // " + Asked,
                "RPC:acme.orders.v1.Orders/UploadOrders; requires-credentials // " + Asked,
                "T:Acme.Orders.Accounts.AccountsClient; registered-without-credentials",
            ],
            await File.ReadAllLinesAsync(facts));
    }

    public void Dispose() => _folder.Dispose();
}

using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Hosts;

/// <summary>The package in projects of other frameworks, other versions of gRPC and other compilers: it is loaded, says the same, and the host says nothing.</summary>
public sealed class ConsumerTests : IDisposable
{
    private const string Newest = "Google.Protobuf 3.36.2, Grpc.Net.Client 2.85.0, Grpc.Tools 2.85.0";

    /// <summary>The oldest that the registry serves.</summary>
    private const string Oldest = "Google.Protobuf 3.15.6, Grpc.Net.Client 2.36.0, Grpc.Tools 2.36.4";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("netstandard2.0;net462;net8.0;net10.0", Newest, null)]
    [InlineData("net10.0", Oldest, null)]
    [InlineData("net10.0", Newest, "4.14.0")]
    [InlineData("net10.0", Newest, "5.9.0")]
    public async Task A_call_without_credentials_is_reported_in_every_target(string frameworks, string packages, string? compiler)
    {
        var package = await LocalPackage.Analyzers.PackAsync();
        _folder.Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>{frameworks}</TargetFrameworks>
                <LangVersion>latest</LangVersion>
                <NuGetAudit>false</NuGetAudit>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="GrpcAuthAnalyzers" Version="[{package.Version}]" PrivateAssets="all" />
                {string.Concat(packages.Split(", ").Select(static each => each.Split(' ')).Select(static each => Reference(each[0], each[1])))}
                {(compiler is null ? "" : Reference("Microsoft.Net.Compilers.Toolset", compiler))}
                <Protobuf Include="orders.proto" GrpcServices="Client" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Client.cs", """
            using Acme.Orders;
            using Grpc.Core;
            using Grpc.Net.Client;

            public class Client
            {
                private readonly Orders.OrdersClient _bare = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));

                public void Send(string token)
                {
                    _bare.GetOrder(new OrderRequest());
                    _bare.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } });
                }
            }
            """);
        File.Copy(RepositoryFolder.PathTo("tests", "Contracts", "orders.proto"), _folder.PathTo("orders.proto"));

        var built = await Command.RunAsync(_folder.Root, "dotnet", "build", "-v:minimal", "-tl:off", "-nodeReuse:false");

        Assert.True(built.ExitCode == 0, built.All);
        Assert.DoesNotMatch("AD0001|CS8032|CS8033|CS8034|CS9057", built.All);
        var reported = Regex.Matches(built.Output, @"Client\.cs\((\d+),\d+\): warning (GRPCAUTH\d+).*\[(.+)\]").Select(static match =>
            $"{match.Groups[1].Value} {match.Groups[2].Value} {match.Groups[3].Value.Split('=')[^1]}").Distinct().Order();
        Assert.Equal(frameworks.Split(';').Select(static framework => "11 GRPCAUTH1001 " + framework).Order(), reported);
    }

    public void Dispose() => _folder.Dispose();

    private static string Reference(string id, string version) => $"""<PackageReference Include="{id}" Version="{version}" PrivateAssets="all" />""" + "\n";
}

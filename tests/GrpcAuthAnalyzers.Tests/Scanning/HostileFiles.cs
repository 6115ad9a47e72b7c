using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>The files of <see cref="HostileRepository"/>.</summary>
internal static class HostileFiles
{
    internal static IReadOnlyList<(string Path, string Text)> All { get; } =
    [
        ("Theirs.slnx", """
            <Solution>
              <Project Path="App/App.csproj" />
              <Project Path="Contracts/Contracts.csproj" />
            </Solution>
            """),
        ("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RunAnalyzers>false</RunAnalyzers>
                <RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <BaseIntermediateOutputPath>$(MSBuildThisFileDirectory)made/$(MSBuildProjectName)/</BaseIntermediateOutputPath>
                <CustomAfterMicrosoftCommonTargets>$(MSBuildThisFileDirectory)Own.targets</CustomAfterMicrosoftCommonTargets>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """),
        ("Directory.Build.targets", """
            <Project>
              <PropertyGroup>
                <NoWarn>$(NoWarn);NU1603;GRPCAUTH1001</NoWarn>
                <WarningsAsErrors>GRPCAUTH1001</WarningsAsErrors>
              </PropertyGroup>
            </Project>
            """),
        ("Own.targets", """
            <Project>
              <PropertyGroup>
                <DefineConstants>$(DefineConstants);OWN_TARGETS</DefineConstants>
              </PropertyGroup>
            </Project>
            """),
        (".editorconfig", """
            root = true
            [Severe.cs]
            dotnet_diagnostic.GRPCAUTH1001.severity = error
            """),
        ("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <OutputPath>../out</OutputPath>
                <DocumentationFile>App.xml</DocumentationFile>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Contracts/Contracts.csproj" />
              </ItemGroup>
            </Project>
            """),
        ("App/Program.cs", """
            #if !OWN_TARGETS
            #error The targets of this repository were not imported.
            #endif
            using System.Text.RegularExpressions;
            using Acme.Orders;
            using Grpc.Net.Client;

            using var channel = GrpcChannel.ForAddress("https://orders.example");
            var orders = new Orders.OrdersClient(channel);
            if (Patterns.Number().IsMatch("17"))
                orders.GetOrder(new OrderRequest { Id = "plain" });
            #pragma warning disable GRPCAUTH1001
            orders.GetOrder(new OrderRequest { Id = "suppressed" });
            #pragma warning restore GRPCAUTH1001

            internal static partial class Patterns
            {
                [GeneratedRegex("[0-9]+")]
                internal static partial Regex Number();
            }
            """),
        ("App/Severe.cs", """
            using Acme.Orders;
            using Grpc.Net.Client;

            internal static class Severe
            {
                internal static Order Get() => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example")).GetOrder(new OrderRequest());
            }
            """),
        ("App/appsettings.json", """
            { "Orders": { "ApiKey": "walnut-ferry", "Password": "" } }
            """),
        ("App/Tokens.cs", """
            using Grpc.Core;

            internal static class Tokens
            {
                internal static Metadata Create() => new() { { "authorization", "Bearer " + "pear-tree-" + "harbour-lane" } };
            }
            """),
        ("Contracts/Contracts.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0;netstandard2.1</TargetFrameworks>
                <LangVersion>latest</LangVersion>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Google.Protobuf" Version="3.36.2" />
                <PackageReference Include="Grpc.Net.Client" Version="2.85.0" />
                <PackageReference Include="Grpc.Tools" Version="2.85.0" PrivateAssets="all" />
                <Protobuf Include="orders.proto" GrpcServices="Client" />
              </ItemGroup>
            </Project>
            """),
        ("Contracts/Shared.cs", """
            using Grpc.Net.Client;

            namespace Acme.Orders;

            public static class Shared
            {
                public static Order Get()
                {
                    var orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example"));
                    return orders.GetOrder(new OrderRequest { Id = "shared" });
                }
            }
            """),
    ];
}

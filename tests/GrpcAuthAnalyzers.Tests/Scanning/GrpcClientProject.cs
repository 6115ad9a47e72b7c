using System.IO;
using GrpcAuthAnalyzers.Tests.CommandLine;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>A project with the generated clients of tests/Contracts/orders.proto.</summary>
internal static class GrpcClientProject
{
    /// <param name="folder">Where it is written.</param>
    /// <param name="path">Its folder in there, whose name is that of the project.</param>
    /// <param name="properties">The target framework, and other properties.</param>
    /// <param name="references">What it refers to besides.</param>
    internal static void Write(
        TemporaryFolder folder, string path, string properties = "<TargetFramework>net10.0</TargetFramework>", string references = "")
    {
        folder.Write($"{path}/{Path.GetFileName(path)}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{properties}<NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Google.Protobuf" Version="3.36.2" />
                <PackageReference Include="Grpc.Net.Client" Version="2.85.0" />
                <PackageReference Include="Grpc.Tools" Version="2.85.0" PrivateAssets="all" />
                <Protobuf Include="orders.proto" GrpcServices="Client" />
                {references}
              </ItemGroup>
            </Project>
            """);
        File.Copy(RepositoryFolder.PathTo("tests", "Contracts", "orders.proto"), folder.PathTo(path, "orders.proto"));
    }
}

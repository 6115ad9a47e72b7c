using System;
using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>A project with two target frameworks: <c>dotnet format</c> leaves no hard-coded token that nothing reports.</summary>
public sealed class TwoTargetsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var package = await LocalPackage.Analyzers.PackAsync();
        _folder.Write("Desk.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0;netstandard2.1</TargetFrameworks>
                <LangVersion>latest</LangVersion>
                <Nullable>enable</Nullable>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="GrpcAuthAnalyzers" Version="[{package.Version}]" PrivateAssets="all" />
                <PackageReference Include="Grpc.Net.Client" Version="2.85.0" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Both.cs", """
            using Grpc.Core;

            public static class Both
            {
                private const string ApiKey = "archive-writer-88c4";

                public static Metadata Create() => new Metadata { { "x-api-key", ApiKey } };
            }

            """);
        _folder.Write("Other.cs", """
            using System;
            using Grpc.Core;

            public static class Other
            {
                private const string Token = "archive-reader-71d0";

                public static Metadata Create() => new Metadata { { "authorization", "Bearer " + Token } };

            #if NETSTANDARD
                public static int Length => Token.Length;
            #endif
            }

            """);
        await DotnetAsync("restore");
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task No_hard_coded_token_stays_without_a_report()
    {
        await DotnetAsync("format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", "GRPCAUTH2001");
        var both = await File.ReadAllTextAsync(_folder.PathTo("Both.cs"));
        var other = await File.ReadAllTextAsync(_folder.PathTo("Other.cs"));
        var built = await DotnetAsync("build", "--no-restore", "--no-incremental");

        Assert.DoesNotContain("archive-writer", both, StringComparison.Ordinal);
        Assert.Contains("GetEnvironmentVariable(\"GRPC_API_KEY\")", both, StringComparison.Ordinal);
        Assert.DoesNotContain("Both.cs", built, StringComparison.Ordinal);

        // Code of one target still names this one: it becomes a property for both, or stays and is reported.
        Assert.Equal(other.Contains("archive-reader", StringComparison.Ordinal), built.Contains("Other.cs", StringComparison.Ordinal));
    }

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        var result = await Command.RunAsync(_folder.Root, "dotnet", arguments);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}{Environment.NewLine}{result.All}");
        return result.Output;
    }
}

using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>The package hands the configuration files of a project to the compiler, and the build says where in them the credentials are.</summary>
public sealed class ConfigFilesTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var package = await LocalPackage.Analyzers.PackAsync();
        _folder.Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
                <NuGetAudit>false</NuGetAudit>
                <ErrorLog>findings.sarif,version=2.1</ErrorLog>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="GrpcAuthAnalyzers" Version="[{package.Version}]" PrivateAssets="all" />
                <PackageReference Include="Grpc.Net.Client" Version="2.85.0" />
                <AdditionalFiles Include="appsettings.Named.json" />
              </ItemGroup>
            </Project>
            """);
        _folder.Write("Program.cs", "System.Console.WriteLine(typeof(Grpc.Net.Client.GrpcChannel));\n");
        _folder.Write("appsettings.json", "{\n  \"Grpc\": {\n    \"Token\": \"s3cr3t\"\n  }\n}\n");
        _folder.Write("AppSettings.Production.json", "{ \"ApiKey\": \"s3cr3t\" }\n");
        _folder.Write("appsettings.Development.json", "{ \"ApiKey\": \"s3cr3t\" }\n");
        _folder.Write("appsettings.Named.json", "{ \"Token\":    \"s3cr3t\" }\n");
        _folder.Write("Properties/launchSettings.json", "{ \"profiles\": { \"api\": {\n  \"environmentVariables\": { \"GRPC_TOKEN\": \"s3cr3t\" } } } }\n");
        _folder.Write("App.config", "<configuration><appSettings>\n<add key=\"Token\" value=\"s3cr3t\" />\n</appSettings></configuration>\n");
        _folder.Write("Web.Release.config", "<configuration>\n  <token>s3cr3t</token>\n</configuration>\n");
        _folder.Write(".env", "GRPC_TOKEN=s3cr3t\n");
        _folder.Write(".env.local", "\nexport GRPC_TOKEN='s3cr3t'\n");

        // Not these.
        _folder.Write(".env.example", "GRPC_TOKEN=s3cr3t\n");
        _folder.Write("appsettings.Ignored.json", "{ \"Token\": \"s3cr3t\" }\n");
        _folder.Write("appsettings.Backup.json", "\u0001\0\0\u0002"); // no text: the compiler would end with CS2015
        _folder.Write("secrets.json", "{ \"Token\": \"s3cr3t\" }\n");
        _folder.Write("bin/appsettings.json", "{ \"Token\": \"s3cr3t\" }\n");
        _folder.Write(".editorconfig", """
            root = true
            [appsettings.Ignored.json]
            grpc_auth.config_files = ignore
            [App.config]
            dotnet_diagnostic.GRPCAUTH2004.severity = error
            """);
        var restored = await Command.RunAsync(_folder.Root, "dotnet", "restore");
        Assert.True(restored.ExitCode == 0, restored.All);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_build_reports_file_line_and_column_of_each_once()
    {
        string[] warnings =
        [
            ".env(1,12)",
            ".env.local(2,20)",
            "App.config(2,25)",
            "AppSettings.Production.json(1,14)",
            "Properties/launchSettings.json(2,44)",
            "Web.Release.config(2,10)",
            "appsettings.Named.json(1,16)",
            "appsettings.json(3,15)",
        ];

        // An .editorconfig gives no severity to an additional file: App.config is a warning as well.
        Assert.Equal(warnings, await PlacesAsync("warning"));
        var log = await File.ReadAllTextAsync(_folder.PathTo("findings.sarif"));
        Assert.Matches("""(?s)"ruleId": "GRPCAUTH2004".{0,40}"level": "note".{0,800}appsettings\.Development\.json""", log);
        Assert.DoesNotContain("s3cr3t", log, StringComparison.Ordinal);

        // What the project names itself is its own.
        Assert.Equal(["appsettings.Named.json(1,16)"], await PlacesAsync("warning", "-p:GrpcAuthAnalyzeConfigFiles=false"));

        _folder.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.GRPCAUTH2004.severity = error\n");
        Assert.Contains("appsettings.json(3,15)", await PlacesAsync("error"));
    }

    private async Task<string[]> PlacesAsync(string severity, params string[] properties)
    {
        var built = await Command.RunAsync(_folder.Root, "dotnet", ["build", "--no-restore", "--no-incremental", .. properties]);
        Assert.True(severity == "error" == (built.ExitCode != 0), built.All);
        return [.. Regex.Matches(built.Output, $@"^\s*(\S+\(\d+,\d+\)): {severity} GRPCAUTH2004: ", RegexOptions.Multiline)
            .Select(match => Path.GetRelativePath(new DirectoryInfo(_folder.Root).FullName, match.Groups[1].Value).Replace('\\', '/'))
            .Distinct().Order(StringComparer.Ordinal)];
    }
}

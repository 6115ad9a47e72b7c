using System;
using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>Runs the scan. The tests that do so take turns: each scan already uses every core.</summary>
[CollectionDefinition(Name)]
public sealed class Scan
{
    internal const string Name = "scan";

    /// <summary>The program as the build of this repository made it, in the configuration of the tests.</summary>
    internal static readonly string Tool = RepositoryFolder.PathTo(
        "src", "GrpcAuthAnalyzers.Scan", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "GrpcAuthAnalyzers.Scan.dll");

    internal static Task<CommandResult> RunInAsync(string currentFolder, params string[] arguments) =>
        Command.RunAsync(currentFolder, "dotnet", [Tool, .. arguments]);

    internal static Task<CommandResult> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);

    /// <summary>As a clone runs it: <c>dotnet run build/scan.cs</c>, which builds it in Release first.</summary>
    internal static Task<CommandResult> RunScriptAsync(params string[] arguments) =>
        Command.RunAsync(Path.GetTempPath(), "dotnet", ["run", RepositoryFolder.PathTo("build", "scan.cs"), "--", .. arguments]);
}

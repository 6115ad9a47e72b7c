using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>Runs <c>dotnet run build/scan.cs</c>. The tests that do so take turns: each scan already uses every core.</summary>
[CollectionDefinition(Name)]
public sealed class Scan
{
    internal const string Name = "scan";

    internal static Task<CommandResult> RunInAsync(string currentFolder, params string[] arguments) =>
        Command.RunAsync(currentFolder, "dotnet", ["run", RepositoryFolder.PathTo("build", "scan.cs"), "--", .. arguments]);

    internal static Task<CommandResult> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);
}

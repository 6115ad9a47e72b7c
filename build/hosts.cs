#:property PublishAot=false
using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

// Runs the unit tests on other versions of Roslyn than the usual one, each in a clone of its own: dotnet run build/hosts.cs -- [VERSION...]
// Not those of the scan: it runs the compiler of the SDK, whatever the version here.
var repository = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..");
var failed = 0;
foreach (var version in args.Length > 0 ? args : ["4.8.0", "4.14.0", "5.12.0"])
{
    var clone = Directory.CreateTempSubdirectory("grpc-auth-hosts-").FullName;
    Console.WriteLine($"== Roslyn {version}");
    failed += await RunAsync(repository, "git", "clone", "--quiet", ".", clone) == 0
        && await RunAsync(clone, "dotnet", "test", Path.Combine("tests", "GrpcAuthAnalyzers.Tests"), "-p:HostRoslynVersion=" + version, "-p:TreatWarningsAsErrors=false",
            "--filter", "FullyQualifiedName!~.Scanning.") == 0 ? 0 : 1;
    Directory.Delete(clone, recursive: true);
}

return failed;

static async Task<int> RunAsync(string folder, string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
    await process.WaitForExitAsync();
    return process.ExitCode;
}

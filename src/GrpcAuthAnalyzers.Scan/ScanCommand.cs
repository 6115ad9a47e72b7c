using System;
using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>The command line of the tool.</summary>
public static class ScanCommand
{
    private const string About = """
        Finds gRPC calls that fail as Unauthenticated, hard-coded tokens and tokens that are never renewed, in any C# solution and without a change to it.

        Exit codes: 0 scanned, 1 findings by --fail-on, 2 not scanned, 3 partly scanned: the projects that do not build are listed.
        """;

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="withoutPath">What is scanned when it names nothing.</param>
    /// <returns>The exit code, see docs/ci.md.</returns>
    public static async Task<int> RunAsync(string[] arguments, string withoutPath)
    {
        var path = new Argument<string>("path") { Description = "A solution, a project or a folder", DefaultValueFactory = _ => withoutPath };
        var sarif = new Option<string?>("--sarif") { Description = "Also write the findings as SARIF 2.1.0", HelpName = "file" };
        var facts = new Option<string?>("--write-facts")
        {
            Description = "Also write what the projects show each other, for builds and editors: GrpcAuth.Facts.txt",
            HelpName = "file",
        };
        var failOn = new Option<Severity>("--fail-on")
        {
            Description = "Exit with 1 if there is a finding of this severity or above: error, warning, info or never",
            HelpName = "severity",
            DefaultValueFactory = _ => Severity.Never,
            CustomParser = result =>
            {
                var text = result.Tokens is [{ Value: var value }] ? value : "";
                if (!Enum.TryParse(text, ignoreCase: true, out Severity severity) || !Enum.IsDefined(severity))
                    result.AddError($"--fail-on is error, warning, info or never, not '{text}'");
                return severity;
            },
        };
        var root = new RootCommand(About) { path, sarif, failOn, facts };
        root.SetAction((parsed, _) => ScanRun.RunAsync(new(
            System.IO.Path.GetFullPath(parsed.GetValue(path)!), FullPath(parsed.GetValue(sarif)), parsed.GetValue(failOn), FullPath(parsed.GetValue(facts)))));

        var command = root.Parse(arguments);
        if (command.Errors.FirstOrDefault() is { } error)
        {
            Console.Error.WriteLine($"scan: {error.Message} See --help.");
            return ExitCode.NotScanned;
        }

        // Signals are handled by the scan itself: it has a folder to clear.
        return await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static string? FullPath(string? path) => path is null ? null : System.IO.Path.GetFullPath(path);
}

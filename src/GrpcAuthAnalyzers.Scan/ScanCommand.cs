using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Scanning.Explaining;
using GrpcAuthAnalyzers.Scanning.Reports;

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
    /// <returns>The exit code, see docs/scan.md.</returns>
    public static async Task<int> RunAsync(string[] arguments, string withoutPath)
    {
        var root = new RootCommand(About) { Explain() };
        var scan = new ScanArguments(root, withoutPath);
        root.SetAction((line, _) => ScanRun.RunAsync(scan.Read(line)));

        var command = root.Parse(arguments);
        try
        {
            if (command.Errors.FirstOrDefault() is { } error)
                throw new ScanException($"{error.Message.TrimEnd('.')}; see --help");

            // Signals are handled by the scan itself: it has a folder to clear.
            return await command.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception) when (exception is ScanException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("scan: " + exception.Message);
            return ExitCode.NotScanned;
        }
    }

    private static Command Explain()
    {
        var rule = new Argument<string?>("rule")
        {
            Description = "Its id, GRPCAUTH1001 or 1001, or its name; without one, all rules are listed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var explain = new Command("explain", "Prints the document of a rule") { rule };
        explain.SetAction(line => Explanation.Write(line.GetValue(rule), Console.Out, Ink.OfOutput()));
        return explain;
    }
}

using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using GrpcAuthAnalyzers.Tests.CommandLine;
using GrpcAuthAnalyzers.Tests.Scanning;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Hosts;

/// <summary>The assemblies of the package in a process of its own with the oldest Roslyn that they support: analyzer and fixes load, report and change code.</summary>
public sealed class OldestRoslynTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Roslyn_4_8_loads_the_analyzer_and_the_fixes()
    {
        var package = await LocalPackage.Analyzers.PackAsync();
        ZipFile.ExtractToDirectory(Directory.GetFiles(package.Feed, "*.nupkg").Single(), _folder.PathTo("package"));
        GrpcClientProject.Write(
            _folder, "Host",
            "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>",
            """<PackageReference Include="Microsoft.CodeAnalysis.CSharp.Workspaces" Version="4.8.0" />""");
        _folder.Write("Host/Program.cs", Host);

        var run = await Command.RunAsync(
            _folder.PathTo("Host"), "dotnet", "run", "--", _folder.PathTo("package", "analyzers", "dotnet", "cs"));

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(
            [
                "Roslyn 4.8.0.0",
                "GRPCAUTH1001 at line 9",
                "Fix: Add call credentials to the channel",
                "GRPCAUTH1001 after the fix: 0, errors: 0",
            ],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(static line => !line.Contains("NU1603", StringComparison.Ordinal)).Select(static line => line.Split(" using ")[0]));
    }

    public void Dispose() => _folder.Dispose();

    private const string Host = """"
        using System.Collections.Immutable;
        using System.Reflection;
        using System.Runtime.Loader;
        using Microsoft.CodeAnalysis;
        using Microsoft.CodeAnalysis.CodeActions;
        using Microsoft.CodeAnalysis.CodeFixes;
        using Microsoft.CodeAnalysis.CSharp;
        using Microsoft.CodeAnalysis.Diagnostics;
        using Microsoft.CodeAnalysis.Host.Mef;

        const string Source = """
            using Acme.Orders;
            using Grpc.Net.Client;

            public class Client
            {
                private readonly Orders.OrdersClient _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));

                public void Send() =>
                    _orders.GetOrder(new OrderRequest());
            }
            """;

        var loader = new Loader();
        var analyzer = new AnalyzerFileReference(Path.Combine(args[0], "GrpcAuthAnalyzers.dll"), loader);
        analyzer.AnalyzerLoadFailed += (_, failure) => Console.WriteLine("not loaded: " + failure.Message);
        var analyzers = analyzer.GetAnalyzers(LanguageNames.CSharp);
        var fixes = loader.LoadFromPath(Path.Combine(args[0], "GrpcAuthAnalyzers.CodeFixes.dll")).GetTypes()
            .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!).ToArray();

        var workspace = new AdhocWorkspace();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var project = workspace.AddProject("App", LanguageNames.CSharp)
            .WithMetadataReferences(references)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var document = project.AddDocument("Client.cs", Source, filePath: "/App/Client.cs");

        Console.WriteLine("Roslyn " + typeof(Compilation).Assembly.GetName().Version);
        var reports = await ReportsOf(document.Project);
        foreach (var report in reports)
            Console.WriteLine($"{report.Id} at line {report.Location.GetLineSpan().StartLinePosition.Line + 1}");

        CodeAction? offered = null;
        foreach (var fix in fixes.Where(fix => fix.FixableDiagnosticIds.Contains(reports[0].Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, reports[0], (action, _) => offered ??= action, CancellationToken.None));

        Console.WriteLine("Fix: " + offered!.Title);
        var change = (await offered.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        var changed = change.ChangedSolution.GetProject(document.Project.Id)!;
        Console.WriteLine($"GRPCAUTH1001 after the fix: {(await ReportsOf(changed)).Count(report => report.Id == "GRPCAUTH1001")}, "
            + $"errors: {(await changed.GetCompilationAsync())!.GetDiagnostics().Count(found => found.Severity == DiagnosticSeverity.Error)}");

        async Task<ImmutableArray<Diagnostic>> ReportsOf(Project project) =>
            await (await project.GetCompilationAsync())!.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync();

        sealed class Loader : IAnalyzerAssemblyLoader
        {
            public void AddDependencyLocation(string fullPath) { }

            public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
        }
        """";
}

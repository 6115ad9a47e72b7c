using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>What the analyzer asks the compiler for is what it costs projects that have nothing to do with gRPC.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Without_gRPC_nothing_is_registered_beyond_the_start_of_the_compilation()
    {
        var counts = await CountsAsync("class Program { }", Setup.Usual with { WithoutGrpc = true });
        Assert.Equal(1, counts.CompilationStartActionsCount);
        Assert.Equal(1, TotalOf(counts));
    }

    [Fact]
    public async Task With_gRPC_no_operation_action_is_registered_because_one_makes_the_compiler_build_every_operation_tree()
    {
        var counts = await CountsAsync(Hostile.Sample, Setup.Usual);
        Assert.True(TotalOf(counts) > 1, "With gRPC something must be registered.");
        Assert.Equal(0, counts.OperationActionsCount + counts.OperationBlockActionsCount + counts.OperationBlockStartActionsCount + counts.OperationBlockEndActionsCount);
    }

    [Fact]
    public async Task A_report_is_live_in_the_document_that_is_open_when_another_one_makes_the_channel()
    {
        var setup = Setup.Usual with { Documents = [("Wires.cs", """static class Wires { internal static GrpcChannel Channel() => GrpcChannel.ForAddress("https://orders.example"); }""")] };
        var project = await ProjectUnderTest.CreateAsync("new Orders.OrdersClient(Wires.Channel()).GetOrder(new OrderRequest());", setup);
        var compilation = (await project.GetCompilationAsync())!;
        var open = compilation.GetSemanticModel((await project.Documents.First().GetSyntaxTreeAsync())!);

        var host = Analysis.Host(compilation, project.AnalyzerOptions, new GrpcAuthAnalyzer(), concurrent: true);
        var live = Assert.Single(await host.GetAnalyzerSemanticDiagnosticsAsync(open, filterSpan: null, CancellationToken.None));

        Assert.Equal("GRPCAUTH1001", live.Id);
        Assert.Equal(ProjectUnderTest.MainPath, live.Location.SourceTree!.FilePath);
        Assert.Equal("/0/Wires.cs", live.AdditionalLocations[0].SourceTree!.FilePath);
    }

    private static async Task<AnalyzerTelemetryInfo> CountsAsync(string source, Setup setup)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        DiagnosticAnalyzer analyzer = new GrpcAuthAnalyzer();
        var host = Analysis.Host((await project.GetCompilationAsync())!, project.AnalyzerOptions, analyzer, concurrent: true);
        await host.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return (await host.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None))!;
    }

    private static int TotalOf(AnalyzerTelemetryInfo counts) =>
        counts.CompilationStartActionsCount + counts.CompilationEndActionsCount + counts.CompilationActionsCount
        + counts.SyntaxTreeActionsCount + counts.AdditionalFileActionsCount + counts.SemanticModelActionsCount
        + counts.SymbolActionsCount + counts.SymbolStartActionsCount + counts.SymbolEndActionsCount + counts.SyntaxNodeActionsCount
        + counts.CodeBlockStartActionsCount + counts.CodeBlockEndActionsCount + counts.CodeBlockActionsCount
        + counts.OperationActionsCount + counts.OperationBlockStartActionsCount + counts.OperationBlockEndActionsCount + counts.OperationBlockActionsCount;
}

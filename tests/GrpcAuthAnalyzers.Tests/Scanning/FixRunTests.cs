using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;
using GrpcAuthAnalyzers.Scanning;
using GrpcAuthAnalyzers.Scanning.Fixing;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Spectre.Console;
using Spectre.Console.Testing;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary><c>scan --fix</c> makes no change after which the code would not compile, and says why; and it shows how far it is.</summary>
public sealed class FixRunTests
{
    private const string Source = """
        using Microsoft.Extensions.DependencyInjection;

        public class Client(IServiceCollection services)
        {
            public void Send()
            {
                var orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example"));
                orders.GetOrder(new OrderRequest());
            }

            public void Register() => services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"));
        }
        """;

    [Fact]
    public async Task A_fix_that_would_not_compile_is_not_made_and_the_others_are()
    {
        var (run, text) = await RunAsync(_ => true, new Writes("orders.Missing"), new ClientRegisteredWithoutCredentialsFix());
        Assert.Equal(1, run.Fixed);
        Assert.Contains("orders.GetOrder(new OrderRequest());", text, StringComparison.Ordinal);
        Assert.Contains(".AddCallCredentials(", text, StringComparison.Ordinal);
        var (report, reason) = Assert.Single(run.Left);
        Assert.Equal("GRPCAUTH1001", report.Id);
        Assert.StartsWith("its fix would not compile: CS1061: ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fix_after_which_the_report_is_still_there_is_not_made()
    {
        var (run, text) = await RunAsync(_ => true, new Writes("orders . GetOrder"));
        Assert.Equal((0, Source), (run.Fixed, text));
        Assert.Contains(("GRPCAUTH1001", "no fix is known to be right here"), run.Left.Select(left => (left.Report.Id, left.Reason)));
        Assert.Contains(("GRPCAUTH1002", "the rule has no fix"), run.Left.Select(left => (left.Report.Id, left.Reason)));
    }

    [Fact]
    public async Task A_file_that_must_not_be_written_is_left()
    {
        var (run, text) = await RunAsync(_ => false, new CallWithoutCredentialsFix());
        Assert.Equal((0, Source), (run.Fixed, text));
        Assert.Contains("its fix would change 'Test0.cs', which is generated or not in UTF-8", run.Left.Select(left => left.Reason));
    }

    [Fact]
    public async Task A_terminal_shows_the_rule_and_how_many_findings_are_fixed()
    {
        using var terminal = new TestConsole().Interactive().Width(120);
        var slow = new Writes("orders . GetOrder", TimeSpan.FromMilliseconds(300)); // the bars are drawn ten times a second
        await RunAsync(terminal, _ => true, slow);
        Assert.Contains("Fixing 0 of 2 findings  GRPCAUTH1001", terminal.Output, StringComparison.Ordinal);
    }

    private static Task<(FixRun Run, string Text)> RunAsync(Func<string, bool> mayWrite, params GrpcAuthFixProvider[] fixes) => RunAsync(null, mayWrite, fixes);

    private static async Task<(FixRun Run, string Text)> RunAsync(IAnsiConsole? terminal, Func<string, bool> mayWrite, params GrpcAuthFixProvider[] fixes)
    {
        var project = await ProjectUnderTest.CreateAsync(Source, Setup.Usual);
        return await ScanProgress.ShowAsync(terminal, async progress =>
        {
            var run = new FixRun(project.Solution, mayWrite, _ => true, progress, CancellationToken.None, fixes);
            var after = await run.RunAsync();
            var document = after.GetProject(project.Id)!.Documents.Single(each => each.Name == "Test0.cs");
            return (run, (await document.GetTextAsync()).ToString());
        });
    }

    /// <summary>A fix of 1001 that writes this text over the call.</summary>
    private sealed class Writes(string text, TimeSpan pause = default) : GrpcAuthFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => ["GRPCAUTH1001"];

        private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
        {
            await Task.Delay(pause, session.Cancellation);
            if (await session.NodeAtAsync(document.Project, diagnostic.Location) is not { } at)
                return [];

            var plan = new FixPlanBuilder();
            plan.Replace(at.File, diagnostic.Location.SourceSpan, text);
            return Plans(plan.Build("Write"));
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>Fix-all over five hundred calls in a hundred documents: one question, one change of the solution, one edit for each channel.</summary>
public sealed class FixAllAtScaleTests
{
    private const string Clients = """
        internal interface ITokens
        {
            Task<string> GetAsync(CancellationToken cancellation);
        }

        internal static class Clients
        {
            internal static readonly Orders.OrdersClient Shop = new(GrpcChannel.ForAddress("https://shop.example.com"));

            internal static readonly Orders.OrdersClient Depot = new(GrpcChannel.ForAddress("https://depot.example.com"));

            internal static readonly Orders.OrdersClient Local = new(GrpcChannel.ForAddress("http://localhost:5000"));
        }
        """;

    [Fact]
    public async Task Calls_without_credentials_get_one_expression_for_each_channel()
    {
        var project = await ProjectAsync("""
                var first = Clients.Shop.GetOrder(new OrderRequest());
                var second = await Clients.Depot.GetOrderAsync(new OrderRequest());
                var third = Clients.Local.GetOrder(new OrderRequest());
                using var list = Clients.Shop.ListOrders(new OrderRequest());
                using var upload = Clients.Depot.UploadOrders();
        """);
        var all = await FixAllInOnePassAsync(project, new CallWithoutCredentialsFix(), expectedReports: 500);
        var changed = Assert.Single(Changed(project, all));
        Assert.Equal(2, Count(changed.Text, "CallCredentials.FromInterceptor("));
        Assert.Equal(1, Count(changed.Text, ".Intercept("));
    }

    [Fact]
    public async Task Headers_of_five_hundred_calls_become_one_interceptor()
    {
        var project = await ProjectUnderTest.CreateAsync("""
            public interface ITokens { string Token { get; } }

            public sealed partial class Desk
            {
                private readonly Orders.OrdersClient _orders;
                private readonly ITokens _tokens;

                public Desk(ITokens tokens)
                {
                    _tokens = tokens;
                    _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("http://orders.internal"));
                }

                private Metadata Headers() => new() { { "authorization", $"Bearer {_tokens.Token}" } };
            }
            """, Setup.Usual with
        {
            Documents = [.. Enumerable.Range(0, 100).Select(i => ($"Desk{i}.cs", $$"""
                public sealed partial class Desk
                {
                    public Order First{{i}}() => _orders.GetOrder(new OrderRequest(), Headers());

                    public Order Second{{i}}() => _orders.GetOrder(new OrderRequest(), Headers());

                    public object Third{{i}}() => _orders.GetOrderAsync(new OrderRequest(), Headers());

                    public object Fourth{{i}}(DateTime deadline) => _orders.ListOrders(new OrderRequest(), Headers(), deadline);

                    public object Fifth{{i}}() => _orders.UploadOrders(Headers());
                }
                """))],
        });
        var all = await FixAllInOnePassAsync(project, new CredentialsAttachedByHandFix(), expectedReports: 1);
        var changed = Changed(project, all);
        Assert.Equal(101, changed.Count);
        Assert.Equal(1, changed.Sum(document => Count(document.Text, ".Intercept(")));
        Assert.Equal(0, changed.Sum(document => Count(document.Text, "Headers()")));
    }

    [Theory]
    [InlineData("Interceptor")]
    [InlineData("InterceptorInNewFile")]
    public async Task A_hundred_channels_get_one_interceptor_class(string action)
    {
        var project = await ProjectUnderTest.CreateAsync("namespace Warehouse;", Setup.Usual with
        {
            Documents = [.. Enumerable.Range(0, 100).Select(i => ($"Desk{i}.cs", $$"""
                namespace Warehouse.Of{{i}};

                internal static class Desk
                {
                    private static readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("https://desk{{i}}.example.com"));

                    internal static async Task RunAsync()
                    {
                        var first = _orders.GetOrder(new OrderRequest());
                        var second = await _orders.GetOrderAsync(new OrderRequest());
                        var third = _orders.GetOrder(new OrderRequest());
                        using var list = _orders.ListOrders(new OrderRequest());
                        using var upload = _orders.UploadOrders();
                    }
                }
                """))],
        });
        var all = await FixAllInOnePassAsync(project, new CallWithoutCredentialsFix(), expectedReports: 500, "GRPCAUTH1001." + action);
        var texts = all.Documents.Select(static document => document.GetTextAsync().Result.ToString()).ToList();
        Assert.Equal(1, texts.Sum(static text => Count(text, "class CallCredentialsInterceptor")));
        Assert.Equal(100, texts.Sum(static text => Count(text, ".Intercept(new CallCredentialsInterceptor(")));
        Assert.Equal(99, texts.Sum(static text => Count(text, "using Warehouse.Of0;")));
    }

    private static Task<Project> ProjectAsync(string calls) => ProjectUnderTest.CreateAsync(Clients, Setup.Usual with
    {
        Documents = [.. Enumerable.Range(0, 100).Select(i => ($"Desk{i}.cs", $$"""
            internal static class Desk{{i}}
            {
                internal static async Task RunAsync()
                {
            {{calls}}
                }
            }
            """))],
    });

    /// <summary>The project after fix-all; fails when it takes more than one question for the reports, or more than one change of the solution.</summary>
    private static async Task<Project> FixAllInOnePassAsync(Project project, CodeFixProvider provider, int? expectedReports, string? key = null)
    {
        var reports = await ReportsAsync(project, provider);
        Assert.NotEmpty(reports);
        if (expectedReports is not null)
            Assert.Equal(expectedReports, reports.Count);

        var document = project.GetDocument(reports[0].Location.SourceTree)!;
        var asked = new Reports(reports);
        var action = await provider.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            document, provider, FixAllScope.Solution, key ?? provider.FixableDiagnosticIds[0], provider.FixableDiagnosticIds, asked, CancellationToken.None));
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action!.GetOperationsAsync(CancellationToken.None)));
        Assert.Equal(1, asked.Questions);

        var all = operation.ChangedSolution.GetProject(project.Id)!;
        Assert.Empty((await all.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty(await ReportsAsync(all, provider));
        return all;
    }

    private static async Task<List<Diagnostic>> ReportsAsync(Project project, CodeFixProvider provider) =>
        [.. (await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new GrpcAuthAnalyzer())).Where(report => provider.FixableDiagnosticIds.Contains(report.Id))];

    private static List<(string Path, string Text)> Changed(Project before, Project after) =>
        [.. after.GetChanges(before).GetChangedDocuments(onlyGetDocumentsWithTextChanges: true).Select(id => (
            after.GetDocument(id)!.FilePath!,
            after.GetDocument(id)!.GetTextAsync().Result.ToString()))];

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private sealed class Reports(List<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        internal int Questions { get; private set; }

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
        {
            Questions++;
            return Task.FromResult<IEnumerable<Diagnostic>>(reports);
        }

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => throw new InvalidOperationException("one question for the whole project is enough");

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => throw new InvalidOperationException("one question for the whole project is enough");
    }
}

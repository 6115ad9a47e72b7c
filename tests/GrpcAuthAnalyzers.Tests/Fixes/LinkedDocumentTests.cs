using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>A file that two projects compile, as with two target frameworks: each action leaves one text for both, and both compile.</summary>
public sealed class LinkedDocumentTests
{
    private const string Desk = """
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _client = new Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://orders.example.com"));

            public Order Get()
            {
        #if OLD
                return _client.GetOrder(new OrderRequest { Id = "old" });
        #else
                return _client.GetOrder(new OrderRequest());
        #endif
            }
        }
        """;

    [Fact]
    public Task A_call_that_both_compile_in_other_words() => OneTextAsync("using Acme.Orders;\n\n" + Desk);

    [Fact]
    public Task Usings_that_only_one_of_them_has() => OneTextAsync("using System;\nusing Acme.Orders;\n#if OLD\nusing Grpc.Core;\n#endif\n\n" + Desk);

    [Fact]
    public Task Usings_that_each_has_of_its_own() => OneTextAsync("using Acme.Orders;\n#if OLD\nusing System.Net;\n#else\nusing System.Threading;\n#endif\nusing System.IO;\n\n" + Desk);

    [Fact]
    public Task Metadata_that_is_kept_and_a_token_in_the_source() => OneTextAsync("""
        using System;
        using Acme.Orders;
        using Grpc.Core;

        public static class Desk
        {
            private static readonly Metadata s_headers = new Metadata { { "authorization", "Bearer " + System.IO.File.ReadAllText("token") } };

            public static Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), s_headers);

        #if OLD
            public static Order Old(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), new Metadata { { "x-api-key", "archive-writer-88c4" } });
        #endif
        }
        """);

    private static async Task OneTextAsync(string source)
    {
        var (solution, ids) = await LinkedAsync(source);
        var applied = 0;
        foreach (var id in ids)
        {
            var project = solution.GetProject(id)!;
            var reports = await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new GrpcAuthAnalyzer());
            foreach (var action in await ActionsAsync(project, reports))
            {
                var changed = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()).ChangedSolution;
                var texts = new HashSet<string>();
                foreach (var after in ids.Select(other => changed.GetProject(other)!))
                {
                    Assert.Equal(solution.GetProject(after.Id)!.DocumentIds, after.DocumentIds);
                    var text = (await after.Documents.Single(static d => d.FilePath == ProjectUnderTest.MainPath).GetTextAsync()).ToString();
                    texts.Add(text);
                    Assert.True((await after.GetCompilationAsync())!.GetDiagnostics().All(static d => d.Severity < DiagnosticSeverity.Error), text);
                }

                Assert.NotEqual(source, Assert.Single(texts));
                applied++;
            }
        }

        Assert.True(applied > 1);
    }

    private static async Task<(Solution Solution, ImmutableArray<ProjectId> Ids)> LinkedAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual with { GlobalUsings = false });
        var old = ProjectId.CreateNewId();
        var solution = project.Solution.AddProject(old, "Old", "Old", LanguageNames.CSharp)
            .WithProjectParseOptions(old, ((CSharpParseOptions)project.ParseOptions!).WithPreprocessorSymbols("OLD"))
            .WithProjectCompilationOptions(old, project.CompilationOptions!)
            .AddMetadataReferences(old, project.MetadataReferences);
        foreach (var document in project.Documents)
            solution = solution.AddDocument(DocumentId.CreateNewId(old), document.Name, await document.GetTextAsync(), filePath: document.FilePath);

        return (solution, [project.Id, old]);
    }

    private static async Task<List<CodeAction>> ActionsAsync(Project project, ImmutableArray<Diagnostic> reports)
    {
        var actions = new List<CodeAction>();
        foreach (var report in reports)
        {
            foreach (var provider in Verify.ProductFixes.Where(provider => provider.FixableDiagnosticIds.Contains(report.Id)))
                await provider.RegisterCodeFixesAsync(new CodeFixContext(project.GetDocument(report.Location.SourceTree)!, report, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }
}

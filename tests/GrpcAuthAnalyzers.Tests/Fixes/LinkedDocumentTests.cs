using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
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

    [Theory]
    [InlineData("private const string ApiKey = \"archive-writer-88c4\";", "", "new Metadata { { \"x-api-key\", ApiKey } }")]
    [InlineData("private const string ApiKey = \"archive-writer-88c4\";", "var headers = new Metadata(); headers.Add(\"x-api-key\", ApiKey);", "headers")]
    [InlineData("private static readonly string ApiKey = \"archive-writer-88c4\";", "", "new Metadata { { \"x-api-key\", ApiKey } }")]
    [InlineData("", "const string ApiKey = \"archive-writer-88c4\";", "new Metadata { { \"x-api-key\", ApiKey } }")]
    [InlineData("private const string ApiKey = \"archive-writer-88c4\";", "#if OLD\n        request.Id = ApiKey;\n#endif", "new Metadata { { \"x-api-key\", ApiKey } }")]
    [InlineData("private const string ApiKey = \"archive-writer-88c4\";", "#if OLD\n        var headers = new Metadata { { \"x-api-key\", ApiKey } };\n#else\n        var headers = new Metadata { { \"x-api-key\", ApiKey } };\n#endif", "headers")]
    public async Task A_constant_with_a_secret_goes_or_is_still_reported(string member, string statement, string headers)
    {
        var (solution, ids) = await LinkedAsync($$"""
            using System;
            using Acme.Orders;
            using Grpc.Core;

            public sealed class Desk
            {
                {{member}}

                public Order Get(Orders.OrdersClient client)
                {
                    var request = new OrderRequest();
                    {{statement}}
                    return client.GetOrder(request, {{headers}});
                }
            }
            """);
        foreach (var id in ids)
        {
            var offers = await Verify.Product.OffersAsync(solution.GetProject(id)!);
            Assert.NotEmpty(offers);
            foreach (var offer in offers)
            {
                var changed = (await FixHost.ApplyAsync(offer)).Solution;
                foreach (var after in ids.Select(other => changed.GetProject(other)!))
                {
                    var text = (await after.Documents.Single(static d => d.FilePath == ProjectUnderTest.MainPath).GetTextAsync()).ToString();
                    Assert.True((await after.GetCompilationAsync())!.GetDiagnostics().All(static d => d.Severity < DiagnosticSeverity.Error), text);
                    if (text.Contains("archive-writer", System.StringComparison.Ordinal))
                        Assert.True((await Analysis.OfAsync(after, Verify.ProductAnalyzer)).Reports.Any(static r => r.Id == "GRPCAUTH2001"), text);
                }
            }
        }
    }

    private static async Task OneTextAsync(string source)
    {
        var (solution, ids) = await LinkedAsync(source);
        var applied = 0;
        foreach (var id in ids)
        {
            var project = solution.GetProject(id)!;
            foreach (var offer in await Verify.Product.OffersAsync(project))
            {
                var changed = (await FixHost.ApplyAsync(offer)).Solution;
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
}

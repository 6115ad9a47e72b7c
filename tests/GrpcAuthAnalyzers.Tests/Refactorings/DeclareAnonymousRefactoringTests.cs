using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Refactorings;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Refactorings;

/// <summary>Where the declaration is offered, and which <c>.editorconfig</c> says what afterwards.</summary>
public sealed class DeclareAnonymousRefactoringTests
{
    private const string Call = """
        public static class Desk
        {
            public static Order Get() => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).[|GetOrder|](new OrderRequest());
        }
        """;

    private const string Registration = """
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.[|AddGrpcClient|]<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
        }
        """;

    [Theory]
    [InlineData(Call)]
    [InlineData(Registration)]
    public async Task Without_a_file_one_is_written_beside_the_project_and_the_reports_are_gone(string source)
    {
        var (config, project) = await DeclaredAsync(source, Setup.Usual);
        Assert.Equal("[*.cs]\ngrpc_auth.anonymous_services = Acme.Orders.Orders\n", config);
        await RefactoringRun.AssertCleanAsync(project);
    }

    [Fact]
    public async Task Where_the_generated_source_is_seen_the_proto_name_is_written()
    {
        var (config, _) = await DeclaredAsync(Call, Setup.Usual with { GeneratedContracts = true });
        Assert.Contains("grpc_auth.anonymous_services = acme.orders.v1.Orders\n", config, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root = true\n[*]\nindent_size = 4\n\n[*.md]\nindent_size = 2\n", "root = true\n[*]\nindent_size = 4\ngrpc_auth.anonymous_services = Acme.Orders.Orders\n\n[*.md]\nindent_size = 2\n")]
    [InlineData("[*.{vb,cs}]\ngrpc_auth.anonymous_services = a.B, c.*\nindent_size = 4\n", "[*.{vb,cs}]\ngrpc_auth.anonymous_services = a.B, c.*, Acme.Orders.Orders\nindent_size = 4\n")]
    [InlineData("[*.md]\r\nindent_size = 2", "[*.md]\r\nindent_size = 2\r\n\r\n[*.cs]\r\ngrpc_auth.anonymous_services = Acme.Orders.Orders\r\n")]
    [InlineData("[Tests/*.cs]\ngrpc_auth.anonymous_services = a.B\n", "[Tests/*.cs]\ngrpc_auth.anonymous_services = a.B\n\n[*.cs]\ngrpc_auth.anonymous_services = Acme.Orders.Orders\n")]
    public async Task The_file_that_is_there_is_changed(string before, string after)
    {
        var (config, project) = await DeclaredAsync(Call, Setup.Usual with { EditorConfig = before });
        Assert.Equal(after, config);
        await RefactoringRun.AssertCleanAsync(project);
    }

    [Fact]
    public async Task What_a_global_configuration_declares_stays_declared()
    {
        var (config, _) = await DeclaredAsync(Call, Setup.Usual with { GlobalConfig = "grpc_auth.anonymous_services = acme.public.*" });
        Assert.Contains("= acme.public.*, Acme.Orders.Orders\n", config, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static class Desk { public static string Get() => \"a\".[|Trim|](); }")]
    [InlineData("public static class Desk { public static object Get(Orders.OrdersClient client) => client.[|ToString|]()!; }")]
    [InlineData("public static class Desk { public static object Get(Orders.OrdersClient client, OrderRequest [|request|]) => client.GetOrder(request, new Metadata { { \"authorization\", \"Bearer \" + Environment.NewLine } }); }")]
    public async Task Elsewhere_nothing_is_offered(string source) => Assert.Equal(0, await OffersAsync(source, Setup.Usual));

    [Theory]
    [InlineData("grpc_auth.anonymous_services = Acme.Orders.*")]
    [InlineData("grpc_auth.anonymous_methods = GetOrder")]
    public async Task What_is_anonymous_is_not_declared_again(string option) =>
        Assert.Equal(0, await OffersAsync(Call, Setup.Usual with { EditorConfig = option }));

    [Fact]
    public void A_key_in_another_section_is_not_the_key() =>
        Assert.Null(EditorConfigText.Replace(SourceText.From("key = 1\n[*.md]\nkey = 2\n# [*.cs]\n[a.cs]\nkey = 3\n"), "key", "4"));

    private static async Task<(string Config, Project Project)> DeclaredAsync(string source, Setup setup)
    {
        var (document, span) = await RefactoringRun.OpenAsync(source, setup);
        var action = Assert.Single(await RefactoringRun.ActionsAsync(new DeclareAnonymousRefactoring(), document, span));
        Assert.Equal("Declare 'Orders' as anonymous", action.Title);
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetProject(document.Project.Id)!;
        var config = Assert.Single(changed.AnalyzerConfigDocuments, config => config.Name == ".editorconfig");
        return ((await config.GetTextAsync()).ToString(), changed);
    }

    private static async Task<int> OffersAsync(string source, Setup setup)
    {
        var (document, span) = await RefactoringRun.OpenAsync(source, setup);
        return (await RefactoringRun.ActionsAsync(new DeclareAnonymousRefactoring(), document, span)).Count;
    }
}

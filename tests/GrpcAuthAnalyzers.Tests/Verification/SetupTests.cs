using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Each kind of project under test compiles and is what it says.</summary>
public sealed class SetupTests
{
    private static readonly Verifier Verb = new(new ShoutedNames(), []);

    private const string EveryLibrary = """
        var channel = GrpcChannel.ForAddress("https://orders.example");
        var client = new Orders.OrdersClient(channel);
        var legacy = new Orders.OrdersClient(new Channel("orders.example", ChannelCredentials.Insecure));
        var stock = ProtoBuf.Grpc.Client.GrpcClientFactory.CreateGrpcService<Acme.Inventory.IInventory>(channel);
        Microsoft.Extensions.DependencyInjection.GrpcClientServiceExtensions.AddGrpcClient<Accounts.AccountsClient>(null!);
        await client.GetOrderAsync(new OrderRequest());
        """;

    [Fact]
    public Task Top_level_statements_against_the_real_generated_clients_compile() => Verb.SilentAsync(EveryLibrary, Setup.Usual);

    [Fact]
    public async Task The_generated_clients_can_be_source_of_the_project()
    {
        var setup = Setup.Usual with { GeneratedContracts = true };
        await Verb.SilentAsync(EveryLibrary, setup);

        var compilation = await (await ProjectUnderTest.CreateAsync(EveryLibrary, setup)).GetCompilationAsync();
        Assert.True(compilation!.GetTypeByMetadataName("Acme.Orders.Orders")!.Locations.All(location => location.IsInSource));
    }

    [Fact]
    public async Task Without_gRPC_no_gRPC_type_is_known()
    {
        var setup = Setup.Usual with { WithoutGrpc = true };
        await Verb.SilentAsync("class Program { HttpClient? client; }", setup with { CompilerErrors = false });

        var compilation = await (await ProjectUnderTest.CreateAsync("", setup)).GetCompilationAsync();
        Assert.Null(compilation!.GetTypeByMetadataName("Grpc.Core.CallInvoker"));
    }

    [Fact]
    public Task An_old_language_version_has_neither_global_usings_nor_nullable() =>
        Verb.SilentAsync("using Acme.Orders; class Caller { string id = null; Orders.OrdersClient client; }", Setup.Usual with { Language = LanguageVersion.CSharp7_3 });

    [Fact]
    public Task Nullable_can_be_off() =>
        Verb.SilentAsync("class Caller { string id = null; }", Setup.Usual with { Nullable = NullableContextOptions.Disable });

    [Fact]
    public Task A_library_is_referenced_as_a_project_and_as_an_assembly() =>
        Verb.ReportsAsync(
            "class {|TEST0001:SHOUTED|} { Orders.OrdersClient client = Clients.Make(); }",
            Setup.Usual with { Library = """public static class Clients { public static Orders.OrdersClient Make() => new(GrpcChannel.ForAddress("https://orders.example")); }""" },
            message: null,
            severity: null);

    [Fact]
    public async Task Options_reach_the_analyzer_with_and_without_a_section_header()
    {
        foreach (var text in new[] { "grpc_auth.anonymous_services = acme.Orders", "[*.cs]\ngrpc_auth.anonymous_services = acme.Orders" })
        {
            var project = await ProjectUnderTest.CreateAsync("class Caller { }", Setup.Usual with { EditorConfig = text });
            var tree = await project.Documents.First().GetSyntaxTreeAsync();
            Assert.True(project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree!).TryGetValue("grpc_auth.anonymous_services", out var value));
            Assert.Equal("acme.Orders", value);
        }
    }

    [Fact]
    public async Task Build_properties_reach_the_analyzer()
    {
        var project = await ProjectUnderTest.CreateAsync("class Caller { }", Setup.Usual with { GlobalConfig = "build_property.GrpcAuthAnalysisMode = Strict" });
        Assert.True(project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.GrpcAuthAnalysisMode", out var value));
        Assert.Equal("Strict", value);
    }

    [Fact]
    public Task The_product_is_silent_on_code_without_gRPC() => Verify.Silent("class Caller { void Call() { } }");
}

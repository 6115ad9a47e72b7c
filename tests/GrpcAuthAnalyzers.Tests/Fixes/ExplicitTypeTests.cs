using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>Fixes write the types of variables where <c>.editorconfig</c> asks for them, and <c>var</c> elsewhere.</summary>
public sealed class ExplicitTypeTests
{
    private const string BuiltIn = "csharp_style_var_for_built_in_types = false:suggestion\n";
    private const string Apparent = "csharp_style_var_when_type_is_apparent = false\n";
    private const string Elsewhere = "csharp_style_var_elsewhere = false:warning\n";

    private const string Bare = """
        public sealed class Desk
        {
            private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("ADDRESS"));

            public Order Get() => _client.GetOrder(new OrderRequest());
        }
        """;

    [Theory]
    [InlineData("https://orders.example.com", BuiltIn, "string token = Environment.GetEnvironmentVariable(")]
    [InlineData("https://orders.example.com", Apparent + Elsewhere, "var token = Environment.GetEnvironmentVariable(")]
    [InlineData("https://orders.example.com", "csharp_style_var_for_built_in_types = true\n", "var token = Environment.GetEnvironmentVariable(")]
    [InlineData("http://orders.internal", Apparent, "Metadata headers = new Metadata();")]
    [InlineData("http://orders.internal", BuiltIn, "var headers = new Metadata();")]
    [InlineData("http://orders.internal", Elsewhere, "foreach (Metadata.Entry entry in metadata)")]
    [InlineData("http://orders.internal", Apparent, "foreach (var entry in metadata)")]
    public Task The_options_of_the_file_hold(string address, string options, string expected) =>
        FixPromise.WritesAsync(expected, Bare.Replace("ADDRESS", address, StringComparison.Ordinal), With(options));

    [Fact]
    public Task An_invoker_for_several_clients_has_its_type() => FixPromise.WritesAsync("CallInvoker invoker = channel.Intercept(", """
        public static class Desk
        {
            public static void Run(OrderRequest r)
            {
                var channel = GrpcChannel.ForAddress("http://orders.internal");
                var one = new Orders.OrdersClient(channel);
                var two = new Orders.OrdersClient(channel);
                one.GetOrder(r);
                two.GetOrder(r);
            }
        }
        """, With(Elsewhere));

    [Fact]
    public async Task An_answer_of_a_library_has_its_type_and_what_the_file_had_stays()
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class Reply { public string? AccessToken { get; set; } }

            public sealed class TokenClientOfTheHeadOffice { public Task<Reply?> RequestAccessTokenForTheOrdersServiceAsync(CancellationToken cancellation) => Task.FromResult<Reply?>(null); }

            public sealed class Desk(TokenClientOfTheHeadOffice tokenClientOfTheHeadOffice)
            {
                private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("https://orders.example.com"));

                public Order Get()
                {
                    var request = new OrderRequest();
                    return _client.GetOrder(request);
                }

                public object Other() => tokenClientOfTheHeadOffice;
            }
            """, With(BuiltIn + Apparent + Elsewhere));
        Assert.Contains("var request = ", text, StringComparison.Ordinal);
        Assert.Single(text.Split("var ")[1..]);
    }

    [Fact]
    public async Task A_class_that_a_fix_writes_has_them_too()
    {
        var text = await FixPromise.HoldsAsync(Bare.Replace("ADDRESS", "https://orders.example.com", StringComparison.Ordinal), With(BuiltIn + Apparent + Elsewhere));
        Assert.DoesNotContain("var ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GRPCAUTH1001.Interceptor")]
    [InlineData("GRPCAUTH1001.InterceptorInNewFile")]
    public async Task An_interceptor_class_has_them(string key)
    {
        var project = await ProjectUnderTest.CreateAsync(Bare.Replace("ADDRESS", "https://orders.example.com", StringComparison.Ordinal), With(BuiltIn + Apparent + Elsewhere));
        var reports = (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports;
        var offers = (await FixHost.OffersAsync(Verify.ProductFixes, project, reports)).Where(offer => offer.Action.EquivalenceKey == key);
        var fixedProject = await FixHost.FixAllAsync([.. offers], reports, Microsoft.CodeAnalysis.CodeFixes.FixAllScope.Project);
        var written = string.Concat(await Task.WhenAll(fixedProject.Documents.Where(static document => !document.FilePath!.Contains("/Contracts/")).Select(async document => (await document.GetTextAsync()).ToString())));
        Assert.Contains("CallCredentials credentials = ", written, StringComparison.Ordinal);
        Assert.Contains("CallOptions options = ", written, StringComparison.Ordinal);
        Assert.DoesNotContain("var ", written, StringComparison.Ordinal);
    }

    private static Setup With(string options) => Setup.Usual with { EditorConfig = "[*.cs]\n" + options };
}

using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>
/// The fix of GRPCAUTH1001 where the other calls of the channel pass a token that is hard-coded, or metadata that is kept: it is written nowhere a second time,
/// but moves to the channel.
/// </summary>
public sealed class CallBesideReportedHeadersTests
{
    private static readonly FixChoice OfCall = new() { Key = "GRPCAUTH1001" };

    [Fact]
    public Task A_hard_coded_token_becomes_call_credentials() => Verify.Fixes(
        """
        var c = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        await c.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", {|GRPCAUTH2001:"Bearer 3f9a8c7e"|} + "21b04d5f" } });
        await {|GRPCAUTH1001:c.GetOrderAsync|}(new OrderRequest());
        """,
        """
        var c = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(
                ChannelCredentials.SecureSsl,
                CallCredentials.FromInterceptor((context, metadata) =>
                {
                    var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                        ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
                    metadata.Add("authorization", $"Bearer {token}");
                    return Task.CompletedTask;
                })),
        }));
        await c.GetOrderAsync(new OrderRequest());
        await c.GetOrderAsync(new OrderRequest());
        """,
        choice: OfCall);

    [Theory]
    [InlineData("var headers = new Metadata { { \"authorization\", \"Bearer 3f9a8c7e21b04d5f\" } }; c.GetOrder(new(), headers);")]
    [InlineData("var headers = new Metadata(); headers.Add(\"authorization\", \"Bearer 3f9a8c7e21b04d5f\"); c.GetOrder(new(), new CallOptions(headers));")]
    [InlineData("c.GetOrder(new(), new Metadata { { \"x-trace\", trace }, { \"authorization\", \"Bearer 3f9a8c7e21b04d5f\" } });")]
    [InlineData("c.GetOrder(new(), new Metadata { { \"authorization\", \"Bearer \" + Key } }); c.ListOrders(new(), new Metadata { { \"authorization\", \"Bearer \" + Key } });")]
    [InlineData("c.GetOrder(new(), Kept);")]
    public async Task The_headers_go_and_the_channel_sends_the_token(string code)
    {
        var project = await ProjectUnderTest.CreateAsync(Program(code), Setup.Usual);
        var reports = (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports;
        var offers = await FixHost.OffersAsync([new CallWithoutCredentialsFix()], project, reports);
        var after = (await (await FixHost.ApplyAsync(offers[0])).Documents.First().GetTextAsync()).ToString();
        Assert.Contains("CallCredentials.FromInterceptor(", after);
        Assert.DoesNotContain("{ \"authorization\", ", after[after.IndexOf("void Run", StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("https", "c.GetOrder(new(), new Metadata { { \"authorization\", \"Bearer 3f9a8c7e21b04d5f\" } }); c.ListOrders(new(), new Metadata { { \"authorization\", \"Bearer 77aa8c7e21b04d11\" } });")]
    [InlineData("http", "c.GetOrder(new(), new Metadata { { \"authorization\", \"Bearer 3f9a8c7e21b04d5f\" } });")]
    [InlineData("https", "c.GetOrder(new(), new Metadata { { \"authorization\", \"Bearer 3f9a8c7e21b04d5f\" } }); Elsewhere(c);")]
    [InlineData("https", "c.GetOrder(new(), Helper());")]
    public async Task No_fix_of_1001_where_it_cannot_be_done_safely(string scheme, string code) =>
        Assert.Contains("GRPCAUTH1001", await Unfixed(Program(code).Replace("https:", scheme + ":")));

    private static async Task<string[]> Unfixed(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        var found = await Analysis.OfAsync(project, Verify.ProductAnalyzer);
        var offers = await FixHost.OffersAsync(Verify.ProductFixes, project, found.Reports);
        return [.. found.Reports.Select(static report => report.Id).Except(offers.Select(static offer => offer.Report.Id))];
    }

    private static string Program(string code) => $$"""
        public sealed class Desk
        {
            private const string Key = "3f9a8c7e21b04d5f";
            private static readonly Metadata Kept = new() { { "authorization", "Bearer 3f9a8c7e21b04d5f" }, { "x-tenant", "7" } };
            private static Metadata Helper() => new() { { "authorization", "Bearer " + Key } };

            public static void Elsewhere(Orders.OrdersClient client) => Other?.Invoke(client);
            public static event Action<Orders.OrdersClient>? Other;

            public static void Run(string trace)
            {
                var c = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                {{code.Replace("; ", ";\n        ")}}
                c.GetOrder(new OrderRequest());
            }
        }
        """;
}

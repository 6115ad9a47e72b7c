using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>An editor shows code that does not compile most of the time.</summary>
public sealed class BrokenCodeTests
{
    /// <summary>Asks the compiler, not the product: damage must start from code that is whole.</summary>
    [Fact]
    public Task The_sample_compiles() =>
        new Verifier(new ShoutedNames(), []).SilentAsync(Hostile.Sample, Setup.Usual);

    /// <summary>What a person types, letter by letter; the offsets cut every kind of token somewhere.</summary>
    [Fact]
    public async Task The_sample_is_typed_from_its_start()
    {
        for (var length = 0; length <= Hostile.Sample.Length; length += 61)
            await Hostile.AnalyzeAsync(Hostile.Sample[..length]);
    }

    [Fact]
    public async Task The_sample_loses_any_third_line()
    {
        var lines = Hostile.Sample.Split('\n');
        for (var i = 0; i < lines.Length; i += 3)
            await Hostile.AnalyzeAsync(string.Join('\n', [.. lines[..i], .. lines[(i + 1)..]]));
    }

    [Theory]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress()).GetOrder(")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")).GetOrder(,)")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")).GetOrder(new OrderRequest(), new Metadata { { } });")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")).GetOrder(new OrderRequest(), new Metadata { { \"authorization\" } });")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")).GetOrder(new OrderRequest(), new Metadata { \"authorization\", 1, null });")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")).GetOrder(headers: , deadline: null);")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")).GetOrder(new OrderRequest(), missing);")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\", new GrpcChannelOptions { Credentials = })).GetOrder(new OrderRequest());")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\", options => )).GetOrder(new OrderRequest());")]
    [InlineData("new Orders.OrdersClient(unknown.Channel()).GetOrder(new Unknown());")]
    [InlineData("new Orders.MissingClient(GrpcChannel.ForAddress(\"https://a\")).GetOrder(new OrderRequest());")]
    [InlineData("new Orders.OrdersClient<int>(1, 2, 3).GetOrder<string>()?.Missing!.Await[0]++;")]
    [InlineData("var client = client.GetOrder(client); client.GetOrder(client);")]
    [InlineData("Orders.OrdersClient.GetOrder(new OrderRequest());")]
    [InlineData("Orders.OrdersClient client; client.GetOrder(new OrderRequest(), client, client, client, client);")]
    [InlineData("CallCredentials.FromInterceptor((a, b, c) => { b.Add(); }); CallCredentials.FromInterceptor(missing); CallCredentials.FromInterceptor();")]
    [InlineData("new Metadata.Entry(\"authorization\"); new Metadata.Entry(); new Metadata.Entry(1, 2, 3); new Metadata { [\"a\"] = \"b\" };")]
    [InlineData("static const readonly class { GrpcChannel => { get; } } }}}} ]] ))")]
    [InlineData("class C : Grpc.Core.Interceptors.Interceptor { public override UnaryCall<A, B>( }")]
    [InlineData("class C : C { C c = new C().c; Orders.OrdersClient x => base.x; void M() { x.GetOrder(x); } }")]
    [InlineData("class A : B { } class B : A { Metadata M => M; void N(Orders.OrdersClient c) => c.GetOrder(null, M); }")]
    [InlineData("partial class P { partial void M(); partial void M() { } partial void M() { new Orders.OrdersClient(C()).GetOrder(null); } GrpcChannel C() => null; GrpcChannel C() => C(); }")]
    [InlineData("const Metadata headers = headers; var o = new CallOptions(headers: headers, headers: headers); new Orders.OrdersClient(default(ChannelBase)).GetOrder(new OrderRequest(), o);")]
    [InlineData("goto done; done: new Orders.OrdersClient(await GrpcChannel.ForAddress(await \"https://a\")).GetOrder(await new OrderRequest(), throw null);")]
    [InlineData("#if X\n#elif\n#endregion\nnew Orders.OrdersClient(GrpcChannel.ForAddress(\"\"\"https://a")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress($\"https://{\")).GetOrder(new OrderRequest());")]
    [InlineData("using Acme.Missing; extern alias nothing; global using System; new nothing::Orders.OrdersClient(null).GetOrder(null);")]
    [InlineData("services.AddGrpcClient<>(); services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = ).AddCallCredentials(); services.AddGrpcClient<Orders>().Missing().Missing();")]
    [InlineData("static class E { extension(Orders.OrdersClient c) { Order Get() => c.GetOrder(new OrderRequest()); extension } }")]
    [InlineData("[module: Missing] [Orders.OrdersClient] delegate GrpcChannel D(params); D d = d; new Orders.OrdersClient(d()).GetOrder(new OrderRequest());")]
    public Task Half_written_code_is_no_crash(string code) => Hostile.AnalyzeAsync(code);

    [Fact]
    public async Task Two_documents_declare_the_same_members()
    {
        const string Part = """
            partial class Caller
            {
                static Metadata Headers = new();
                GrpcChannel Channel { get; } = GrpcChannel.ForAddress("https://orders.example");
                void Call() => new Orders.OrdersClient(Channel).GetOrder(new OrderRequest(), Headers);
            }
            """;
        await Hostile.AnalyzeAsync(Part, Setup.Usual with { Documents = [("Other.cs", Part), ("Third.cs", "namespace Acme.Orders { class Orders { } }")] });
    }
}

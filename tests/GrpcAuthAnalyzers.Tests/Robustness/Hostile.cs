using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>Code that no person should write and that some program will: it must neither stop the analyzer nor make it answer differently twice.</summary>
internal static class Hostile
{
    /// <summary>Uses much of what the product knows about, and compiles; the tests break it in many ways.</summary>
    internal const string Sample = """
        using Grpc.Core.Interceptors;
        using Grpc.Net.ClientFactory;
        using Microsoft.Extensions.DependencyInjection;
        using ProtoBuf.Grpc.Client;

        public sealed class Caller(Orders.OrdersClient injected, Func<Task<string>> tokens)
        {
            private static readonly Metadata Shared = new() { { "authorization", "Bearer shared-once" } };
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler() });
            private Orders.OrdersClient? _client;

            private Orders.OrdersClient Client => _client ??= new Orders.OrdersClient(_channel.Intercept(headers => headers));

            public async Task<string> CallAsync(string id, bool flag, CancellationToken cancellation)
            {
                var token = await tokens();
                var headers = new Metadata { new Metadata.Entry("x-api-key", token) };
                if (flag)
                    headers.Add("authorization", $"Bearer {token}");

                var options = new CallOptions(headers, DateTime.UtcNow.AddSeconds(5), cancellation).WithHeaders(flag ? headers : Shared);
                var order = await Client.GetOrderAsync(new OrderRequest { Id = id }, options);
                using var list = new Orders.OrdersClient(_channel).ListOrders(new OrderRequest());
                await foreach (var item in list.ResponseStream.ReadAllAsync(cancellation))
                    order = item;

                foreach (var _ in Enumerable.Range(0, 3))
                    injected.GetOrder(new OrderRequest(), Shared);

                return order switch { { Customer: var customer } when flag => customer, { Id: { } name } => name, _ => "" };
            }

            public Orders.OrdersClient Secure(string secret)
            {
                var credentials = CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + secret);
                    return Task.CompletedTask;
                });
                var channel = GrpcChannel.ForAddress("https://orders.example", new() { Credentials = ChannelCredentials.Create(new SslCredentials(), credentials) });
                return new(channel);
            }

            public static void Register(IServiceCollection services) => services
                .AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri("https://accounts.example"))
                .ConfigureChannel(o => o.MaxRetryAttempts = 3)
                .AddInterceptor(() => new Tracing());

            public static async Task StockAsync(Channel legacy)
            {
                var stock = GrpcChannel.ForAddress("https://stock.example").CreateGrpcService<Acme.Inventory.IInventory>();
                await stock.GetStockAsync(new() { Sku = "a" });
                await new Orders.OrdersClient(legacy).GetOrderAsync(new OrderRequest());
            }
        }

        public sealed class Tracing : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata { { "x-trace", "1" } };
                return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }
        }
        """;

    /// <summary>
    /// A document beside the hostile one with a hard-coded token that every host must report: silence about hostile code says something only where the host
    /// works. No option of the tests makes it harmless, and no hostile code declares what it names.
    /// </summary>
    internal static readonly (string Path, string Source) Witness = ("Witness.cs", """
        public static class Witness
        {
            public static void Fill(global::Grpc.Core.Metadata headers) => headers.Add("authorization", "Bearer witness-of-the-host-77b3");
        }
        """);

    /// <summary>
    /// What a build and another host report for a source that may be broken, without what it reports for the <see cref="Witness"/>. Fails when the analyzer throws, the two
    /// differ, or the witness is not reported.
    /// </summary>
    internal static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source, Setup? setup = null)
    {
        var hostile = setup ?? Setup.Usual;
        var witnessed = hostile with { CompilerErrors = true, Documents = [.. hostile.Documents, Witness] };
        var project = await ProjectUnderTest.CreateAsync(source, witnessed);
        return Others(await Analysis.SameInHostsAsync(project, source, witnessed, Verify.ProductAnalyzer, OtherHost.Of(source, [])));
    }

    /// <summary>As the other one, for a source with these references only and without a witness, which may have no types there.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source, ImmutableArray<MetadataReference> references)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        var compilation = (await project.GetCompilationAsync())!.WithReferences(references);
        return await Analysis.SameInEveryHostAsync(compilation, project.AnalyzerOptions, Verify.ProductAnalyzer);
    }

    /// <summary>The source has no report; a call after it, of a channel whose origin is known, has one.</summary>
    internal static Task SilentAsync(string source, Setup? setup = null) => Verify.Reports(
        source + """


        internal static class Witness
        {
            internal static void Call() => {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://witness.example")).GetOrder|}(new OrderRequest());
        }
        """, setup);

    /// <summary>The reports that are not those of the witness; fails when that has none.</summary>
    internal static ImmutableArray<Diagnostic> Others(ImmutableArray<Diagnostic> reports)
    {
        Assert.Contains(reports, IsOfWitness);
        return reports.RemoveAll(IsOfWitness);
    }

    private static bool IsOfWitness(Diagnostic report) => report.Location.SourceTree?.FilePath == "/0/" + Witness.Path;

    internal static string Repeat(int count, Func<int, string> line) => string.Join('\n', Enumerable.Range(0, count).Select(line));
}

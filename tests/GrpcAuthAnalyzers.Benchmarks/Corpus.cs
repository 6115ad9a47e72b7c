using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>Generated solutions that compile without errors: clients, calls and registrations of gRPC beside ordinary code.</summary>
internal static class Corpus
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Every second file speaks gRPC, twelve calls each.</summary>
    internal static CSharpCompilation GrpcHeavy() => Compile(ClientFiles(40, calls: 12).Concat(OrdinaryFiles(40)));

    /// <summary>One file in forty speaks gRPC, as in most solutions.</summary>
    internal static CSharpCompilation Ordinary() => Compile(ClientFiles(2, calls: 12).Concat(OrdinaryFiles(78)));

    /// <summary>So many calls, twenty in a class, and nothing else.</summary>
    internal static CSharpCompilation Calls(int count) => Compile(ClientFiles(count / 20, calls: 20));

    /// <summary>What is measured: these projects, or else what is generated.</summary>
    internal static IReadOnlyList<(string Code, CSharpCompilation[] Projects)> Of(string[] projects) => projects is not []
        ? [($"{projects.Length} projects", [.. projects.Select(BuiltProject.Open)])]
        : [("gRPC-heavy", [GrpcHeavy()]), ("ordinary", [Ordinary()]), ("40 calls", [Calls(40)]), ("400 calls", [Calls(400)]), ("4000 calls", [Calls(4_000)])];

    private static CSharpCompilation Compile(IEnumerable<string> sources)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), path: $"File{index}.cs"));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Corpus", trees, References, options);
        return compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error
            ? throw new InvalidOperationException("The corpus does not compile: " + error)
            : compilation;
    }

    private static IEnumerable<string> ClientFiles(int count, int calls) => Enumerable.Range(0, count).Select(index => ClientFile(index, calls));

    private static IEnumerable<string> OrdinaryFiles(int count) => Enumerable.Range(0, count).Select(OrdinaryFile);

    // The shapes take turns: an injected client, a channel with credentials, a channel without, metadata for each call, and a registration.
    private static string ClientFile(int index, int calls)
    {
        var members = new StringBuilder();
        for (var call = 0; call < calls; call++)
        {
            members.AppendLine((call % 4) switch
            {
                0 => $"    public async Task<string> Get{call}(string id) => (await _orders.GetOrderAsync(new OrderRequest {{ Id = id }}, Headers())).Customer;",
                1 => $"    public Order Get{call}(string id) => _own.GetOrder(new OrderRequest {{ Id = id }}, deadline: DateTime.UtcNow.AddSeconds({call}));",
                2 => $"    public AsyncServerStreamingCall<Order> List{call}(string id) => _orders.ListOrders(new OrderRequest {{ Id = id }}, new Metadata {{ {{ \"authorization\", \"Bearer \" + _tokens() }} }});",
                _ => $"    public async Task<int> Upload{call}() {{ using var call = _own.UploadOrders(); await call.RequestStream.CompleteAsync(); return (await call).Count; }}",
            });
        }

        var credentials = index % 2 == 0
            ? ", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) => { metadata.Add(\"authorization\", \"Bearer \" + _tokens()); return Task.CompletedTask; })) }"
            : "";
        return $$"""
            using System;
            using System.Threading.Tasks;
            using Acme.Orders;
            using Grpc.Core;
            using Grpc.Net.Client;
            using Microsoft.Extensions.DependencyInjection;

            namespace Corpus.Clients;

            public sealed class Client{{index}}
            {
                private readonly Orders.OrdersClient _orders;
                private readonly Orders.OrdersClient _own;
                private readonly Func<string> _tokens;

                public Client{{index}}(Orders.OrdersClient orders, Func<string> tokens)
                {
                    _orders = orders;
                    _tokens = tokens;
                    _own = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders{{index}}.example"{{credentials}}));
                }

            {{members}}
                public static void Register(IServiceCollection services) =>
                    services.AddGrpcClient<Orders.OrdersClient>("client{{index}}", options => options.Address = new Uri("https://orders.example"));

                private Metadata Headers()
                {
                    var headers = new Metadata();
                    headers.Add("authorization", $"Bearer {_tokens()}");
                    return headers;
                }
            }
            """;
    }

    private static string OrdinaryFile(int index) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Corpus.Ordinary;

        public sealed record Item{{index}}(int Id, string Name, decimal Price, DateTimeOffset Created);

        public sealed class Store{{index}}
        {
            private readonly Dictionary<int, Item{{index}}> _items = new();
            private readonly SemaphoreSlim _gate = new(1);

            public async Task AddAsync(Item{{index}} item, CancellationToken cancellationToken)
            {
                await _gate.WaitAsync(cancellationToken);
                try
                {
                    if (!_items.TryAdd(item.Id, item))
                        throw new InvalidOperationException($"{item.Id} is there: {item.Name}");
                }
                finally
                {
                    _gate.Release();
                }
            }

            public IReadOnlyList<(string Name, decimal Total)> Totals() =>
                _items.Values.Where(item => item.Price > 0).GroupBy(item => item.Name).Select(group => (group.Key, group.Sum(item => item.Price))).OrderBy(pair => pair.Key).ToList();

            public string Report(int width)
            {
                var text = new StringBuilder();
                foreach (var (name, total) in Totals())
                {
                    var line = name.Length > width ? name.Substring(0, width) : name.PadRight(width);
                    text.Append(line).Append(' ').AppendLine(total.ToString("0.00"));
                    for (var step = 0; step < width && step < line.Length; step++)
                    {
                        if (char.IsWhiteSpace(line[step]))
                            text.Insert(0, string.Join(",", Enumerable.Range(0, step).Select(number => number * 2)));
                    }
                }

                return text.ToString();
            }

            public Item{{index}}? Newest(Func<Item{{index}}, bool> wanted)
            {
                Item{{index}}? newest = null;
                foreach (var item in _items.Values)
                {
                    if (wanted(item) && (newest is null || item.Created > newest.Created))
                        newest = item with { Name = item.Name.Trim() };
                }

                return newest;
            }
        }
        """;
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.CodeFirst;

/// <summary>Calls of MagicOnion's services are understood as those of generated clients are.</summary>
public sealed class MagicOnionTests
{
    internal static readonly Setup Setup = new() { CodeFirst = true };

    internal const string Contract = """

        public interface IStock : IService<IStock>
        {
            UnaryResult<int> CountAsync(string sku);
            UnaryResult<int> ReserveAsync(string sku, int count);
            Task<ServerStreamingResult<int>> WatchAsync(string sku);
        }
        """;

    [Theory]
    [InlineData("CountAsync(\"a\")")]
    [InlineData("ReserveAsync(\"a\", 2)")]
    [InlineData("WatchAsync(\"a\")")]
    public Task A_call_over_a_channel_without_credentials(string call) => Verify.Reports($$"""
        var stock = MagicOnionClient.Create<IStock>({|#0:GrpcChannel.ForAddress("https://stock.example.com")|});
        await {|GRPCAUTH1001:stock.{{call[..call.IndexOf('(')]}}|}{{call[call.IndexOf('(')..]}};
        {{Contract}}
        """, Setup);

    /// <summary>The scan learns such lines from the server of another project.</summary>
    [Theory]
    [InlineData("RPC:Shop.IStock/Count; anonymous")]
    [InlineData("T:Shop.IStock; anonymous")]
    public Task A_call_that_a_facts_file_declares(string fact) => Verify.Silent($$"""
        var stock = MagicOnionClient.Create<Shop.IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
        await stock.CountAsync("a");
        namespace Shop {
        {{Contract}}
        }
        """, Setup with { AdditionalFiles = [("GrpcAuth.Facts.txt", fact)] });

    [Theory]
    [InlineData("GrpcChannel.ForAddress(\"https://stock.example.com\").CreateCallInvoker()")]
    [InlineData("new Channel(\"stock.example.com\", ChannelCredentials.SecureSsl)")]
    public Task A_call_over_an_invoker_or_the_retired_channel(string channel) => Verify.Reports($$"""
        public sealed class Desk
        {
            private readonly IStock _stock = MagicOnionClient.Create<IStock>({{channel}});

            public async Task<int> CountAsync() => await {|GRPCAUTH1001:_stock.CountAsync|}("a");
        }
        {{Contract}}
        """, Setup);

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddScoped|}(sp => MagicOnionClient.Create<IStock>(sp.GetRequiredService<GrpcChannel>()));")]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton<IStock>|}(MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress(\"https://stock.example.com\")));")]
    public Task A_client_in_the_container(string registration) => Verify.Reports(Container(registration) + """

        public sealed class Desk(IStock stock) { public async Task<int> CountAsync() => await stock.CountAsync("a"); }
        """, Setup);

    [Fact]
    public Task A_client_in_the_container_that_one_class_gives_headers() => Verify.Reports(
        Container("services.AddScoped(sp => MagicOnionClient.Create<IStock>(sp.GetRequiredService<GrpcChannel>()));") + """

        public sealed class Desk(IStock stock) { public async Task<int> CountAsync() => await {|GRPCAUTH1001:stock.CountAsync|}("a"); }

        public sealed class Store(IStock stock, Func<string> token)
        {
            public async Task<int> CountAsync() => await stock.WithHeaders(new Metadata { { "authorization", "Bearer " + token() } }).CountAsync("a");
        }
        """, Setup);

    [Fact]
    public Task A_client_in_the_container_with_credentials() => Verify.Silent(
        Container("services.AddScoped(sp => MagicOnionClient.Create<IStock>(sp.GetRequiredService<GrpcChannel>().Intercept(sp.GetRequiredService<Interceptor>())));") + """

        public sealed class Desk(IStock stock) { public async Task<int> CountAsync() => await stock.CountAsync("a"); }
        """, Setup);

    private static string Container(string registration) => $$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddSingleton(GrpcChannel.ForAddress("https://stock.example.com"));
                {{registration}}
            }
        }
        {{Contract}}
        """;

    [Fact]
    public Task A_contract_of_another_assembly() => Verify.Reports("""
        var stock = MagicOnionClient.Create<Acme.Stock.IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
        await {|GRPCAUTH1001:stock.CountAsync|}("a");
        """, Setup with
    {
        Library = """
            namespace Acme.Stock
            {
                public interface IStock : IService<IStock> { UnaryResult<int> CountAsync(string sku); }
            }
            """,
    });

    [Theory]
    [InlineData("MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress(\"https://s.example.com\", new GrpcChannelOptions { Credentials = credentials }))")]
    [InlineData("MagicOnionClient.Create<IStock>(invoker)")]
    [InlineData("stock")]
    [InlineData("new StockService()")]
    public Task Credentials_of_the_channel_and_clients_that_are_not_seen(string client) => Verify.Silent($$"""
        public sealed class StockService : IStock
        {
            public UnaryResult<int> CountAsync(string sku) => UnaryResult.FromResult(1);
            public async UnaryResult<int> ReserveAsync(string sku, int count) => await CountAsync(sku) - count;
            public Task<ServerStreamingResult<int>> WatchAsync(string sku) => throw new NotSupportedException();
            public IStock WithOptions(CallOptions option) => this;
            public IStock WithHeaders(Metadata headers) => this;
            public IStock WithDeadline(DateTime deadline) => this;
            public IStock WithCancellationToken(CancellationToken cancellationToken) => this;
            public IStock WithHost(string host) => this;
        }

        public static class Desk
        {
            public static async Task<int> CountAsync(IStock stock, CallInvoker invoker, ChannelCredentials credentials)
            {
                IStock client = {{client}};
                return await client.CountAsync("a");
            }
        }
        {{Contract}}
        """, Setup);

    [Theory]
    [InlineData("public interface IAccounts : IService<IAccounts> { UnaryResult<string> SignInAsync(string name, string password); }", "SignInAsync(\"a\", \"b\")")]
    [InlineData("public interface IAccounts : IService<IAccounts> { UnaryResult<string> GetTokenAsync(); }", "GetTokenAsync()")]
    [InlineData("public interface IAccounts : Acme.IService<IAccounts> { Task<string> NameAsync(); } namespace Acme { public interface IService<T> { } }",
        "NameAsync()", "null!")]
    public Task Logins_and_interfaces_that_are_no_contracts(
        string contract, string call, string client = "MagicOnionClient.Create<IAccounts>(GrpcChannel.ForAddress(\"https://s.example.com\"))") => Verify.Silent($$"""
        IAccounts accounts = {{client}};
        await accounts.{{call}};
        {{contract}}
        """, Setup);

    [Fact]
    public Task Call_credentials_are_added_to_the_channel() => Verify.Fixes($$"""
        public static class Desk
        {
            public static async Task<int> CountAsync(Func<Task<string>> token)
            {
                using var channel = {|#0:GrpcChannel.ForAddress("https://stock.example.com")|};
                return await {|GRPCAUTH1001:MagicOnionClient.Create<IStock>(channel).CountAsync|}("a");
            }
        }
        {{Contract}}
        """, $$"""
        public static class Desk
        {
            public static async Task<int> CountAsync(Func<Task<string>> token)
            {
                using var channel = GrpcChannel.ForAddress("https://stock.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await token()}"))),
                });
                return await MagicOnionClient.Create<IStock>(channel).CountAsync("a");
            }
        }
        {{Contract}}
        """, Setup);

    [Fact]
    public Task An_interceptor_is_put_between_the_channel_and_the_client_over_http() => Verify.Fixes($$"""
        var stock = MagicOnionClient.Create<IStock>({|#0:GrpcChannel.ForAddress("http://localhost:5000")|});
        await {|GRPCAUTH1001:stock.CountAsync|}("a");
        {{Contract}}
        """, $$"""
        using Grpc.Core.Interceptors;

        var stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("http://localhost:5000").Intercept(metadata =>
        {
            var headers = new Metadata();
            foreach (var entry in metadata)
                headers.Add(entry);
            var token = Environment.GetEnvironmentVariable("GRPC_STOCK_TOKEN")
                ?? throw new InvalidOperationException("The environment variable 'GRPC_STOCK_TOKEN' is not set.");
            headers.Add("authorization", $"Bearer {token}");
            return headers;
        }));
        await stock.CountAsync("a");
        {{Contract}}
        """, Setup);
}

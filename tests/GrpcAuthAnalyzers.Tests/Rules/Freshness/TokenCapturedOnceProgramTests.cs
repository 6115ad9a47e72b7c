using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3002 in the method that a program starts with: what it calls itself, with the token that it just got, is as fresh as the program.</summary>
public sealed class TokenCapturedOnceProgramTests
{
    private static readonly Setup Executable = new() { OutputKind = OutputKind.ConsoleApplication };

    [Theory]
    [InlineData("Console.WriteLine((await client.GetOrderAsync(new OrderRequest())).Id);")]
    [InlineData("await client.GetOrderAsync(new OrderRequest()); foreach (var id in args) Console.WriteLine(client.GetOrder(new OrderRequest { Id = id }));")]
    [InlineData("for (var i = 0; i < 10; i++) await client.GetOrderAsync(new OrderRequest());")]
    [InlineData("await ShowAsync(); await ShowAsync(); async Task ShowAsync() => Console.WriteLine(await client.GetOrderAsync(new OrderRequest()));")]
    [InlineData("await Task.WhenAll(args.Select(id => client.GetOrderAsync(new OrderRequest { Id = id }).ResponseAsync));")]
    [InlineData("await Task.Run(() => client.GetOrder(new OrderRequest()));")]
    [InlineData("await Show(client); static async Task Show(Orders.OrdersClient orders) => await orders.GetOrderAsync(new OrderRequest());")]
    [InlineData("try { await client.GetOrderAsync(new OrderRequest()); return 0; } catch (RpcException) { return 1; }")]
    [InlineData("for (var attempt = 0; ; attempt++) { try { client.GetOrder(new OrderRequest()); break; } catch (RpcException) when (attempt < 3) { await Task.Delay(100); } }")]
    [InlineData("using var list = client.ListOrders(new OrderRequest()); await foreach (var order in list.ResponseStream.ReadAllAsync()) Console.WriteLine(order.Id);")]
    public Task A_program_that_makes_some_calls_is_silent(string calls) => Verify.Silent(TopLevel(calls, "token"), Executable);

    [Theory]
    [InlineData("while (true) { await client.GetOrderAsync(new OrderRequest()); await Task.Delay(60000); }")]
    [InlineData("while (Console.ReadLine() is { } id) Console.WriteLine(client.GetOrder(new OrderRequest { Id = id }).Id);")]
    [InlineData("while (true) { await ShowAsync(); await Task.Delay(1000); } async Task ShowAsync() => Console.WriteLine(await client.GetOrderAsync(new OrderRequest()));")]
    [InlineData("using var timer = new Timer(_ => client.GetOrder(new OrderRequest()), null, 0, 60000); Console.ReadLine();")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => client.GetOrder(new OrderRequest()); Console.ReadLine();")]
    [InlineData("await new Watcher(client).RunAsync();")]
    [InlineData("_ = Task.Run(async () => { while (true) { client.GetOrder(new OrderRequest()); await Task.Delay(1000); } }); Console.ReadLine();")]
    [InlineData("Watcher.Client = client; await Task.Delay(1000);")]
    [InlineData("await WatchAsync(client); static async Task WatchAsync(Orders.OrdersClient orders) { while (true) { await orders.GetOrderAsync(new OrderRequest()); await Task.Delay(1000); } }")]
    public Task A_program_that_runs_on(string calls) => Verify.Reports(TopLevel(calls, "{|GRPCAUTH3002:token|}"), Executable);

    [Theory]
    [InlineData("public static async Task Main()", "await client.GetOrderAsync(new OrderRequest());")]
    [InlineData("private static void Main(string[] args)", "Console.WriteLine(client.GetOrder(new OrderRequest { Id = args[0] }).Id);")]
    [InlineData("internal static async Task<int> Main()", "await client.GetOrderAsync(new OrderRequest()); await client.GetOrderAsync(new OrderRequest()); return 0;")]
    public Task A_short_Main_is_silent(string head, string calls) => Verify.Silent(InMain(head, calls, "token"), Executable);

    [Fact]
    public Task A_Main_with_a_worker() => Verify.Reports(
        InMain("public static void Main()", "var thread = new Thread(() => { while (true) { client.GetOrder(new OrderRequest()); Thread.Sleep(1000); } }); thread.Start();", "{|GRPCAUTH3002:token|}"),
        Executable);

    [Fact]
    public Task An_interceptor_and_a_channel_of_another_method_are_silent() => Verify.Silent("""
        var login = new Accounts.AccountsClient(GrpcChannel.ForAddress("https://login.example.com"));
        using var channel = Open((await login.LoginAsync(new LoginRequest())).Token);
        Console.WriteLine(await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest()));

        static GrpcChannel Open(string token) => GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", $"Bearer {token}");
                return Task.CompletedTask;
            })),
        });
        """, Executable);

    [Fact]
    public Task Metadata_that_the_program_uses_for_its_own_calls_is_silent() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        var headers = new Metadata { { "authorization", "Bearer " + Environment.MachineName } };
        var invoker = GrpcChannel.ForAddress("https://orders.example.com").Intercept(metadata => headers);
        new Orders.OrdersClient(invoker).GetOrder(new OrderRequest());
        """, Executable);

    private static string TopLevel(string calls, string token) => $$"""
        {{Body(token)}}
        {{calls}}

        sealed class Watcher(Orders.OrdersClient orders)
        {
            public static Orders.OrdersClient? Client { get; set; }

            public async Task RunAsync()
            {
                while (true)
                {
                    await orders.GetOrderAsync(new OrderRequest());
                    await Task.Delay(1000);
                }
            }
        }
        """;

    private static string InMain(string head, string calls, string token) => $$"""
        public static class Program
        {
            {{head}}
            {
                {{Body(token).Replace("await login.LoginAsync(new LoginRequest())", "login.Login(new LoginRequest())")}}
                {{calls}}
            }
        }
        """;

    private static string Body(string token) => $$"""
        var login = new Accounts.AccountsClient(GrpcChannel.ForAddress("https://login.example.com"));
        var token = {|#0:(await login.LoginAsync(new LoginRequest())).Token|};
        using var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", $"Bearer {{{token}}}");
                return Task.CompletedTask;
            })),
        });
        var client = new Orders.OrdersClient(channel);
        """;
}

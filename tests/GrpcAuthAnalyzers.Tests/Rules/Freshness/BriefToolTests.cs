using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>
/// A command-line tool that gets a token, wraps its client in a class of its own, makes its calls and ends: the token is as fresh as the run. Where the tool, or the
/// class, repeats something, waits or starts something, it may run for long.
/// </summary>
public sealed class BriefToolTests
{
    [Theory]
    [InlineData("using var desk = new Desk(token); Console.WriteLine(await desk.GetAsync(\"17\"));", "")]
    [InlineData("var desk = new Desk(token); await desk.GetAsync(\"17\"); await desk.GetAsync(\"18\"); desk.Dispose();", "")]
    [InlineData("using var desk = new Desk(token); if (args.Length > 0) await desk.AllAsync(args);", "public async Task AllAsync(string[] ids) { foreach (var id in ids) await GetAsync(id); }")]
    [InlineData("using (var desk = new Desk(token)) { await desk.GetAsync(\"17\"); }", "")]
    public Task A_tool_that_ends_sends_a_fresh_token(string statements, string member) => Verify.Silent(Tool("token", statements, member), Exe);

    [Theory]
    [InlineData("using var desk = new Desk(token); for (var round = 0; round < 100; round++) { await desk.GetAsync(\"17\"); await Task.Delay(60_000); }", "")]
    [InlineData("using var desk = new Desk(token); foreach (var id in args) await desk.GetAsync(id);", "")]
    [InlineData("using var desk = new Desk(token); await desk.WatchAsync();", "public async Task WatchAsync() { while (true) { await GetAsync(\"17\"); await Task.Delay(60_000); } }")]
    [InlineData("using var desk = new Desk(token); desk.Start();", "private Timer? _timer; public void Start() => _timer = new Timer(_ => GetAsync(\"17\"), null, 0, 60_000);")]
    [InlineData("using var desk = new Desk(token); Func<Task> later = () => desk.GetAsync(\"17\"); await later();", "")]
    [InlineData("var desk = new Desk(token); Desks.All.Add(desk);", "")]
    [InlineData("using var desk = new Desk(token); Console.CancelKeyPress += (_, _) => desk.GetAsync(\"17\"); await desk.GetAsync(\"18\");", "")]
    public Task One_that_may_run_for_long_does_not(string statements, string member) => Verify.Reports(Tool("{|GRPCAUTH3002:token|}", statements, member), Exe);

    private static readonly Setup Exe = new() { OutputKind = OutputKind.ConsoleApplication };

    private static string Tool(string sent, string statements, string member) => $$"""
        using System.Collections.Generic;

        var accounts = new Accounts.AccountsClient(GrpcChannel.ForAddress("https://accounts.example.com"));
        var token = (await accounts.LoginAsync(new LoginRequest())).Token;
        {{statements}}

        internal static class Desks
        {
            public static List<Desk> All { get; } = new();
        }

        internal sealed class Desk : IDisposable
        {
            private readonly GrpcChannel _channel;
            private readonly Orders.OrdersClient _orders;

            public Desk(string token)
            {
                _channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {{{sent}}}");
                        return Task.CompletedTask;
                    })),
                });
                _orders = new Orders.OrdersClient(_channel);
            }

            public async Task<Order> GetAsync(string id) => await _orders.GetOrderAsync(new OrderRequest { Id = id });

            public void Dispose() => _channel.Dispose();

            {{member}}
        }
        """;
}

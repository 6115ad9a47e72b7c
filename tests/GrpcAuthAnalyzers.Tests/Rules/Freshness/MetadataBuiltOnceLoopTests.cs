using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3001 for metadata that is made before code which runs for long: loops, timers, hosted services.</summary>
public sealed class MetadataBuiltOnceLoopTests
{
    [Theory]
    [InlineData("while (true) { if (stop.IsCancellationRequested) break; orders.GetOrder(new OrderRequest(), headers); await Task.Delay(1000); }")]
    [InlineData("while (true) { orders.GetOrder(new OrderRequest(), headers); if (File.Exists(\"stop\")) break; await Task.Delay(TimeSpan.FromSeconds(5)); }")]
    [InlineData("for (;;) { orders.GetOrder(new OrderRequest(), headers); if (Environment.HasShutdownStarted) return; Thread.Sleep(1000); }")]
    [InlineData("while (true) { var order = await orders.GetOrderAsync(new OrderRequest(), headers); Console.WriteLine(order); if (order.Id == \"last\") break; await Task.Delay(60000); }")]
    [InlineData("while (true) { try { orders.GetOrder(new OrderRequest(), headers); } catch (RpcException e) { Console.WriteLine(e); } if (Console.KeyAvailable) break; await Task.Delay(1000); }")]
    [InlineData("string? line; while ((line = Console.ReadLine()) is not null) orders.GetOrder(new OrderRequest { Id = line }, headers);")]
    [InlineData("string? line; while ((line = await Console.In.ReadLineAsync()) != null) { await orders.GetOrderAsync(new OrderRequest { Id = line }, headers); }")]
    [InlineData("while (true) { var line = Console.ReadLine(); if (line == \"quit\") break; orders.GetOrder(new OrderRequest { Id = line }, headers); }")]
    [InlineData("while (Console.ReadKey().Key != ConsoleKey.Escape) orders.GetOrder(new OrderRequest(), headers);")]
    [InlineData("do { orders.GetOrder(new OrderRequest(), headers); } while (Console.ReadLine() != \"\");")]
    [InlineData("await foreach (var id in ids.Reader.ReadAllAsync(stop)) await orders.GetOrderAsync(new OrderRequest { Id = id }, headers);")]
    [InlineData("while (await ids.Reader.WaitToReadAsync(stop)) { while (ids.Reader.TryRead(out var id)) orders.GetOrder(new OrderRequest { Id = id }, headers); }")]
    [InlineData("while (true) { var id = await ids.Reader.ReadAsync(stop); await orders.GetOrderAsync(new OrderRequest { Id = id }, headers); }")]
    [InlineData("foreach (var id in queue.GetConsumingEnumerable()) orders.GetOrder(new OrderRequest { Id = id }, headers);")]
    [InlineData("await foreach (var order in tracked.ResponseStream.ReadAllAsync()) await orders.GetOrderAsync(new OrderRequest { Id = order.Id }, headers);")]
    [InlineData("while (await tracked.ResponseStream.MoveNext(stop)) await orders.GetOrderAsync(new OrderRequest { Id = tracked.ResponseStream.Current.Id }, headers);")]
    [InlineData("var line = \"\"; while (line != \"quit\") { orders.GetOrder(new OrderRequest { Id = line }, headers); line = Console.ReadLine(); }")]
    [InlineData("var isRunning = true; while (isRunning) { orders.GetOrder(new OrderRequest(), headers); if (File.Exists(\"stop\")) isRunning = false; await Task.Delay(1000); }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30)); while (await timer.WaitForNextTickAsync(stop)) orders.GetOrder(new OrderRequest(), headers);")]
    public Task A_loop_that_outlives_a_token(string loop) => Verify.Reports(Loop("{|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + token } }|}", loop), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("while (true) { try { orders.GetOrder(new OrderRequest(), headers); break; } catch (RpcException) { await Task.Delay(1000); } }")]
    [InlineData("while (true) { try { await orders.GetOrderAsync(new OrderRequest(), headers); return; } catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable) { } await Task.Delay(1000); }")]
    [InlineData("var attempt = 0; while (true) { orders.GetOrder(new OrderRequest(), headers); if (++attempt == 5) break; await Task.Delay(1000); }")]
    [InlineData("var attempt = 0; while (true) { attempt++; orders.GetOrder(new OrderRequest(), headers); if (attempt >= 3) return; await Task.Delay(1000); }")]
    [InlineData("for (var i = 0; i < 5; i++) { orders.GetOrder(new OrderRequest(), headers); await Task.Delay(1000); }")]
    [InlineData("while (true) { var order = await orders.GetOrderAsync(new OrderRequest(), headers); if (order.Id == \"last\") break; }")]
    [InlineData("while (true) { try { var order = orders.GetOrder(new OrderRequest(), headers); if (order.Id != \"\") break; } catch (RpcException) { } await Task.Delay(1000); }")]
    [InlineData("foreach (var id in new[] { \"1\", \"2\" }) { orders.GetOrder(new OrderRequest { Id = id }, headers); await Task.Delay(1000); }")]
    [InlineData("await foreach (var id in Ids()) await orders.GetOrderAsync(new OrderRequest { Id = id }, headers);")]
    [InlineData("await foreach (var order in listed.ResponseStream.ReadAllAsync()) await orders.GetOrderAsync(new OrderRequest { Id = order.Id }, headers);")]
    [InlineData("using var reader = new StreamReader(\"ids.txt\"); string? line; while ((line = reader.ReadLine()) is not null) orders.GetOrder(new OrderRequest { Id = line }, headers);")]
    [InlineData("while (true) { headers = new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } }; orders.GetOrder(new OrderRequest(), headers); if (stop.IsCancellationRequested) break; await Task.Delay(1000); }")]
    [InlineData("var line = Console.ReadLine(); orders.GetOrder(new OrderRequest { Id = line }, headers); orders.GetOrder(new OrderRequest { Id = line }, headers);")]
    [InlineData("orders.GetOrder(new OrderRequest(), headers); while (true) { if (stop.IsCancellationRequested) break; Console.WriteLine(headers.Count); await Task.Delay(1000); }")]
    [InlineData("var deadline = DateTime.UtcNow.AddMinutes(2); while (DateTime.UtcNow < deadline) { orders.GetOrder(new OrderRequest(), headers); await Task.Delay(1000); }")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); while (watch.Elapsed < TimeSpan.FromMinutes(1) && !stop.IsCancellationRequested) { orders.GetOrder(new OrderRequest(), headers); await Task.Delay(1000); }")]
    [InlineData("var attempt = 0; while (attempt < 10) { orders.GetOrder(new OrderRequest(), headers); attempt++; await Task.Delay(1000); }")]
    [InlineData("var order = new Order(); while (order.Id != \"done\") { await Task.Delay(500); order = await orders.GetOrderAsync(new OrderRequest(), headers); }")]
    public Task A_loop_that_ends_or_renews(string loop) => Verify.Silent(Loop("new Metadata { { \"authorization\", \"Bearer \" + token } }", loop));

    [Theory]
    [InlineData("var timer = new System.Timers.Timer(60000); timer.Elapsed += async (sender, e) => await orders.GetOrderAsync(new OrderRequest(), headers); timer.Start();")]
    [InlineData("var timer = new System.Timers.Timer { Interval = 60000 }; timer.Elapsed += (_, _) => { orders.GetOrder(new OrderRequest(), headers); }; timer.Start();")]
    [InlineData("var timer = new Timer(_ => orders.GetOrder(new OrderRequest(), headers), null, TimeSpan.Zero, TimeSpan.FromMinutes(1)); GC.KeepAlive(timer);")]
    [InlineData("var timer = new System.Timers.Timer(60000); timer.Elapsed += delegate { orders.GetOrder(new OrderRequest(), headers); }; timer.Start();")]
    public Task A_timer(string code) => Verify.Reports(Loop("{|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + token } }|}", code));

    [Theory]
    [InlineData("var timer = new System.Timers.Timer(60000); timer.Elapsed += (_, _) => { var fresh = new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } }; orders.GetOrder(new OrderRequest(), fresh); }; orders.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var timer = new Timer(_ => orders.GetOrder(new OrderRequest(), headers), null, 1000, Timeout.Infinite); GC.KeepAlive(timer);")]
    [InlineData("await Task.Run(() => orders.GetOrder(new OrderRequest(), headers));")]
    [InlineData("var timer = new System.Timers.Timer(1000) { AutoReset = false }; timer.Elapsed += (_, _) => orders.GetOrder(new OrderRequest(), headers); timer.Start();")]
    public Task A_timer_that_runs_once_or_makes_its_own(string code) => Verify.Silent(Loop("new Metadata { { \"authorization\", \"Bearer \" + token } }", code));

    [Theory]
    [InlineData("BackgroundService", "public override async Task StartAsync(CancellationToken cancellationToken)", "await base.StartAsync(cancellationToken);", "protected override async Task ExecuteAsync(CancellationToken stoppingToken)")]
    [InlineData("IHostedService", "public async Task StartAsync(CancellationToken cancellationToken)", "_ = RunAsync();", "public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; private async Task RunAsync()")]
    [InlineData("BackgroundService", "public override Task StartAsync(CancellationToken cancellationToken)", "return base.StartAsync(cancellationToken);", "protected override async Task ExecuteAsync(CancellationToken stoppingToken)")]
    public Task A_field_that_is_set_when_a_hosted_service_starts(string type, string start, string after, string use) => Verify.Reports($$"""
        using Microsoft.Extensions.Hosting;

        public sealed class Worker(Orders.OrdersClient orders, IConfiguration configuration) : {{type}}
        {
            private Metadata? _headers;

            {{start}}
            {
                {{(start.Contains("async", System.StringComparison.Ordinal) ? "await Task.Yield();" : "")}}
                _headers = {|GRPCAUTH3001:new Metadata { { "authorization", $"Bearer {configuration["Token"]}" } }|};
                {{after}}
            }

            {{use}}
            {
                await orders.GetOrderAsync(new OrderRequest(), _headers);
            }
        }
        """.Replace("using Microsoft.Extensions.Hosting;", "using Microsoft.Extensions.Configuration;\nusing Microsoft.Extensions.Hosting;", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("public Task StartAsync(CancellationToken cancellationToken) { Renew(); return Task.CompletedTask; } private void Renew() => _headers = new Metadata { { \"authorization\", \"Bearer \" + token } };")]
    [InlineData("public Task StartAsync(CancellationToken cancellationToken) { _headers = new Metadata { { \"authorization\", \"Bearer \" + token } }; return Task.CompletedTask; } public void Renew() => _headers = null;")]
    public Task A_field_that_is_set_again(string start) => Verify.Silent($$"""
        using Microsoft.Extensions.Hosting;

        public sealed class Worker(Orders.OrdersClient orders, string token) : IHostedService
        {
            private Metadata? _headers;

            {{start}}

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Order Get() => orders.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Theory]
    [InlineData("_options = new CallOptions(headers);", "_options.WithCancellationToken(stop)")]
    [InlineData("_options = new CallOptions(headers: headers, deadline: null);", "_options.WithDeadline(DateTime.UtcNow.AddSeconds(5))")]
    [InlineData("_options = new CallOptions().WithHeaders(headers);", "_options.WithWaitForReady().WithCancellationToken(stop)")]
    [InlineData("_options = new(headers);", "_options")]
    [InlineData("var options = new CallOptions(headers); _options = options;", "_options.WithCancellationToken(stop)")]
    public Task Options_in_a_field_from_which_others_are_derived(string assignment, string options) =>
        Verify.Reports(Options("\"authorization\", \"Bearer \" + token", assignment, $"orders.GetOrder(new OrderRequest(), {options})"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("_options = new CallOptions(headers);", "orders.GetOrder(new OrderRequest(), _options.WithCancellationToken(stop))")]
    [InlineData("_options = new CallOptions(headers);", "Get(_options.WithCancellationToken(stop)); private Order Get(CallOptions options) => orders.GetOrder(new OrderRequest(), options)")]
    [InlineData("_options = new CallOptions(headers);", "orders.GetOrder(new OrderRequest(), For(stop)); private CallOptions For(CancellationToken stop) => _options.WithCancellationToken(stop)")]
    [InlineData("_options = new CallOptions(headers);", "With(stop); private Order With(CancellationToken stop) => new[] { _options.WithCancellationToken(stop) }.Select(options => orders.GetOrder(new OrderRequest(), options)).First()")]
    public Task Options_with_an_api_key_are_information(string assignment, string call) =>
        Verify.Reports(Options("\"x-api-key\", token", assignment, call), severity: DiagnosticSeverity.Info);

    private static string Options(string header, string assignment, string call) => $$"""
        public sealed class Desk
        {
            private readonly Orders.OrdersClient orders;
            private readonly CallOptions _options;

            public Desk(ChannelBase channel, string token)
            {
                orders = new Orders.OrdersClient(channel);
                var headers = {|GRPCAUTH3001:new Metadata { { {{header}} } }|};
                {{assignment}}
            }

            public Order Get(CancellationToken stop) => {{call}};
        }
        """;

    private static string Loop(string headers, string loop) => $$"""
        using System.Collections.Concurrent;
        using System.IO;
        using System.Threading.Channels;

        public sealed class Worker(Orders.OrdersClient orders, Channel<string> ids, BlockingCollection<string> queue)
        {
            public async Task RunAsync(string token, AsyncServerStreamingCall<Order> listed, AsyncDuplexStreamingCall<OrderRequest, Order> tracked, CancellationToken stop)
            {
                await Task.Yield();
                var headers = {{headers}};
                {{loop}}
            }

            private static async IAsyncEnumerable<string> Ids()
            {
                await Task.Yield();
                yield return "1";
            }
        }
        """;
}

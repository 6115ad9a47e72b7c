using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>Code that looks like GRPCAUTH3001 and is right, or cannot be known.</summary>
public sealed class MetadataBuiltOnceSilentTests
{
    [Theory]
    [InlineData("private static Metadata Headers => new() { { \"authorization\", $\"Bearer {Token()}\" } };", "Headers")]
    [InlineData("private static Metadata Headers() => new() { { \"authorization\", $\"Bearer {Token()}\" } };", "Headers()")]
    [InlineData("private readonly Metadata _headers = new() { { \"x-request-source\", Token() } };", "_headers")]
    [InlineData("private readonly Metadata _headers = new();", "_headers")]
    [InlineData("private Metadata _headers = new() { { \"authorization\", $\"Bearer {Token()}\" } }; public void Refresh() => _headers = new() { { \"authorization\", $\"Bearer {Token()}\" } };", "_headers")]
    [InlineData("private readonly Metadata _headers = new() { { \"authorization\", $\"Bearer {Token()}\" } }; public void Refresh() { _headers.Clear(); _headers.Add(\"authorization\", $\"Bearer {Token()}\"); }", "_headers")]
    [InlineData("private readonly Metadata _headers = new() { { \"authorization\", $\"Bearer {Token()}\" } }; public void Refresh() => _headers[0] = new Metadata.Entry(\"authorization\", Token());", "_headers")]
    [InlineData("public Metadata Headers { get; set; } = new() { { \"authorization\", $\"Bearer {Token()}\" } };", "Headers")]
    [InlineData("private readonly Func<Metadata> _headers = () => new() { { \"authorization\", $\"Bearer {Token()}\" } };", "_headers()")]
    public Task Metadata_that_is_made_for_each_call_or_renewed_or_no_credential(string member, string headers) => Verify.Silent($$"""
        public sealed class Service
        {
            private readonly Orders.OrdersClient _client = null!;

            {{member}}

            private static string Token() => Environment.GetEnvironmentVariable("TOKEN")!;

            public Order Get() => _client.GetOrder(new OrderRequest(), {{headers}});
        }
        """);

    [Fact]
    public Task One_metadata_for_two_calls_of_one_method() => Verify.Silent("""
        public sealed class Service(Orders.OrdersClient client)
        {
            public void Run(string token)
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                client.GetOrder(new OrderRequest(), headers);
                client.GetOrder(new OrderRequest(), headers);
                foreach (var id in new[] { "1", "2" })
                    client.GetOrder(new OrderRequest { Id = id }, headers);
            }
        }
        """);

    [Fact]
    public Task Metadata_that_is_made_or_renewed_inside_the_loop() => Verify.Silent("""
        public static class Worker
        {
            public static async Task Run(Orders.OrdersClient client, PeriodicTimer timer, CancellationToken stop)
            {
                while (await timer.WaitForNextTickAsync(stop))
                {
                    var headers = new Metadata { { "authorization", "Bearer " + Environment.MachineName } };
                    await client.GetOrderAsync(new OrderRequest(), headers);
                }
            }

            public static async Task Renewing(Orders.OrdersClient client, CancellationToken stop)
            {
                var headers = new Metadata { { "authorization", "Bearer " + Environment.MachineName } };
                while (!stop.IsCancellationRequested)
                {
                    await client.GetOrderAsync(new OrderRequest(), headers);
                    headers = new Metadata { { "authorization", "Bearer " + Environment.MachineName } };
                }
            }

            public static async Task Clearing(Orders.OrdersClient client, CancellationToken stop)
            {
                var headers = new Metadata { { "authorization", "Bearer " + Environment.MachineName } };
                while (!stop.IsCancellationRequested)
                {
                    headers.Clear();
                    headers.Add("authorization", "Bearer " + Environment.MachineName);
                    await client.GetOrderAsync(new OrderRequest(), headers);
                }
            }
        }
        """);

    [Fact]
    public Task Metadata_that_no_call_gets_is_the_matter_of_another_rule() => Verify.Reports("""
        public sealed class Service
        {
            private readonly Metadata _headers = {|GRPCAUTH1007:new() { { "authorization", "Bearer " + Environment.MachineName } }|};

            public int Count => _headers.Count;
        }
        """);

    [Fact]
    public Task A_local_of_a_wrapper_that_runs_for_each_call() => Verify.Silent("""
        public sealed class Service(Orders.OrdersClient client)
        {
            public Task<Order> Get(string token)
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                return Retry(async () => await client.GetOrderAsync(new OrderRequest(), headers));
            }

            private static Task<Order> Retry(Func<Task<Order>> call) => call();
        }
        """);

    [Fact]
    public Task Metadata_that_an_interceptor_makes() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        var invoker = GrpcChannel.ForAddress("https://orders.example.com").Intercept(metadata => new Metadata { { "authorization", "Bearer " + Environment.MachineName } });
        new Orders.OrdersClient(invoker).GetOrder(new OrderRequest());
        """);

    [Theory]
    [InlineData("while (true) { try { return await client.GetOrderAsync(new OrderRequest(), headers); } catch (RpcException) { await Task.Delay(100); } }")]
    [InlineData("for (;;) { order = await client.GetOrderAsync(new OrderRequest(), headers); if (order.Id.Length > 0) break; } return order;")]
    [InlineData("while (attempt++ < 3) { try { order = await client.GetOrderAsync(new OrderRequest(), headers); break; } catch (RpcException) { await Task.Delay(100); } } return order;")]
    [InlineData("foreach (var id in new[] { \"1\", \"2\" }) { order = await client.GetOrderAsync(new OrderRequest { Id = id }, headers); await Task.Delay(100); } return order;")]
    public Task A_retry_or_a_slow_loop_that_ends(string loop) => Verify.Silent($$"""
        public static class Service
        {
            public static async Task<Order> Get(Orders.OrdersClient client, string token, int attempt)
            {
                var order = new Order();
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                {{loop}}
            }
        }
        """);

    [Theory]
    [InlineData("Microsoft.AspNetCore.Mvc.ControllerBase")]
    [InlineData("Acme.Orders.Accounts.AccountsBase")]
    [InlineData("Microsoft.AspNetCore.SignalR.Hub")]
    public Task An_object_that_lives_for_one_request(string type) => Verify.Silent($$"""
        public sealed class Front : {{type}}
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Front(Orders.OrdersClient client, Microsoft.AspNetCore.Http.IHttpContextAccessor context)
            {
                _client = client;
                _headers = new Metadata { { "authorization", $"Bearer {context.HttpContext!.Request.Query["token"]}" } };
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Fact]
    public Task A_session_is_long_by_nature() => Verify.Silent("""
        public sealed class Service(Orders.OrdersClient client)
        {
            private readonly Metadata _headers = new() { { "session-id", Guid.NewGuid().ToString() } };

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Fact]
    public Task Metadata_that_is_made_again_after_it_was_dropped() => Verify.Silent("""
        public class OrderReports(Orders.OrdersClient orders, Func<string> token)
        {
            private Metadata? _headers;

            public async Task<Order> GetAsync()
            {
                try
                {
                    return await orders.GetOrderAsync(new OrderRequest(), _headers ??= new Metadata { { "authorization", "Bearer " + token() } });
                }
                catch (RpcException e) when (e.StatusCode == StatusCode.Unauthenticated)
                {
                    _headers = null;
                    throw;
                }
            }
        }
        """);
}

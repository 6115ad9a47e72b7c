using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class MetadataBuiltOnceTests
{
    [Theory]
    [InlineData("private static readonly Metadata Headers = {|GRPCAUTH3001:new Metadata { { \"authorization\", $\"Bearer {Token()}\" } }|};", "Headers")]
    [InlineData("private readonly Metadata _headers = {|GRPCAUTH3001:new() { { \"Authorization\", \"Bearer \" + Token() } }|};", "_headers")]
    [InlineData("private readonly Metadata _headers = {|GRPCAUTH3001:new() { new Metadata.Entry(\"authorization\", \"Bearer \" + Token()) }|};", "_headers")]
    [InlineData("private static Metadata Headers { get; } = {|GRPCAUTH3001:new() { { \"authorization\", $\"Bearer {Token()}\" } }|};", "Headers")]
    [InlineData("private Metadata? _headers; private Metadata Headers => _headers ??= {|GRPCAUTH3001:new Metadata { { \"authorization\", $\"Bearer {Token()}\" } }|};", "_headers")]
    [InlineData("private readonly CallOptions _options = new(headers: {|GRPCAUTH3001:new Metadata { { \"authorization\", $\"Bearer {Token()}\" } }|});", "_options")]
    [InlineData("private readonly CallOptions _options = new CallOptions().WithHeaders({|GRPCAUTH3001:new Metadata { { \"authorization\", $\"Bearer {Token()}\" } }|}).WithWaitForReady();", "_options.WithDeadline(DateTime.UtcNow)")]
    [InlineData("private readonly Metadata _headers; public Service() { _headers = {|GRPCAUTH3001:new Metadata()|}; _headers.Add(\"authorization\", $\"Bearer {Token()}\"); }", "_headers")]
    [InlineData("private readonly Metadata _headers; public Service() { var headers = {|GRPCAUTH3001:new Metadata()|}; headers.Add(\"authorization\", $\"Bearer {Token()}\"); _headers = headers; }", "_headers")]
    [InlineData("private readonly Lazy<Metadata> _headers = new(() => {|GRPCAUTH3001:new Metadata { { \"authorization\", $\"Bearer {Token()}\" } }|});", "_headers.Value")]
    [InlineData("private static readonly Lazy<Metadata> Headers = new Lazy<Metadata>(() => { return {|GRPCAUTH3001:new Metadata { { \"authorization\", $\"Bearer {Token()}\" } }|}; });", "Headers.Value")]
    public Task Metadata_that_is_kept_and_sent_with_many_calls(string member, string headers) => Verify.Reports($$"""
        public sealed class Service
        {
            private readonly Orders.OrdersClient _client = null!;

            {{member}}

            private static string Token() => Environment.GetEnvironmentVariable("TOKEN")!;

            public Order Get() => _client.GetOrder(new OrderRequest(), {{headers}});
        }
        """, severity: DiagnosticSeverity.Warning);

    /// <summary>Without a scheme the name of the value says whether it is a token, which expires.</summary>
    [Theory]
    [InlineData("\"Bearer \" + key", DiagnosticSeverity.Warning)]
    [InlineData("key", DiagnosticSeverity.Info)]
    [InlineData("settings.Key", DiagnosticSeverity.Info)]
    [InlineData("\"Basic \" + accessToken", DiagnosticSeverity.Info)]
    public Task A_value_that_expires_or_may_not(string value, DiagnosticSeverity severity) => Verify.Reports($$"""
        public sealed class Settings { public string BearerToken { get; set; } = ""; public string Key { get; set; } = ""; }

        public sealed class Service(Orders.OrdersClient client, Settings settings, string accessToken, string key)
        {
            private readonly Metadata _headers = {|GRPCAUTH3001:new() { { "authorization", {{value}} } }|};

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);

            public override string ToString() => settings + accessToken + key;
        }
        """, severity: severity);

    [Fact]
    public Task A_property_that_only_hands_on_the_field() => Verify.Reports("""
        public sealed class Service(Orders.OrdersClient client, string accessToken)
        {
            private readonly Metadata _headers = {|GRPCAUTH3001:new() { { "authorization", "Bearer " + accessToken } }|};

            private Metadata Headers => _headers;

            public Order Get() => client.GetOrder(new OrderRequest(), Headers);
        }
        """);

    [Fact]
    public Task Metadata_that_an_interceptor_captures() => Verify.Reports("""
        var headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + Environment.MachineName } }|};
        var invoker = GrpcChannel.ForAddress("https://orders.example.com").Intercept(metadata => headers);
        var client = new Orders.OrdersClient(invoker);
        while (true)
        {
            client.GetOrder(new OrderRequest());
            Thread.Sleep(60000);
        }
        """.Replace("var headers", "using Grpc.Core.Interceptors;\n\nvar headers", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("while (true)", "")]
    [InlineData("while (!stop.IsCancellationRequested)", "")]
    [InlineData("while (await timer.WaitForNextTickAsync(stop))", "")]
    [InlineData("for (;;)", "")]
    [InlineData("while (timer is not null)", "await Task.Delay(1000, stop);")]
    public Task Metadata_that_is_made_before_a_loop_without_end(string loop, string pause) => Verify.Reports($$"""
        public static class Worker
        {
            public static async Task Run(Orders.OrdersClient client, PeriodicTimer timer, CancellationToken stop)
            {
                var headers = {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + Environment.MachineName } }|};
                {{loop}}
                {
                    await client.GetOrderAsync(new OrderRequest(), headers);
                    {{pause}}
                }
            }
        }
        """);

    [Theory]
    [InlineData("\"x-api-key\", key")]
    [InlineData("\"authorization\", \"Basic \" + key")]
    [InlineData("\"authorization\", \"ApiKey \" + key")]
    [InlineData("\"authorization\", \"SSWS \" + key")]
    public Task An_api_key_is_information(string entry) => Verify.Reports($$"""
        public sealed class Service(Orders.OrdersClient client, string key)
        {
            private readonly Metadata _headers = {|GRPCAUTH3001:new() { { {{entry}} } }|};

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Metadata_that_the_first_call_makes_and_the_others_find() => Verify.Reports("""
        public class OrderReports(Orders.OrdersClient orders, Func<string> token)
        {
            private Metadata? _headers;

            public async Task<Order> GetAsync() => await orders.GetOrderAsync(new OrderRequest(), _headers ??= {|GRPCAUTH3001:new Metadata { { "authorization", "Bearer " + token() } }|});
        }
        """);
}

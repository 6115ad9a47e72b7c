using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>A factory of clients that lets its caller configure the channel: <c>Clients.Create(options => ...)</c>.</summary>
public sealed class FactoryCallbackTests
{
    private static string Program(string call, string configure = "configure?.Invoke(options);", string more = "") => $$"""
        public static class Clients
        {
            public static Orders.OrdersClient Create(Action<GrpcChannelOptions>? configure = null) => Over(configure);

            private static Orders.OrdersClient Over(Action<GrpcChannelOptions>? configure)
            {
                var options = new GrpcChannelOptions();
                {{configure}}
                return new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.invalid", options));
            }

            internal static void Authenticate(GrpcChannelOptions options) => options.Credentials = Credentials;

            internal static ChannelCredentials Credentials => ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
                return Task.CompletedTask;
            }));
        }

        public static class Page
        {
            public static Action<GrpcChannelOptions>? Setup { get; set; }

            public static async Task<Order> GetAsync() => await {{call.Replace("«", "{|GRPCAUTH1001:").Replace("»", "|}")}}(new OrderRequest());
            {{more}}
        }
        """;

    [Theory]
    [InlineData("«Clients.Create().GetOrderAsync»", "configure?.Invoke(options);")]
    [InlineData("«Clients.Create(null).GetOrderAsync»", "if (configure != null) configure(options);")]
    [InlineData("«Clients.Create(options => options.MaxRetryAttempts = 3).GetOrderAsync»", "configure!(options);")]
    [InlineData("«Clients.Create(Retry).GetOrderAsync»", "configure?.Invoke(options);", "private static void Retry(GrpcChannelOptions options) => options.MaxRetryAttempts = 3;")]
    public Task The_caller_adds_none(string call, string configure, string more = "") => Verify.Reports(Program(call, configure, more));

    [Theory]
    [InlineData("Clients.Create(options => options.Credentials = Clients.Credentials).GetOrderAsync")]
    [InlineData("Clients.Create(Clients.Authenticate).GetOrderAsync")]
    [InlineData("Clients.Create(Page.Setup).GetOrderAsync")]
    [InlineData("Clients.Create(options => Setup!(options)).GetOrderAsync")]
    [InlineData("Clients.Create().GetOrderAsync", "configure ??= Authenticate; configure(options);")]
    public Task The_caller_adds_one_or_may(string call, string configure = "configure?.Invoke(options);") => Verify.Silent(Program(call, configure));
}

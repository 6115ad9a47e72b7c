using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>When a <c>GrpcChannel</c> reads its options.</summary>
[Collection(LiveCollection.Name)]
public sealed class ChannelOptionFacts(LiveServer server)
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    [Fact]
    public async Task A_channel_does_not_see_credentials_that_are_set_later()
    {
        using var handler = server.CreateHandler();
        var options = new GrpcChannelOptions { HttpHandler = handler };
        using var channel = GrpcChannel.ForAddress(server.Https, options);
        options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, LiveServer.Sends("Bearer " + server.IssueToken()));

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));

        using var second = GrpcChannel.ForAddress(server.Https, options);
        await new Orders.OrdersClient(second).GetOrderAsync(Request);
    }

    [Fact]
    public async Task A_channel_does_not_see_a_handler_that_is_set_later()
    {
        using var unused = server.CreateHandler();
        var options = new GrpcChannelOptions();
        using var channel = GrpcChannel.ForAddress(server.Https, options);
        options.HttpHandler = unused;

        // The handler of the channel does not trust the certificate of the server.
        await LiveServer.EndsWithAsync(StatusCode.Internal, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));

        using var second = GrpcChannel.ForAddress(server.Https, options);
        await new Orders.OrdersClient(second).GetOrderAsync(Request, new Metadata { { "authorization", "Bearer " + server.IssueToken() } });
    }

    [Fact]
    public async Task A_channel_does_not_see_a_retry_policy_that_is_set_later()
    {
        using var handler = server.CreateHandler();
        var options = new GrpcChannelOptions { HttpHandler = handler };
        using var channel = GrpcChannel.ForAddress(server.Https, options);
        options.ServiceConfig = LiveServer.RetryWhenUnavailable();
        server.BeUnavailable(1);

        await LiveServer.EndsWithAsync(StatusCode.Unavailable, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));
    }
}

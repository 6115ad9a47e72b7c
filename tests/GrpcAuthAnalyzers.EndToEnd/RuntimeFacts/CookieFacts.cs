using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Why GRPCAUTH1001 is silent after a login whose reply nobody reads.</summary>
[Collection(LiveCollection.Name)]
public sealed class CookieFacts(LiveServer server)
{
    [Fact]
    public async Task The_handler_of_a_channel_sends_a_cookie_that_an_earlier_reply_set()
    {
        server.Forget();
        server.SetsCookie = "session=acme; path=/; secure";
        using var channel = server.OpenChannel(CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", "Bearer " + server.IssueToken());
            return Task.CompletedTask;
        }));
        var orders = new Orders.OrdersClient(channel);
        await orders.GetOrderAsync(new OrderRequest { Id = "1" });
        server.SetsCookie = null;
        await orders.GetOrderAsync(new OrderRequest { Id = "1" });

        Assert.Equal(["", "session=acme"], server.ArrivedCookies);
    }
}

using System;
using System.IdentityModel.Tokens.Jwt;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Who decides how long a token lives.</summary>
[Collection(LiveCollection.Name)]
public sealed class LifetimeFacts(LiveServer server)
{
    [Fact]
    public async Task A_token_that_is_kept_longer_than_the_answer_says_is_refused()
    {
        var token = server.IssueToken();
        var invented = DateTime.UtcNow.AddMinutes(50);
        using var channel = server.OpenChannel();
        var orders = new Orders.OrdersClient(channel);
        var headers = new Metadata { { "authorization", "Bearer " + token } };

        await orders.GetOrderAsync(new OrderRequest { Id = "1" }, headers);
        await Task.Delay(new JwtSecurityTokenHandler().ReadJwtToken(token).ValidTo - DateTime.UtcNow + TimeSpan.FromSeconds(1));

        Assert.True(invented > DateTime.UtcNow);
        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await orders.GetOrderAsync(new OrderRequest { Id = "1" }, headers));
    }
}

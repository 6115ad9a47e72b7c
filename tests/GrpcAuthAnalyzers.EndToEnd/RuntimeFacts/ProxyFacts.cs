using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>gRPC accepts header names that a proxy on the way does not.</summary>
[Collection(LiveCollection.Name)]
public sealed class ProxyFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public ProxyFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    [Fact]
    public async Task A_header_name_with_an_underscore_arrives_without_a_proxy()
    {
        await CallAsync(_server.Http);

        Assert.Equal(["archive"], _server.ArrivedAs("x_api_key"));
        Assert.Equal(["desk"], _server.ArrivedAs("x-api-key"));
    }

    [NginxFact]
    public async Task Nginx_drops_a_header_name_with_an_underscore_and_keeps_one_with_a_hyphen()
    {
        await using var proxy = await NginxProxy.StartAsync(_server.Http);

        await CallAsync(proxy.Address);

        Assert.Equal([""], _server.ArrivedAs("x_api_key"));
        Assert.Equal(["desk"], _server.ArrivedAs("x-api-key"));
    }

    [NginxFact]
    public async Task Nginx_keeps_underscores_where_they_are_turned_on()
    {
        await using var proxy = await NginxProxy.StartAsync(_server.Http, "underscores_in_headers on;");

        await CallAsync(proxy.Address);

        Assert.Equal(["archive"], _server.ArrivedAs("x_api_key"));
    }

    private async Task CallAsync(string address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var headers = new Metadata
        {
            { "authorization", $"Bearer {_server.IssueToken()}" },
            { "x_api_key", "archive" },
            { "x-api-key", "desk" },
        };
        await new Orders.OrdersClient(channel).GetOrderAsync(Request, headers);
    }
}

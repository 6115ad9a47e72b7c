using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What the HTTP version of a channel does to a call with a good token.</summary>
[Collection(LiveCollection.Name)]
public sealed class HttpVersionFacts(LiveServer server)
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    [Theory]
    [InlineData(null)]
    [InlineData(HttpVersionPolicy.RequestVersionExact)]
    [InlineData(HttpVersionPolicy.RequestVersionOrLower)]
    public async Task A_call_over_HTTP_1_1_fails_whatever_the_token_is(HttpVersionPolicy? policy)
    {
        using var channel = GrpcChannel.ForAddress(server.Https, Options(HttpVersion.Version11, policy));

        await FailsAsync(channel);
    }

    [Theory]
    [InlineData(null, HttpVersionPolicy.RequestVersionOrLower)]
    [InlineData("1.1", HttpVersionPolicy.RequestVersionOrHigher)]
    public async Task A_policy_uses_HTTP_1_1_over_http(string? version, HttpVersionPolicy policy)
    {
        using var channel = GrpcChannel.ForAddress(server.Http, Options(version is null ? null : new Version(version), policy));

        await FailsAsync(channel);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, HttpVersionPolicy.RequestVersionOrLower)]
    [InlineData("1.1", HttpVersionPolicy.RequestVersionOrHigher)]
    [InlineData("3.0", HttpVersionPolicy.RequestVersionOrLower)]
    public async Task Over_https_a_policy_takes_HTTP_2_where_the_server_has_it(string? version, HttpVersionPolicy? policy)
    {
        using var channel = GrpcChannel.ForAddress(server.Https, Options(version is null ? null : new Version(version), policy));

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, Headers());
    }

    [Fact]
    public async Task The_default_version_of_an_HttpClient_does_not_count()
    {
        using var http = new HttpClient(server.CreateHandler())
        {
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var channel = GrpcChannel.ForAddress(server.Https, new GrpcChannelOptions { HttpClient = http });

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, Headers());
    }

    private Task FailsAsync(GrpcChannel channel) =>
        LiveServer.EndsWithAsync(StatusCode.Internal, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, Headers()));

    private GrpcChannelOptions Options(Version? version, HttpVersionPolicy? policy) =>
        new() { HttpHandler = server.CreateHandler(), HttpVersion = version, HttpVersionPolicy = policy };

    private Metadata Headers() => new() { { "authorization", "Bearer " + server.IssueToken() } };
}

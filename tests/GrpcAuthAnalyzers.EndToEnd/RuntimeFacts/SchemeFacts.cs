using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>How the text of an authorization header must be, by what the JWT handler of ASP.NET Core answers to a good token.</summary>
[Collection(LiveCollection.Name)]
public sealed class SchemeFacts(LiveServer server)
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    [Theory]
    [InlineData("Bearer {0}")]
    [InlineData("bearer {0}")]
    [InlineData("Bearer  {0}")]
    public async Task A_good_token_behind_its_scheme_and_a_blank_is_accepted(string format)
    {
        using var channel = server.OpenChannel();

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, Headers(format));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("Bearer{0}")]
    [InlineData("Bearer: {0}")]
    [InlineData("Bearer:{0}")]
    [InlineData("Bearer={0}")]
    [InlineData("Bearer Bearer {0}")]
    [InlineData("Bearer \"{0}\"")]
    [InlineData("\"Bearer {0}\"")]
    [InlineData("Authorization: Bearer {0}")]
    public async Task The_same_token_in_another_text_is_answered_Unauthenticated(string format)
    {
        using var channel = server.OpenChannel();

        await LiveServer.EndsWithAsync(
            StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, Headers(format)));
    }

    [Fact]
    public async Task A_token_in_place_of_the_scheme_is_answered_Unauthenticated()
    {
        using var channel = GrpcChannel.ForAddress(server.Https, new GrpcChannelOptions
        {
            HttpHandler = new Authentication(server) { InnerHandler = server.CreateHandler() },
        });

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request));
    }

    [Theory]
    [InlineData("authentication")]
    [InlineData("authorisation")]
    [InlineData("bearer")]
    public async Task A_good_token_under_another_name_is_answered_Unauthenticated(string name)
    {
        using var channel = server.OpenChannel();
        var headers = new Metadata { { name, $"Bearer {server.IssueToken()}" } };

        await LiveServer.EndsWithAsync(StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, headers));
    }

    private Metadata Headers(string format) => new() { { "authorization", string.Format(CultureInfo.InvariantCulture, format, server.IssueToken()) } };

    private sealed class Authentication(LiveServer server) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(server.IssueToken());
            return base.SendAsync(request, cancellationToken);
        }
    }
}

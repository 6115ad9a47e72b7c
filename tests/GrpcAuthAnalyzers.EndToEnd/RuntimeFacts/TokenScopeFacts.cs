using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Acme.Ordering;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Google;
using Google.Apis.Auth.OAuth2;
using Grpc.Core;
using Microsoft.Identity.Client;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Which scope the libraries ask for, and what they do without one.</summary>
[Collection(LiveCollection.Name)]
public sealed class TokenScopeFacts(LiveServer server)
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("api://orders/Orders.Read")]
    [InlineData("api://orders")]
    public async Task A_scope_is_sent_as_it_is(string scope)
    {
        var requests = new Recorder();
        var app = ConfidentialClientApplicationBuilder.Create("orders").WithClientSecret("secret").WithTenantId(Tenant)
            .WithInstanceDiscovery(false).WithHttpClientFactory(requests).Build();
        await Assert.ThrowsAsync<MsalServiceException>(() => app.AcquireTokenForClient([scope]).ExecuteAsync());

        var credential = new ClientSecretCredential(Tenant, "orders", "secret", new ClientSecretCredentialOptions
        {
            Transport = new HttpClientTransport(requests.GetHttpClient()),
            DisableInstanceDiscovery = true,
        });
        await Assert.ThrowsAsync<AuthenticationFailedException>(async () => await credential.GetTokenAsync(new TokenRequestContext([scope]), default));

        Assert.All(requests.Scopes, sent => Assert.Contains(scope, sent.Split(' ')));
        Assert.True(requests.Scopes.Count >= 2);
    }

    [Fact]
    public async Task A_managed_identity_asks_for_a_bare_resource()
    {
        var requests = new Recorder();
        var credential = new ManagedIdentityCredential(new ManagedIdentityCredentialOptions(ManagedIdentityId.SystemAssigned)
        {
            Transport = new HttpClientTransport(requests.GetHttpClient()),
            Retry = { MaxRetries = 0 },
        });
        await Assert.ThrowsAnyAsync<AuthenticationFailedException>(async () => await credential.GetTokenAsync(new TokenRequestContext(["api://orders"]), default));

        Assert.Contains(requests.Addresses, address => Uri.UnescapeDataString(address).EndsWith("resource=api://orders", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("api://orders/Orders.Read", StatusCode.Internal)]
    [InlineData("api://orders/.default", StatusCode.OK)]
    public async Task Only_the_scope_of_a_resource_is_granted_to_an_application(string scope, StatusCode expected)
    {
        using var handler = server.CreateHandler();
        var credential = new ClientSecretCredential("acme", "acme", LiveServer.Password, new ClientSecretCredentialOptions
        {
            AuthorityHost = new Uri(server.Https),
            DisableInstanceDiscovery = true,
            Transport = new HttpClientTransport(new HttpClient(handler)),
        });
        using var channel = server.OpenChannel(CallCredentials.FromInterceptor(async (context, metadata) =>
            metadata.Add("authorization", "Bearer " + (await credential.GetTokenAsync(new TokenRequestContext([scope]), context.CancellationToken)).Token)));
        var orders = new Orders.OrdersClient(channel);

        if (expected == StatusCode.OK)
            await orders.GetOrderAsync(new OrderRequest { Id = "1" });
        else
            await LiveServer.EndsWithAsync(expected, async () => await orders.GetOrderAsync(new OrderRequest { Id = "1" }));
    }

    [Fact]
    public async Task A_service_account_needs_scopes_or_an_address()
    {
        using var key = RSA.Create(2048);
        var account = CredentialFactory.FromJson<ServiceAccountCredential>(JsonSerializer.Serialize(new
        {
            type = "service_account",
            client_email = "orders@acme.example",
            private_key = key.ExportPkcs8PrivateKeyPem(),
            token_uri = "https://accounts.acme.example/token",
        }));

        await Assert.ThrowsAsync<GoogleApiException>(() => account.GetAccessTokenForRequestAsync());
        Assert.NotEmpty(await account.GetAccessTokenForRequestAsync("https://orders.example"));
    }

    /// <summary>Notes what is asked for, and refuses it as Entra does.</summary>
    private sealed class Recorder : HttpMessageHandler, IMsalHttpClientFactory
    {
        public List<string> Scopes { get; } = [];

        public List<string> Addresses { get; } = [];

        public HttpClient GetHttpClient() => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add($"{request.RequestUri}");
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Scopes.AddRange(body.Split('&').Where(field => field.StartsWith("scope=", StringComparison.Ordinal))
                .Select(field => WebUtility.UrlDecode(field["scope=".Length..])));
            return new HttpResponseMessage(HttpStatusCode.BadRequest)
            {
                Content = new StringContent("""{"error":"invalid_scope","error_description":"AADSTS1002012: The scope is not valid."}""", null, "application/json"),
            };
        }
    }
}

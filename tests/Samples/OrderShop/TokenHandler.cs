using System.Net.Http.Headers;

namespace Acme.OrderShop;

/// <summary>Adds the token of the shop to every request.</summary>
internal sealed class TokenHandler(ShopTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetTokenAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}

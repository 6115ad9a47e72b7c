using Acme.Common;
using Azure.Core;

namespace Acme.AzureCore;

/// <summary>Stands for the credentials of Azure.Identity, which need a network: it hands out a token for one scope.</summary>
internal sealed class WorkloadCredential : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        requestContext.Scopes is ["api://orders/.default"]
            ? new AccessToken(OrdersServer.IssuedToken, DateTimeOffset.UtcNow.AddMinutes(5))
            : throw new InvalidOperationException("no such scope: " + string.Join(" ", requestContext.Scopes));

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}

using System.Security.Claims;
using Acme.Common;
using Microsoft.Identity.Abstractions;

namespace Acme.IdentityAbstractions;

/// <summary>Stands for the provider of Microsoft.Identity.Web, which needs a network: it hands out a header to the application for one scope.</summary>
internal sealed class ApplicationHeader : IAuthorizationHeaderProvider
{
    public Task<string> CreateAuthorizationHeaderForAppAsync(string scopes, AuthorizationHeaderProviderOptions? downstreamApiOptions = null, CancellationToken cancellationToken = default) =>
        scopes == "api://orders/.default"
            ? Task.FromResult("Bearer " + OrdersServer.IssuedToken)
            : throw new InvalidOperationException("no such scope: " + scopes);

    public Task<string> CreateAuthorizationHeaderForUserAsync(IEnumerable<string> scopes, AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null, ClaimsPrincipal? claimsPrincipal = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("nobody is signed in");

    public Task<string> CreateAuthorizationHeaderAsync(IEnumerable<string> scopes, AuthorizationHeaderProviderOptions? options = null, ClaimsPrincipal? claimsPrincipal = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("nobody is signed in");
}

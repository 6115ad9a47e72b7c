using Acme.Common;

namespace Acme.TokenProviderOption;

/// <summary>What the .editorconfig names: no type of a provider, no name that says token.</summary>
internal static class Vault
{
    public static Task<string> ReadCurrentAsync(CancellationToken cancellation = default) => Task.FromResult(OrdersServer.IssuedToken);
}

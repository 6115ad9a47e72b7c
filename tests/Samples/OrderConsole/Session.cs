using Acme.Common;

namespace Acme.OrderConsole;

/// <summary>The session of the person at the console.</summary>
internal static class Session
{
    private static readonly TokenSource Tokens = new(ClientSettings.FromEnvironment());

    public static Task<string> GetTokenAsync(CancellationToken cancellationToken) => Tokens.GetTokenAsync(cancellationToken);
}

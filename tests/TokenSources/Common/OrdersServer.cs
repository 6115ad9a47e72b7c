using System.Net.Http;

namespace Acme.Common;

/// <summary>The orders server and what it accepts, from the environment.</summary>
internal static class OrdersServer
{
    /// <summary>Host and port.</summary>
    internal static string Host => Required("ORDERS_HOST");

    /// <summary>What the identity provider of this client hands out.</summary>
    internal static string IssuedToken => Required("ORDERS_ISSUED");

    /// <summary>Trusts the certificate of the server, and only that.</summary>
    internal static SocketsHttpHandler CreateHandler() => PinnedCertificate.CreateHandler(Required("ORDERS_CERTIFICATE"));

    private static string Required(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException(name + " is not set");
}

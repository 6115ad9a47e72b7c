namespace Acme.OrderServer;

/// <summary>What can be set on the command line or in the environment, for example <c>--TokenLifetime 00:00:02</c>.</summary>
public sealed class ServerSettings
{
    public string[] Users { get; set; } = ["acme", "birch"];

    /// <summary>The same for all users.</summary>
    public string Password { get; set; } = "";

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a key signs; it is accepted for the same time again, then it is withdrawn.</summary>
    public TimeSpan KeyRotation { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Where the PEM of the server's certificate goes, for clients that trust this server only.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>Where the addresses go once the server listens.</summary>
    public string? ReadyPath { get; set; }
}

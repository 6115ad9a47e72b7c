namespace GrpcAuthAnalyzers.Secrets.Settings;

/// <summary>What a setting of a configuration file holds.</summary>
internal readonly struct SettingFinding
{
    internal static readonly SettingFinding Nothing = new(Secret.Nothing, "");

    internal SettingFinding(Secret secret, string text, string place = "", bool isLocal = false, bool authenticatesCalls = true)
    {
        Secret = secret;
        Text = text;
        Place = place;
        IsLocal = isLocal;
        AuthenticatesCalls = authenticatesCalls;
    }

    /// <summary>What the text is.</summary>
    internal Secret Secret { get; }

    /// <summary>The secret itself, to tell whether it is repeated. Never shown.</summary>
    internal string Text { get; }

    /// <summary>For messages: where in the value the secret is, in words that begin with a blank; empty when it is the whole value.</summary>
    internal string Place { get; }

    /// <summary>Whether it opens a server on the developer's own machine only.</summary>
    internal bool IsLocal { get; }

    /// <summary>Whether its name says that it authenticates calls, and not that it is the password of another server.</summary>
    internal bool AuthenticatesCalls { get; }
}

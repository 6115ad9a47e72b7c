
namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>What a place needs from a token source.</summary>
internal sealed class TokenRequest
{
    internal TokenRequest(string header) => Header = header;

    /// <summary>The lower-case metadata key.</summary>
    internal string Header { get; }

    /// <summary>The name of what holds the token today, for the name of the setting; null when it has none.</summary>
    internal string? HolderName { get; init; }

    /// <summary>The name of the type or member that tells this credential from others of the same name; null when none is needed.</summary>
    internal string? Qualifier { get; init; }

    /// <summary>The name of the service that gets the token, for the name of the setting; null when it is not known, or when there are several.</summary>
    internal string? Client { get; init; }

    /// <summary>False for a credential that nothing is seen to send with gRPC.</summary>
    internal bool IsSentByGrpc { get; init; } = true;

    /// <summary>What the settings of the code are called; null until a source asks.</summary>
    internal SettingConventions? Conventions { get; set; }

    /// <summary>Only the configuration and the environment are used, because the place is the provider itself or cannot wait for one.</summary>
    internal bool OnlySettings { get; init; }

    /// <summary>A setting is no answer: the code has a token today, and a setting that nobody makes would throw it away.</summary>
    internal bool OnlyCode { get; init; }

    /// <summary>The expression, already valid at the place, by which the code reads the token today; null when there is none.</summary>
    internal TokenSource? Today { get; init; }

    /// <summary>The place can get the service provider of the call under the name <see cref="TokenSource.ServiceProvider"/>.</summary>
    internal bool HasServiceProvider { get; init; }
}

using System;
using GrpcAuthAnalyzers.CodeFixes.Tokens;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>What the setting of a secret would be called in the environment and in the configuration.</summary>
internal sealed class SettingName
{
    private readonly string _variable;
    private readonly string _key;

    internal SettingName(TokenRequest request)
    {
        Request = request;
        _variable = SettingNames.EnvironmentVariable(request);
        _key = SettingNames.ConfigurationKey(request);
    }

    internal TokenRequest Request { get; }

    /// <summary>Whether two secrets would be read from one variable, or from one setting of the configuration.</summary>
    internal bool IsOneWith(SettingName other) => _variable == other._variable || _key == other._key;

    /// <summary>Whether a setting has this name, in the environment or in the configuration.</summary>
    internal bool Is(string setting) =>
        setting.Equals(_variable, StringComparison.OrdinalIgnoreCase) || setting.Equals(_key, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name with the words of a type or member.</summary>
    internal SettingName QualifiedBy(string qualifier) => With(Request.HolderName, qualifier, Request.Client);

    /// <summary>The name that the secret would have in another variable.</summary>
    internal SettingName HeldBy(string holder) => With(holder, qualifier: null, Request.Client);

    /// <summary>The name that a secret of the same header for another service would have.</summary>
    internal SettingName SentTo(string service, string? holder) => With(holder, qualifier: null, service);

    private SettingName With(string? holder, string? qualifier, string? client) => new(new TokenRequest(Request.Header)
    {
        HolderName = holder,
        Qualifier = qualifier,
        Client = client,
        Conventions = Request.Conventions,
        OnlySettings = Request.OnlySettings,
    });
}

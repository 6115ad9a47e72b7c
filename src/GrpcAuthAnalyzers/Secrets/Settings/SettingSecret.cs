using System;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Secrets.Placeholders;

namespace GrpcAuthAnalyzers.Secrets.Settings;

/// <summary>Tells whether a setting of a configuration file is a credential, or holds one.</summary>
internal static class SettingSecret
{
    /// <summary>Longer texts are documents, not settings.</summary>
    private const int MaxLength = 1 << 16;

    private const string InParts = " in one of its name=value pairs";
    private const string InHeader = " in an HTTP header line";
    private const string InAddress = " in the user part of its address";

    /// <summary>What the value of a setting is, or holds.</summary>
    internal static SettingFinding In(Setting setting, GrpcAuthOptions options)
    {
        var value = setting.Value;
        if (value.Length > MaxLength)
            return SettingFinding.Nothing;

        if (SecretText.Anywhere(value, options) is { HasKnownForm: true } known)
            return new SettingFinding(known, value);

        if (setting.Path.IsLogLevel)
            return SettingFinding.Nothing;

        if (IsNameOfSecret(setting, options) && !IsOtherwiseNamed(setting) && Whole(setting, options) is { } whole)
            return new SettingFinding(
                whole, AuthorizationValue.Of(value).Credential,
                authenticatesCalls: SecretPurpose.AuthenticatesCalls(setting.Path.Key, setting.Path.Section)
                    || SecretName.IsNamedByOption(WholeName(setting.Path, options), options));

        // OTEL_EXPORTER_OTLP_HEADERS and its like hold the headers of a telemetry exporter, whatever those are called.
        var isOfExporter = Starts(setting.Path.Key, "OTEL_EXPORTER_OTLP_") && setting.Path.Key.EndsWith("HEADERS", StringComparison.OrdinalIgnoreCase);
        foreach (var (name, part) in ValueParts.Of(value))
        {
            if ((IsNameOfSecretPart(name, options) || (isOfExporter && RandomText.IsIn(part))) && AtCredential(part, options) is { } inPart)
                return new SettingFinding(
                    inPart, AuthorizationValue.Of(part).Credential, InParts, ValueParts.IsLocal(value),
                    isOfExporter || SecretPurpose.OfPartAuthenticatesCalls(name) || SecretName.IsNamedByOption(name, options));
        }

        if (ValueParts.HeaderIn(value) is { } header
            && CredentialHeaderName.IsCredential(header.Name, options)
            && AtCredential(header.Value, options) is { } inHeader)
            return new SettingFinding(inHeader, AuthorizationValue.Of(header.Value).Credential, InHeader);

        return ValueParts.PasswordOf(value) is { } password && AtCredential(password, options) is { } inAddress
            ? new SettingFinding(inAddress, password, InAddress, ValueParts.IsLocal(value), authenticatesCalls: false)
            : SettingFinding.Nothing;
    }

    private static Secret? Whole(Setting setting, GrpcAuthOptions options) =>
        SigningPhrase.Is(setting.Path.Key, setting.Path.Section, setting.Value)
            ? new Secret(SecretKind.Fixed, "credential")
            : AtCredential(setting.Value, options);

    /// <summary>What a text under the name of a secret is; null if it is not a credential.</summary>
    private static Secret? AtCredential(string text, GrpcAuthOptions options)
    {
        if (NonSecretValues.IsHarmless(text, options))
            return null;

        var secret = SecretText.AtCredential(text, options);
        return secret.HasKnownForm || secret.Kind == SecretKind.Fixed ? secret : null;
    }

    private static bool IsNameOfSecret(Setting setting, GrpcAuthOptions options)
    {
        var (key, section) = (setting.Path.Key, setting.Path.Section);

        // A name with a slash is a route.
        if (key.Length == 0 || key.IndexOf('/') >= 0)
            return false;

        // { "ApiKey": { "Value": "..." } }
        if (SecretName.IsSecret(WholeName(setting.Path, options), options) || (Is(key, "Value") && SecretName.IsSecret(section, options)))
            return true;

        if (NamedSecretSections.Are(section) && NamedSecretSections.MayHold(key, setting.Value))
            return true;

        if (Is(section, "machineKey") && (Is(key, "validationKey") || Is(key, "decryptionKey")))
            return true;

        // JwtSettings:Key is the usual place of the key that signs tokens.
        return Is(key, "Key") && setting.Value.Length >= SigningPhrase.MinLength && (Starts(section, "Jwt") || Starts(section, "Signing"));
    }

    /// <summary>
    /// <c>KeyVault:Secret</c> and <c>KeyVault:Secrets:0</c> are what the secret is called there. <c>Authorization</c> is a policy
    /// where its value is one word that begins as a name does, for a header has a scheme; a credential, where it is such a word, is
    /// a kind of it. Below <c>Queues</c> or <c>Cron</c> nothing is a secret.
    /// </summary>
    private static bool IsOtherwiseNamed(Setting setting)
    {
        var (key, section, value) = (setting.Path.Key, setting.Path.Section, setting.Value.Trim());
        if (RandomText.IsIn(value))
            return false;

        if (NonSecretSections.HoldNames(section) || (NonSecretSections.HoldNamesOfSecrets(section) && NonSecretValues.IsResource(value)))
            return true;

        return Is(key, "Authorization") || Is(key, "Credential") || Is(key, "Credentials")
            ? NonSecretValues.IsWord(value)
            : (Is(key, "Secret") || Is(key, "Secrets"))
                && section.IndexOf("Vault", StringComparison.OrdinalIgnoreCase) >= 0
                && NonSecretValues.IsResource(value);
    }

    /// <summary>The whole path where an option may name it, else the end, which is what counts.</summary>
    private static string WholeName(SettingPath path, GrpcAuthOptions options) =>
        options.SecretKeys.IsEmpty && options.IgnoredHeaders.IsEmpty ? path.Section + ":" + path.Key : path.ToText(static _ => false);

    /// <summary>Besides the names of settings, those that have this meaning in connection strings only.</summary>
    private static bool IsNameOfSecretPart(string name, GrpcAuthOptions options) =>
        Is(name, "auth")
            || Is(name, "sig")
            || Is(name, "SharedAccessSignature")
            || SecretName.IsSecret(name, options)
            || CredentialHeaderName.IsCredential(name, options);

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool Starts(string text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);
}

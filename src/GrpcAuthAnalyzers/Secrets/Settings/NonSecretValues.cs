using System;
using System.Collections.Generic;
using System.Globalization;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Secrets.Placeholders;

namespace GrpcAuthAnalyzers.Secrets.Settings;

/// <summary>Values under the name of a secret in configuration files that are not secret: they choose, locate, name or describe it.</summary>
internal static class NonSecretValues
{
    private const int MaxNumber = 5;

    /// <summary>Switches, levels of loggers, kinds of credential and of authentication, algorithms.</summary>
    private static readonly HashSet<string> Choices = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "yes", "no", "on", "off", "enabled", "disabled", "required", "optional", "auto", "automatic", "always", "never", "default", "inherit",
        "trace", "debug", "verbose", "information", "info", "warning", "warn", "error", "critical", "fatal",
        "windows", "negotiate", "ntlm", "kerberos", "anonymous", "forms", "certificate", "clientcertificate", "mtls", "insecure", "ssl", "tls", "integrated",
        "jwtbearer", "oauth", "oauth2", "oidc", "openidconnect", "cookie", "cookies", "apikey", "identity", "federation", "sspi",
        "managedidentity", "azurecli", "clientsecret", "clientcredentials", "authorizationcode", "workloadidentity", "environment", "keyvault", "usersecrets",
        "hs256", "hs384", "hs512", "rs256", "rs384", "rs512", "es256", "es384", "es512", "ps256", "header", "query", "plain", "encrypted", "hashed",
        "clear", "userpassword",
        "alwayson", "alwaysoff", "include", "omit", "same-origin", "guest",
    };

    /// <summary>Starts of texts that say where the secret is.</summary>
    private static readonly string[] Locators =
    {
        "env:", "file:", "vault:", "keyvault:", "kv:", "ssm:", "ref:", "ref+", "secretref:", "config:", "awssm:", "gcpsm:", "azkv:", "dapr:", "dns:",
        "projects/", "arn:", "configmap:", "registry:", "autogenerate",
        "enc:", "encrypted:", "dpapi:", "urn:",
    };

    private static readonly char[] ResourceSigns = { '-', '/' };

    private static readonly string[] DescribingWords = { "token", "password", "secret", "key", "credential", "authorization", "authentication", "header" };

    private static readonly string[] Extensions = { ".pem", ".key", ".pfx", ".p12", ".crt", ".cer", ".der", ".txt", ".json", ".jks", ".snk" };

    /// <summary>Whether a text is one word that begins with a capital letter, as a mode or policy does.</summary>
    internal static bool IsWord(string value) => value.Length > 0 && value[0] is >= 'A' and <= 'Z' && HasOnly(value, "");

    /// <summary>Whether a text is words with hyphens or slashes between them, as a resource of a cloud is called.</summary>
    internal static bool IsResource(string value) => value.IndexOfAny(ResourceSigns) > 0 && HasOnly(value, "-/#_0123456789");

    /// <summary>Whether a text is not a credential, whatever the name of its setting.</summary>
    internal static bool IsHarmless(string text, GrpcAuthOptions options)
    {
        var value = text.Trim();
        return value.Length == 0
            || value is "SECRET" or "PASSWORD" or "TOKEN" or "KEY"
            || Choices.Contains(value)
            || IsNumberOrTime(value)
            || MeasurementText.Is(value)
            || IsSign(value)
            || IsProtected(value)
            || (ValueParts.IsAddress(value) && ValueParts.PasswordOf(value) is null)
            || IsLocator(value)
            || IsPublicKey(value)
            || IsNameOfHeader(value, options)
            || IsNameOfSetting(value, options)
            || IsNameOfType(value)
            || IsDescription(value);
    }

    /// <summary>Text without a letter or digit, and what stands for the end of a text in a language model: <c>||</c>, <c>&lt;/s&gt;</c>.</summary>
    private static bool IsSign(string value)
    {
        var isTag = value.Length > 2 && value[0] == '<' && value[value.Length - 1] == '>';
        foreach (var c in value)
        {
            if (isTag ? char.IsDigit(c) : char.IsLetterOrDigit(c))
                return false;
        }

        return true;
    }

    /// <summary>What the data protection of ASP.NET Core or of Windows has encrypted.</summary>
    private static bool IsProtected(string value) =>
        value.StartsWith("CfDJ8", StringComparison.Ordinal) || value.StartsWith("AQAAANCMnd8BFdERjHoAwE", StringComparison.Ordinal);

    private static bool HasOnly(string value, string others)
    {
        foreach (var c in value)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z')) && others.IndexOf(c) < 0)
                return false;
        }

        return true;
    }

    private static bool IsNumberOrTime(string value)
    {
        if (value.IndexOf(':') > 0)
            return TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _);

        if (value.Length > MaxNumber)
            return false;

        foreach (var c in value)
        {
            if (c is (< '0' or > '9') and not '.')
                return false;
        }

        return true;
    }

    /// <summary>A path, or a reference to a secret that is kept elsewhere.</summary>
    private static bool IsLocator(string value)
    {
        foreach (var start in Locators)
        {
            if (value.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        var isPath = value[0] == '/'
            || (value.IndexOf(' ') < 0 && Array.Exists(Extensions, extension => value.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
            || value.StartsWith("./", StringComparison.Ordinal)
            || value.StartsWith("../", StringComparison.Ordinal)
            || value.StartsWith("~/", StringComparison.Ordinal)
            || value.StartsWith(@"\\", StringComparison.Ordinal)
            || value.StartsWith(@".\", StringComparison.Ordinal)
            || value.StartsWith(@"..\", StringComparison.Ordinal)
            || (value.Length > 2 && char.IsLetter(value[0]) && value[1] == ':' && value[2] is '\\' or '/');
        return isPath && value.IndexOfAny(new[] { '+', '=' }) < 0 && !RandomText.IsIn(value);
    }

    private static bool IsPublicKey(string value) =>
        value.StartsWith("ssh-", StringComparison.Ordinal)
        || (value.StartsWith("-----BEGIN ", StringComparison.Ordinal)
            && (value.IndexOf("PUBLIC KEY-----", StringComparison.Ordinal) > 0 || value.IndexOf("CERTIFICATE-----", StringComparison.Ordinal) > 0));

    /// <summary><c>Authorization</c>, <c>X-Api-Key</c>, <c>X-CSRF-TOKEN</c>: the header or cookie that the credential is sent in.</summary>
    private static bool IsNameOfHeader(string value, GrpcAuthOptions options) =>
        ((value.Equals("authorization", StringComparison.OrdinalIgnoreCase)
                || value.StartsWith("x-", StringComparison.OrdinalIgnoreCase)
                || value.StartsWith("ocp-apim-", StringComparison.OrdinalIgnoreCase))
            && CredentialHeaderName.IsCredential(value, options)
            || (HasOnly(value, "-") && (value.EndsWith("-TOKEN", StringComparison.Ordinal) || value.EndsWith("-Token", StringComparison.Ordinal))))
        && !RandomText.IsIn(value);

    /// <summary><c>GRPC_AUTH_TOKEN</c>, <c>Grpc:Auth:Token</c>: where the program is to read.</summary>
    private static bool IsNameOfSetting(string value, GrpcAuthOptions options)
    {
        bool hasSeparator = false, hasLower = false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var isSeparator = c is '_' or ':';
            if (!isSeparator && c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z')))
                return false;

            if (c is >= 'a' and <= 'z' && (i == 0 || value[i - 1] is '_' or ':'))
                return false;

            hasSeparator |= isSeparator && i > 0;
            hasLower |= c is >= 'a' and <= 'z';
        }

        return hasSeparator && (!hasLower || value.IndexOf(':') > 0) && SecretName.IsSecret(value.Substring(value.LastIndexOf(':') + 1), options);
    }

    /// <summary><c>Acme.Auth.VaultTokenProvider, Acme.Auth</c>, <c>DefaultAzureCredential</c>.</summary>
    private static bool IsNameOfType(string value)
    {
        var comma = value.IndexOf(", ", StringComparison.Ordinal);
        var name = comma < 0 ? value : value.Substring(0, comma);
        if (comma < 0
            ? !name.EndsWith("Credential", StringComparison.Ordinal) && !name.EndsWith("Credentials", StringComparison.Ordinal)
            : name.IndexOf('.') < 0)
            return false;

        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '_' or '+' or '`'))
                return false;
        }

        return char.IsUpper(name[0]) && !RandomText.IsIn(name);
    }

    /// <summary>A sentence about credentials: at least three words, one of them of that kind, and no digit.</summary>
    private static bool IsDescription(string value)
    {
        var words = value.Split(new[] { ' ', '\t', '\r', '\n', '.', ',', ':', '!', '?', '\'', '"' }, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || value.IndexOf(' ') < 0)
            return false;

        var isAbout = false;
        foreach (var word in words)
        {
            foreach (var c in word)
            {
                if (char.IsDigit(c))
                    return false;
            }

            foreach (var describing in DescribingWords)
                isAbout |= word.StartsWith(describing, StringComparison.OrdinalIgnoreCase);
        }

        return isAbout;
    }
}

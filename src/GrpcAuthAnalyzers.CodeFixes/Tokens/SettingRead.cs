using GrpcAuthAnalyzers.CodeFixes.Writing;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The expression that reads a setting, with what throws where the setting is missing.</summary>
internal sealed class SettingRead
{
    private SettingRead(string text, string nullCheck, string name, string description)
    {
        Text = text;
        NullCheck = nullCheck;
        Name = name;
        Description = description;
    }

    internal string Text { get; }

    /// <summary><c> ?? throw ...</c></summary>
    internal string NullCheck { get; }

    /// <summary>The key or variable.</summary>
    internal string Name { get; }

    /// <summary>For titles: <c>setting 'Grpc:Token'</c>.</summary>
    internal string Description { get; }

    /// <summary>The configuration where an expression for it is at hand, else the environment.</summary>
    internal static SettingRead Of(string? configuration, TokenRequest request, TypeNames names) =>
        configuration is null ? OfEnvironment(request, names) : OfConfiguration(configuration, request, names);

    internal static SettingRead OfConfiguration(string configuration, TokenRequest request, TypeNames names)
    {
        var key = SettingNames.ConfigurationKey(request);
        return new SettingRead(
            configuration + "[\"" + key + "\"]", TokenSources.OrThrow(names, TokenSources.MissingSetting(key)), key, "setting '" + key + "'");
    }

    internal static SettingRead OfEnvironment(TokenRequest request, TypeNames names)
    {
        var variable = SettingNames.EnvironmentVariable(request);
        return new SettingRead(
            names.Of("System.Environment") + ".GetEnvironmentVariable(\"" + variable + "\")",
            TokenSources.OrThrow(names, TokenSources.MissingVariable(variable)), variable, "environment variable '" + variable + "'");
    }

    internal TokenSource AsSource() => new(Description, Text, null, "", isAsync: false) { NullCheck = NullCheck, Setting = Name };
}

using System;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>Whether an additional file is a configuration file of the program, and which, by its name.</summary>
internal sealed class ConfigFile
{
    private static readonly string[] TemplateWords = { "example", "sample", "template", "dist" };

    private readonly Func<string, ConfigFileText> _reader;

    private ConfigFile(Func<string, ConfigFileText> reader, string name)
    {
        _reader = reader;
        IsDevelopment = name.Equals("appsettings.Development.json", StringComparison.OrdinalIgnoreCase);
        IsLaunchSettings = name.StartsWith("launchSettings", StringComparison.OrdinalIgnoreCase);
        IsTemplate = HasWord(name, TemplateWords);
    }

    /// <summary>Whether it is read on developer machines only.</summary>
    internal bool IsDevelopment { get; }

    /// <summary>Whether it holds launch profiles, of which only the environment variables are settings.</summary>
    internal bool IsLaunchSettings { get; }

    /// <summary>Whether it is a template to copy and fill in.</summary>
    internal bool IsTemplate { get; }

    /// <summary>The configuration file of this path; null if its name is not that of one.</summary>
    internal static ConfigFile? Of(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(new[] { '/', '\\' }) + 1);
        return ReaderOf(WithoutTemplateWord(name)) is { } reader ? new ConfigFile(reader, name) : null;
    }

    /// <summary>The settings and comments of its text.</summary>
    internal ConfigFileText Read(string text) => _reader(text);

    private static Func<string, ConfigFileText>? ReaderOf(string name)
    {
        if (Ends(".json") && (Starts("appsettings") || Starts("launchSettings")))
            return JsonScanner.Read;

        if (Ends(".config") && (Starts("app.") || Starts("web")))
            return XmlScanner.Read;

        return Starts(".env.") || Ends(".env") ? EnvScanner.Read : null;

        bool Starts(string start) => name.StartsWith(start, StringComparison.OrdinalIgnoreCase);
        bool Ends(string end) => name.EndsWith(end, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary><c>appsettings.json.example</c> is read as <c>appsettings.json</c>.</summary>
    private static string WithoutTemplateWord(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && HasWord(name.Substring(dot), TemplateWords) ? name.Substring(0, dot) : name;
    }

    private static bool HasWord(string name, string[] words)
    {
        foreach (var part in name.Split('.'))
        {
            foreach (var word in words)
            {
                if (part.Equals(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }
}

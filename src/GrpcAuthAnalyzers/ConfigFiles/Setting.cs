using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>One text of a configuration file, with the place where it is written.</summary>
internal readonly struct Setting
{
    internal Setting(SettingPath path, string value, TextSpan span, int start)
    {
        Path = path;
        Value = value;
        Span = span;
        Start = start;
    }

    internal SettingPath Path { get; }

    /// <summary>The text without quotes, and with its escapes read.</summary>
    internal string Value { get; }

    /// <summary>Where the value is written, without quotes.</summary>
    internal TextSpan Span { get; }

    /// <summary>Where the setting begins: the quote of its key, or its element.</summary>
    internal int Start { get; }

    /// <summary>The same setting with another path.</summary>
    internal Setting Under(SettingPath path) => new(path, Value, Span, Start);
}

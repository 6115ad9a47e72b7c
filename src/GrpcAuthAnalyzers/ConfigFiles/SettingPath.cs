using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// The names that lead to a setting, each linked to the one above it. What every setting needs is computed once for each step,
/// so a file that is a hundred thousand levels deep costs no more than a flat one.
/// </summary>
internal sealed class SettingPath
{
    internal static readonly SettingPath Root = new(null, "");

    private const int MaxReadSegments = 32;
    private const int MaxReadLength = 512;
    private const int MaxShownSegments = 12;
    private const int MaxShownSegment = 64;
    private const int MaxEnd = 128;

    private readonly SettingPath? _parent;
    private readonly string _name;

    private SettingPath(SettingPath? parent, string name)
    {
        _parent = parent;
        _name = name;
        Key = parent?.Key ?? "";
        Section = parent?.Section ?? "";
        IsLogLevel = parent is not null && (parent.IsLogLevel || IsOfLogLevels(parent.Key));
        IsEnvironment = parent is not null && (parent.IsEnvironment || parent._name.Equals("environmentVariables", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// The name that says what the setting is: the last one that is no index, behind every <c>:</c>, <c>.</c> and <c>__</c>. Empty at the root.
    /// </summary>
    internal string Key { get; private set; }

    /// <summary>The name in front of <see cref="Key"/>; may be empty.</summary>
    internal string Section { get; private set; }

    /// <summary>Whether the setting is the level of a logger: it is below <c>LogLevel</c>, or <c>Override</c> of Serilog.</summary>
    internal bool IsLogLevel { get; private set; }

    /// <summary>Whether the setting is an environment variable of a launch profile.</summary>
    internal bool IsEnvironment { get; }

    /// <summary>
    /// The path by which code reads the setting: <c>Grpc:Auth:Token</c>, for <c>GRPC__TOKEN</c> too, and of a launch profile the variable alone. Null for
    /// paths that are longer than code writes them.
    /// </summary>
    internal string? AsRead()
    {
        var path = "";
        var step = this;
        for (var steps = 0; step._parent is { } parent && steps < MaxReadSegments && path.Length + step._name.Length <= MaxReadLength; steps++)
        {
            var name = step._name.Replace("__", ":");
            path = path.Length == 0 ? name : name + ":" + path;
            step = IsEnvironment && !parent.IsEnvironment ? Root : parent;
        }

        return step._parent is null ? path : null;
    }

    /// <summary>The path of a setting of this section. An index leaves the key of the section as it is.</summary>
    internal SettingPath Child(string name)
    {
        var child = new SettingPath(this, name);
        foreach (var piece in Pieces(name))
        {
            if (IsIndex(piece))
                continue;

            child.IsLogLevel |= IsOfLogLevels(child.Key);
            (child.Section, child.Key) = (child.Key, Cut(piece));
        }

        return child;
    }

    /// <summary>The path of an element of this array: it has the key of the array.</summary>
    internal SettingPath Child(int index) => new(this, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// For messages, such as <c>Grpc:Auth:Token</c>; of a very deep path the end. A name for which <paramref name="isSecret"/> holds is left out: some
    /// files have tokens as names.
    /// </summary>
    internal string ToText(Func<string, bool> isSecret)
    {
        var names = new List<string>();
        var step = this;
        for (; step._parent is not null && names.Count < MaxShownSegments; step = step._parent)
            names.Add(isSecret(Start(step._name)) ? "\u2026" : Shown(step._name));

        if (step._parent is not null)
            names.Add("\u2026");

        names.Reverse();
        return string.Join(":", names);
    }

    private static bool IsOfLogLevels(string key) =>
        key.Equals("LogLevel", StringComparison.OrdinalIgnoreCase) || key.Equals("Override", StringComparison.OrdinalIgnoreCase);

    private static List<string> Pieces(string name)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isBreak = i == name.Length || name[i] is ':' or '.' || (name[i] == '_' && i + 1 < name.Length && name[i + 1] == '_');
            if (!isBreak)
                continue;

            if (i > start)
                pieces.Add(name.Substring(start, i - start));

            if (i < name.Length && name[i] == '_')
                i++;

            start = i + 1;
        }

        return pieces;
    }

    /// <summary>The ends of a name that is longer than any that means something: it is not read to its end for every setting below it.</summary>
    private static string Cut(string name) =>
        name.Length <= 2 * MaxEnd ? name : name.Substring(0, MaxEnd) + name.Substring(name.Length - MaxEnd);

    private static bool IsIndex(string piece)
    {
        foreach (var c in piece)
        {
            if (c is < '0' or > '9')
                return false;
        }

        return true;
    }

    /// <summary>What is asked of a name: more than is shown, and a secret may end behind that.</summary>
    private static string Start(string name) => name.Length <= MaxReadLength ? name : name.Substring(0, MaxReadLength);

    /// <summary>A name on one line, cut to fit.</summary>
    private static string Shown(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (text.Length == MaxShownSegment)
                return text.Append('\u2026').ToString();

            text.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return text.ToString();
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// What the configuration files that the compiler gets say about each setting, all of them together: any may be the one that the program reads last. Templates
/// do not count, nor, for most questions, files that only development reads. They are read when somebody asks.
/// </summary>
internal sealed class VisibleSettings
{
    /// <summary>No file.</summary>
    internal static readonly VisibleSettings None = new(ImmutableArray<AdditionalText>.Empty);

    private static readonly IReadOnlyList<string> NoValues = Array.Empty<string>();

    private readonly Lazy<VisibleSettings> _allRuns;
    private readonly Lazy<Dictionary<string, List<string>>> _values;

    /// <param name="files">The additional files of the project.</param>
    internal VisibleSettings(ImmutableArray<AdditionalText> files)
        : this(files, areOfAllRuns: false)
    {
    }

    private VisibleSettings(ImmutableArray<AdditionalText> files, bool areOfAllRuns)
    {
        _allRuns = new Lazy<VisibleSettings>(() => OfAllRuns(files));
        AreOfAllRuns = areOfAllRuns;
        _values = new Lazy<Dictionary<string, List<string>>>(() => Read(files, areOfAllRuns));
    }

    /// <summary>Whether the files of development count, too: the question is what any run may get.</summary>
    internal bool AreOfAllRuns { get; }

    /// <summary>The settings of every run, on developer machines, too.</summary>
    internal static VisibleSettings OfAllRuns(ImmutableArray<AdditionalText> files) => new(files, areOfAllRuns: true);

    /// <summary>What any run may get: the files of development, too.</summary>
    internal VisibleSettings InAllRuns => AreOfAllRuns ? this : _allRuns.Value;

    /// <summary>Whether any file, also one of development, has a setting below a path: <c>Authentication:Schemes</c>.</summary>
    internal bool HasAnyBelow(string path) => InAllRuns.Below(path).Count > 0;

    /// <summary>The values of all settings below a path.</summary>
    internal IReadOnlyList<string> Below(string path)
    {
        var all = new List<string>();
        foreach (var setting in _values.Value)
        {
            if (setting.Key.StartsWith(path, StringComparison.OrdinalIgnoreCase) && setting.Key.Length > path.Length && setting.Key[path.Length] == ':')
                all.AddRange(setting.Value);
        }

        return all;
    }

    /// <summary>The values that the files give to the setting of this path (<c>Orders:Address</c>), each once; empty when none gives one.</summary>
    internal IReadOnlyList<string> Of(string path) => _values.Value.TryGetValue(path, out var values) ? values : NoValues;

    /// <summary>The values of all settings whose path has this name at its end.</summary>
    internal IReadOnlyList<string> Ending(string name)
    {
        var all = new List<string>();
        foreach (var setting in _values.Value)
        {
            if (setting.Key.EndsWith(name, StringComparison.OrdinalIgnoreCase)
                && (setting.Key.Length == name.Length || setting.Key[setting.Key.Length - name.Length - 1] == ':'))
                all.AddRange(setting.Value);
        }

        return all;
    }

    private static Dictionary<string, List<string>> Read(ImmutableArray<AdditionalText> files, bool areOfAllRuns)
    {
        var all = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (ConfigFile.Of(file.Path) is not { IsTemplate: false } kind
                || (!areOfAllRuns && (kind.IsDevelopment || kind.IsLaunchSettings))
                || file.GetText() is not { } text)
                continue;

            foreach (var setting in kind.Read(text.ToString()).Settings)
            {
                if (setting.Path.AsRead() is not { } path)
                    continue;

                if (!all.TryGetValue(path, out var values))
                    all.Add(path, values = new List<string>());

                if (!values.Contains(setting.Value))
                    values.Add(setting.Value);
            }
        }

        return all;
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// What the configuration files that the compiler gets say about each setting, all of them together: any may be the one that the program reads last. Files
/// that only development reads, and templates, do not count. They are read when somebody asks.
/// </summary>
internal sealed class VisibleSettings
{
    /// <summary>No file.</summary>
    internal static readonly VisibleSettings None = new(ImmutableArray<AdditionalText>.Empty);

    private static readonly IReadOnlyList<string> NoValues = Array.Empty<string>();

    private readonly Lazy<Dictionary<string, List<string>>> _values;

    /// <param name="files">The additional files of the project.</param>
    internal VisibleSettings(ImmutableArray<AdditionalText> files) => _values = new Lazy<Dictionary<string, List<string>>>(() => Read(files));

    /// <summary>The values that the files give to the setting of this path (<c>Orders:Address</c>), each once; empty when none gives one.</summary>
    internal IReadOnlyList<string> Of(string path) => _values.Value.TryGetValue(path, out var values) ? values : NoValues;

    private static Dictionary<string, List<string>> Read(ImmutableArray<AdditionalText> files)
    {
        var all = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (ConfigFile.Of(file.Path) is not { IsTemplate: false, IsDevelopment: false, IsLaunchSettings: false } kind || file.GetText() is not { } text)
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

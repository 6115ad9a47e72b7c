using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace GrpcAuthAnalyzers.Scanning.Mapping;

/// <summary>The settings of the environments side by side, and those that seem to be of another environment than the others.</summary>
internal static partial class EnvironmentSettings
{
    private const string Local = "local", Development = "development", Test = "test", Staging = "staging", Production = "production";

    /// <summary>Words of hosts and names that tell an environment.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["localhost"] = Local,
        ["dev"] = Development,
        ["develop"] = Development,
        ["development"] = Development,
        ["test"] = Test,
        ["testing"] = Test,
        ["tst"] = Test,
        ["qa"] = Test,
        ["stage"] = Staging,
        ["staging"] = Staging,
        ["stg"] = Staging,
        ["uat"] = Staging,
        ["preprod"] = Staging,
        ["prod"] = Production,
        ["prd"] = Production,
        ["production"] = Production,
        ["live"] = Production,
    };

    /// <summary>A table for each project that has such settings.</summary>
    internal static IReadOnlyList<MapSettings> Of(IReadOnlyList<Mark> marks) =>
        [.. marks.Where(mark => mark.Kind == "setting").GroupBy(mark => mark.Project).OrderBy(project => project.Key, StringComparer.Ordinal)
            .Select(project => Table(project.Key, [.. project]))];

    /// <summary>What the tables say does not fit, one sentence for each value.</summary>
    internal static IEnumerable<MapMismatch> MismatchesIn(IEnumerable<MapSettings> tables) =>
        from table in tables
        from row in table.Rows
        from value in row.Values
        where value?.Mismatch is not null
        select new MapMismatch("environment", $"{table.Project}: '{row.Path}' {value.Mismatch}.", value.Place, null);

    private static MapSettings Table(string project, Mark[] marks)
    {
        string[] environments =
        [
            .. marks.Select(mark => mark["environment"] ?? "").Append("").Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
        ];
        var rows = marks.GroupBy(mark => mark["path"]!, StringComparer.OrdinalIgnoreCase)
            .Select(row => new MapSetting(row.Key, row.First()["what"]!, Array.ConvertAll(environments, environment =>
                row.LastOrDefault(mark => (mark["environment"] ?? "").Equals(environment, StringComparison.OrdinalIgnoreCase)) is { } mark
                    ? new MapValue(mark["value"]!, mark.Place, null)
                    : null)))
            .OrderBy(row => row.What, StringComparer.Ordinal).ThenBy(row => row.Path, StringComparer.Ordinal).ToArray();
        var told = environments.Select((_, column) => ToldIn(column, rows)).ToArray();
        return new(project, environments, [.. rows.Select(row => row with
        {
            Values = [.. row.Values.Select((value, column) =>
                value is null || row.What == "secret" ? value : value with { Mismatch = MismatchOf(value.Value, environments[column], told[column]) })],
        })]);
    }

    /// <summary>
    /// The environments that the values of a column name, each with the first setting that does. What a file does not set is as in <c>appsettings.json</c>.
    /// </summary>
    private static Dictionary<string, string> ToldIn(int column, MapSetting[] rows)
    {
        var told = new Dictionary<string, string>();
        foreach (var row in rows.Where(row => row.What != "secret"))
        {
            if (EnvironmentOf((row.Values[column] ?? row.Values[0])?.Value ?? "") is { } environment and not Local)
                told.TryAdd(environment, row.Path);
        }

        return told;
    }

    /// <summary>
    /// Why a value seems to be of another environment: its words say so against the name of its file, or, in a file without such a name, against another
    /// setting that holds there. Development may use any environment, and a value of the developer's machine in <c>appsettings.json</c> is a default.
    /// </summary>
    private static string? MismatchOf(string value, string environment, Dictionary<string, string> told)
    {
        if (EnvironmentOf(value) is not { } own)
            return null;

        var file = EnvironmentOf(environment);
        if (file is Development or Local)
            return null;

        if (file is not null)
            return file == own ? null : $"names {own}, and the file is of {environment}";

        return own == Local || told.Where(other => other.Key != own).Select(other => other.Value).FirstOrDefault() is not { } path
            ? null
            : $"names {own}, and '{path}' another environment";
    }

    /// <summary>
    /// The environment that the words of a text tell; null where none or several do. The ends <c>.test</c> and <c>.local</c> of hosts tell none.
    /// </summary>
    private static string? EnvironmentOf(string text)
    {
        if (text.Equals(Local, StringComparison.OrdinalIgnoreCase))
            return Local;

        var found = Letters().Matches(End().Replace(text, "")).Select(word => Words.GetValueOrDefault(word.Value)).OfType<string>().Distinct().ToArray();
        return found.Length == 1 ? found[0] : text.Contains("127.0.0.1", StringComparison.Ordinal) && found.Length == 0 ? Local : null;
    }

    [GeneratedRegex(@"\.test(?=[:/]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex End();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Letters();
}

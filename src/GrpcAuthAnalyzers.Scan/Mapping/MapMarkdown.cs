using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace GrpcAuthAnalyzers.Scanning.Mapping;

/// <summary>The map as Markdown, with a diagram that GitHub, GitLab and Azure DevOps draw (Mermaid). Long tables are cut: the page has all of it.</summary>
internal sealed class MapMarkdown
{
    // Mermaid refuses more than 500 edges and 50,000 characters by default.
    private const int MostEdges = 80;
    private const int MostRows = 200;

    private readonly StringBuilder _text = new();
    private readonly CredentialMap _map;
    private readonly string _root;

    private MapMarkdown(CredentialMap map, string root) => (_map, _root) = (map, root);

    /// <param name="map">The map.</param>
    /// <param name="root">The way from the file to the scanned folder; empty where there is none.</param>
    internal static string Of(CredentialMap map, string root)
    {
        var markdown = new MapMarkdown(map, root);
        markdown.Write();
        return markdown._text.ToString().TrimEnd();
    }

    private void Write()
    {
        _text.Append("# Credential map of ").Append(Cell(_map.Name)).Append("\n\n");
        foreach (var verdict in _map.Calls.GroupBy(call => call.Verdict).OrderBy(group => group.Key, StringComparer.Ordinal))
            _text.Append("- ").Append(verdict.Count()).Append(verdict.Count() == 1 ? " call: " : " calls: ").Append(TextOf(verdict.Key)).Append('\n');

        Section("Mismatches", _map.Mismatches, ["What", "Where", "Against"], mismatch =>
            [Cell(mismatch.Text), Link(mismatch.Place), mismatch.Other is { } other ? Link(other) : ""]);
        WriteDiagram();
        (MapService Service, MapRpc Rpc)[] rpcs = [.. _map.Services.SelectMany(service => service.Rpcs.Select(rpc => (service, rpc)))];
        Section("Services", rpcs, ["Service", "RPC", "The server", "Served by", "Calls"], each =>
        [
            Cell(each.Service.Name), Cell(each.Rpc.Name), AsksOf(each.Rpc.Asks),
            string.Join("<br>", each.Rpc.ServedBy.Select(serving => Link(serving.Place, serving.Server))), CallsOf(each.Rpc),
        ]);
        Section("Calls", _map.Calls, ["Call", "Client", "Result", "Authenticated by", "Place"], call =>
            [Cell(NameOf(call)), Cell(call.Client), TextOf(call.Verdict), AnswerOf(call.Answer), Link(call.Place)]);
        Section("Channels and registrations", _map.Channels, ["Address", "Of", "Transport", "Adds", "Place"], channel =>
        [
            Cell(string.Join(" or ", channel.Address)), Cell(channel.Client ?? channel.In ?? ""), channel.Transport ?? "unknown", AnswerOf(channel.Answer),
            Link(channel.Place),
        ]);
        foreach (var settings in _map.Settings)
        {
            string[] heads = ["Setting", .. settings.Environments.Select(name => name.Length == 0 ? "appsettings.json" : Cell(name))];
            Section("Environments of " + Cell(settings.Project), settings.Rows, heads, row => [Cell(row.Path), .. row.Values.Select(ValueOf)]);
        }

        Section("Not analysed", _map.NotAnalysed, ["Project", "Reason"], missing => [Cell(missing.Project), Cell(missing.Reason)]);
    }

    /// <summary>Clients to the left, services to the right, and an edge for each client and mechanism.</summary>
    private void WriteDiagram()
    {
        var edges = _map.Calls.Where(call => call.Service is not null)
            .GroupBy(call => (call.Project, call.Client, Service: call.Service!, Label: LabelOf(call), IsBad: call.Verdict == "mismatch"))
            .OrderByDescending(edge => edge.Key.IsBad).ThenBy(edge => edge.Key.Service, StringComparer.Ordinal)
            .ThenBy(edge => edge.Key.Project, StringComparer.Ordinal).ThenBy(edge => edge.Key.Client, StringComparer.Ordinal)
            .ThenBy(edge => edge.Key.Label, StringComparer.Ordinal).ToArray();
        if (edges.Length == 0)
            return;

        var shown = edges.Take(MostEdges).ToArray();
        _text.Append("\n## Who calls whom\n\n```mermaid\nflowchart LR\n");
        var ids = new Dictionary<(string, string), string>();
        foreach (var edge in shown)
        {
            _text.Append("  ").Append(Node((edge.Key.Project, edge.Key.Client), $"{edge.Key.Client}<br>{edge.Key.Project}"))
                .Append(edge.Key.IsBad ? " ==>|\"" : " -->|\"").Append(Label($"{edge.Key.Label} ({edge.Count()})")).Append("\"| ")
                .Append(Node(("", edge.Key.Service), edge.Key.Service)).Append('\n');
        }

        var bad = shown.Select((edge, index) => (edge.Key.IsBad, index)).Where(each => each.IsBad).Select(each => each.index).ToArray();
        if (bad.Length > 0)
            _text.Append("  linkStyle ").AppendJoin(',', bad).Append(" stroke:#b3261e,stroke-width:3px\n");
        _text.Append("```\n");
        if (edges.Length > shown.Length)
            _text.Append("\n").Append(edges.Length - shown.Length).Append(" more are left out.\n");

        string Node((string, string) key, string name) => ids.TryGetValue(key, out var id) ? id : (ids[key] = "n" + ids.Count) + "[\"" + Label(name) + "\"]";
    }

    private void Section<T>(string title, IReadOnlyList<T> rows, string[] heads, Func<T, string[]> cells)
    {
        if (rows.Count == 0)
            return;

        _text.Append("\n## ").Append(title).Append("\n\n| ").AppendJoin(" | ", heads).Append(" |\n|").Insert(_text.Length, " --- |", heads.Length).Append('\n');
        foreach (var row in rows.Take(MostRows))
            _text.Append("| ").AppendJoin(" | ", cells(row)).Append(" |\n");
        if (rows.Count > MostRows)
            _text.Append("\n").Append(rows.Count - MostRows).Append(" more are left out.\n");
    }

    private static string NameOf(MapCall call) => call.Service is null ? "unknown" : $"{call.Service}/{call.Rpc}";

    private static string LabelOf(MapCall call) =>
        call.Verdict is "authenticated" ? string.Join(", ", call.Answer.Means.DefaultIfEmpty("other")) : TextOf(call.Verdict);

    private string CallsOf(MapRpc rpc) => string.Join("<br>", rpc.Calls.GroupBy(index => _map.Calls[index].Verdict)
        .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {TextOf(group.Key)}"));

    private static string ValueOf(MapValue? value) =>
        value is null ? "" : Cell(value.Value) + (value.Mismatch is { } odd ? "<br>**" + Cell(odd) + "**" : "");

    private static string TextOf(string verdict) => verdict switch
    {
        "mismatch" => "without credentials, and the server asks",
        "bare" => "without credentials",
        "not-needed" => "not needed",
        _ => verdict,
    };

    private static string AsksOf(string asks) => asks switch
    {
        "credentials" => "asks for credentials",
        "nothing" => "open",
        "unseen" => "no server seen",
        _ => asks,
    };

    private static string AnswerOf(MapAnswer answer) => answer.Credential switch
    {
        "unknown" => "unknown" + (answer.Why is { } why ? ": " + Cell(why) : ""),
        "absent" => "none",
        _ => string.Join(", ", answer.Means.DefaultIfEmpty("other")) + string.Concat(answer.Tokens.Select(token => "<br>from " + Cell(token))),
    };

    private string Link(MapPlace place, string? text = null)
    {
        var shown = Cell(text ?? $"{place.File[(place.File.LastIndexOf('/') + 1)..]}:{place.Line}");
        return _root.Length == 0 ? shown : $"[{shown}]({string.Join('/', $"{_root}/{place.File}".Split('/').Select(Uri.EscapeDataString))}#L{place.Line})";
    }

    /// <summary>A text in a cell: no character of it means anything to Markdown or HTML.</summary>
    private static string Cell(string text)
    {
        var cell = new StringBuilder();
        foreach (var letter in text)
        {
            cell.Append(letter switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '~' or '#' => "\\" + letter,
                _ when char.IsControl(letter) => " ",
                _ => letter.ToString(),
            });
        }

        return cell.ToString();
    }

    /// <summary>A text in quotes of Mermaid, which has entities for what would end them.</summary>
    private static string Label(string text) =>
        text.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal).Replace("`", "#96;", StringComparison.Ordinal)
            .Replace("<br>", "\n", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal)
            .Replace("\n", "<br>", StringComparison.Ordinal);
}

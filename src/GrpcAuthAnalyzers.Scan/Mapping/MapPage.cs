using System;
using System.IO;
using System.Net;
using System.Text.Json;

namespace GrpcAuthAnalyzers.Scanning.Mapping;

/// <summary>The map as one page that needs no network: styles, script and data are in it.</summary>
internal static class MapPage
{
    /// <param name="map">The map.</param>
    /// <param name="root">The way from the page to the scanned folder, with slashes; empty where there is none, so that nothing is linked.</param>
    internal static string Of(CredentialMap map, string root)
    {
        // The default encoder of System.Text.Json escapes <, > and &, so that no name can end the script.
        var page = Part("map.html");
        foreach (var (name, text) in new[]
        {
            ("title", WebUtility.HtmlEncode("Credential map of " + map.Name)), ("root", WebUtility.HtmlEncode(root)), ("style", Part("map.css")),
            ("script", Part("map.js")), ("data", JsonSerializer.Serialize(map, MapFile.Compact)),
        })
            page = page.Replace("{{" + name + "}}", text, StringComparison.Ordinal);

        return page;
    }

    /// <summary>The way from a file to a folder; empty where there is none, as between two drives.</summary>
    internal static string WayFrom(string file, string root)
    {
        var way = Path.GetRelativePath(Path.GetDirectoryName(file)!, root).Replace('\\', '/');
        return Path.IsPathRooted(way) ? "" : way;
    }

    private static string Part(string name)
    {
        using var part = new StreamReader(typeof(MapPage).Assembly.GetManifestResourceStream(name)!);
        return part.ReadToEnd().TrimEnd();
    }
}

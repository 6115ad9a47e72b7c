using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GrpcAuthAnalyzers.Scanning.Mapping;

/// <summary>The file of <c>--map</c>: a page, Markdown or JSON, by its extension.</summary>
internal static class MapFile
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The same in one line, without characters that mean something in a page.</summary>
    internal static readonly JsonSerializerOptions Compact = new(Form) { WriteIndented = false, Encoder = JavaScriptEncoder.Default };

    /// <summary>Whether a file can be written: its extension says how.</summary>
    internal static bool IsKnown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm" or ".md" or ".json";

    /// <summary>Writes the file, with the folders that lead to it.</summary>
    /// <param name="map">The map.</param>
    /// <param name="path">Where.</param>
    /// <param name="root">The scanned folder: the page links to its files.</param>
    internal static void Write(CredentialMap map, string path, string root)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var text = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => JsonOf(map),
            ".md" => MapMarkdown.Of(map, MapPage.WayFrom(path, root)),
            _ => MapPage.Of(map, MapPage.WayFrom(path, root)),
        };
        File.WriteAllText(path, text + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The map as JSON, see docs/map.md.</summary>
    internal static string JsonOf(CredentialMap map) => JsonSerializer.Serialize(map, Form);
}

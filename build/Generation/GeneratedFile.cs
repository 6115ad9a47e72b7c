using System.IO;

namespace GrpcAuthAnalyzers.Generation;

/// <summary>A file of the repository with the text that it should have.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Text">All of its text, with line feeds as line ends.</param>
internal sealed record GeneratedFile(string Path, string Text)
{
    /// <summary>The text of a file of the repository; empty if it does not exist.</summary>
    internal static string Read(string root, string path)
    {
        var full = System.IO.Path.Combine(root, path);
        return File.Exists(full) ? File.ReadAllText(full).ReplaceLineEndings("\n") : "";
    }

    internal void Write(string root)
    {
        var full = System.IO.Path.Combine(root, Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, Text);
    }
}

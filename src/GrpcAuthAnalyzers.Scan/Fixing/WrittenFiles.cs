using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Scanning.Fixing;

/// <summary>Writes what fixes changed. A file keeps its byte order mark; what a build writes, or is not UTF-8, is left alone.</summary>
internal static class WrittenFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] GeneratedEnds = [".g.cs", ".g.i.cs", ".generated.cs", ".designer.cs"];

    /// <summary>Whether a file may be changed, as far as its path and its bytes say. <c>GeneratedFile</c> asks what its head says.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="temporary">The folder of the scan.</param>
    internal static bool MayChange(string path, string temporary)
    {
        if (path.StartsWith(temporary, StringComparison.Ordinal) || GeneratedEnds.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            return false;
        if (!File.Exists(path))
            return Directory.Exists(Path.GetDirectoryName(path));

        try
        {
            _ = Strict.GetCharCount(File.ReadAllBytes(path));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <returns>The files that were written, by path.</returns>
    internal static async Task<IReadOnlyList<string>> WriteAsync(Solution before, Solution after, CancellationToken stop)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var project in after.GetChanges(before).GetProjectChanges())
        {
            foreach (var id in project.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true).Concat(project.GetAddedDocuments()))
            {
                var document = after.GetDocument(id)!;
                texts[document.FilePath!] = (await document.GetTextAsync(stop)).ToString();
            }
        }

        var written = new List<string>();
        foreach (var (path, text) in texts)
        {
            var old = File.Exists(path) ? await File.ReadAllBytesAsync(path, stop) : [];
            var hasMark = old.AsSpan().StartsWith(Encoding.UTF8.Preamble);
            byte[] bytes = [.. hasMark ? Encoding.UTF8.GetPreamble() : [], .. Strict.GetBytes(text)];
            if (bytes.AsSpan().SequenceEqual(old))
                continue;

            await File.WriteAllBytesAsync(path, bytes, CancellationToken.None);
            written.Add(path);
        }

        return written;
    }
}

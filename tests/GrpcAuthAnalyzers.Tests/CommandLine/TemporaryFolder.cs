using System;
using System.IO;

namespace GrpcAuthAnalyzers.Tests.CommandLine;

/// <summary>A folder of one's own outside the repository, gone when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("grpc-auth-").FullName;

    internal string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Writes a file, with the folders that lead to it.</summary>
    internal string Write(string path, string text)
    {
        var full = PathTo(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A build server may still hold a file; the system clears its temporary folder by itself.
        }
    }
}

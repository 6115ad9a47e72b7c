using System;
using System.IO;
using System.Threading;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>A folder that is gone when the scan ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("grpc-auth-scan-").FullName;

    public void Dispose()
    {
        // A program that was killed may still have a file open or write one.
        for (var attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (Exception busy) when (attempt < 20 && busy is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(100);
            }
        }
    }
}

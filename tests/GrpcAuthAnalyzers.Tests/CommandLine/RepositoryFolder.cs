using System;
using System.IO;

namespace GrpcAuthAnalyzers.Tests.CommandLine;

/// <summary>Finds the files of this repository from the folder that the tests run in.</summary>
internal static class RepositoryFolder
{
    internal static string Root { get; } = Find();

    internal static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "GrpcAuthAnalyzers.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException("GrpcAuthAnalyzers.sln is not above " + AppContext.BaseDirectory);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using GrpcAuthAnalyzers.Tests.CommandLine;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>The files of the repository that this test assembly was built from.</summary>
internal static class Repository
{
    /// <summary>The address of the repository that the package names.</summary>
    internal static readonly string Url = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryUrl").Value!;

    /// <summary>The full path of a file or folder that is given with forward slashes.</summary>
    internal static string PathOf(string relative) => RepositoryFolder.PathTo(relative.Split('/'));

    internal static bool Has(string relative) => File.Exists(PathOf(relative));

    /// <summary>The text of a file with line feeds as line ends; empty when there is no such file.</summary>
    internal static string Read(string relative) => Has(relative) ? File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n") : "";

    /// <summary>The paths below a folder, relative to the root and with forward slashes, without build output; none when there is no such folder.</summary>
    internal static IEnumerable<string> Files(string folder, string pattern) => Directory.Exists(PathOf(folder))
        ? Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryFolder.Root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
        : [];
}

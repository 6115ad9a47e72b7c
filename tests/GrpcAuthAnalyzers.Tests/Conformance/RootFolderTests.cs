using System;
using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>The root of the repository holds what is listed here: a file that a command wrote by accident would otherwise be committed unseen.</summary>
public sealed class RootFolderTests
{
    // In a worktree .git is a file.
    private static readonly string[] Allowed =
    [
        ".ci", ".editorconfig", ".git", ".gitattributes", ".gitignore", "AnalyzerReleases.Shipped.md", "Directory.Build.props", "Directory.Packages.props",
        "Directory.Solution.targets",
        "GrpcAuthAnalyzers.sln", "LICENSE", "README.md", "build", "docs", "src", "tests",
    ];

    [Fact]
    public void The_root_holds_only_what_is_listed() => Assert.Empty(Entries().Except(Allowed));

    [Fact]
    public void Everything_that_is_listed_exists() => Assert.Empty(Allowed.Where(name => name != ".git").Except(Entries()));

    /// <summary>The names in the root, without those that .gitignore excludes: build output and files of editors.</summary>
    private static string[] Entries()
    {
        var ignored = Repository.Read(".gitignore").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('/')).ToArray();
        return [.. Directory.EnumerateFileSystemEntries(RepositoryFolder.Root)
            .Select(path => Path.GetFileName(path))
            .Where(name => !ignored.Any(pattern => pattern.StartsWith('*') ? name.EndsWith(pattern[1..], StringComparison.Ordinal) : name == pattern))];
    }
}

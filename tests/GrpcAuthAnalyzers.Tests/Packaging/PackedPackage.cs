using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Threading.Tasks;
using System.Xml.Linq;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Packaging;

/// <summary>The package as <c>dotnet pack</c> makes it, with an artifacts folder of its own so that no other build is disturbed.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder that holds the package: a NuGet feed.</summary>
    internal string Feed => _folder.PathTo("feed");

    /// <summary>Every part of the package that is not one of OPC's own.</summary>
    internal IReadOnlyList<string> Parts { get; private set; } = [];

    /// <summary>The <c>metadata</c> element of the nuspec.</summary>
    internal XElement Metadata { get; private set; } = new("none");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var project = RepositoryFolder.PathTo("src", "GrpcAuthAnalyzers.Package");
        var packed = await Command.RunAsync(
            RepositoryFolder.Root, "dotnet", "pack", project, "--output", Feed, "--artifacts-path", _folder.PathTo("artifacts"));
        Assert.True(packed.ExitCode == 0, packed.All);

        using var package = Open();
        Parts = [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsOpc(name)).Order(StringComparer.Ordinal)];
        using var nuspec = package.GetEntry("GrpcAuthAnalyzers.nuspec")!.Open();
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single();
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Name and version of every assembly that a packed assembly references.</summary>
    internal ImmutableArray<(string Name, Version Version)> ReferencesOf(string part)
    {
        using var package = Open();
        using var copy = new MemoryStream();
        using (var stream = package.GetEntry(part)!.Open())
            stream.CopyTo(copy);
        copy.Position = 0;
        using var portable = new PEReader(copy);
        var metadata = portable.GetMetadataReader();
        return [.. metadata.AssemblyReferences
            .Select(metadata.GetAssemblyReference)
            .Select(reference => (metadata.GetString(reference.Name), reference.Version))];
    }

    /// <summary>The text of a part, with line feeds as line ends.</summary>
    internal string Text(string part)
    {
        using var package = Open();
        using var reader = new StreamReader(package.GetEntry(part)!.Open());
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private ZipArchive Open() => ZipFile.OpenRead(Directory.GetFiles(Feed, "*.nupkg").Single());

    private static bool IsOpc(string name) =>
        name == "[Content_Types].xml" || name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal);
}

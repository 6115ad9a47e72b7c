using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>
/// A host loads an analyzer only where it has every assembly that it names, in that version or a newer one. What it cannot load is off
/// without a sound, so both assemblies name only what the oldest supported host has.
/// </summary>
public sealed class ShippedAssemblyTests
{
    private static readonly string[] Compiler =
        ["netstandard 2.0.0.0", "Microsoft.CodeAnalysis 4.8.0.0", "Microsoft.CodeAnalysis.CSharp 4.8.0.0", "System.Collections.Immutable 7.0.0.0"];

    private static readonly string[] Workspaces =
        ["Microsoft.CodeAnalysis.Workspaces 4.8.0.0", "Microsoft.CodeAnalysis.CSharp.Workspaces 4.8.0.0"];

    [Fact]
    public void The_analyzers_reference_only_the_compiler() =>
        Assert.Empty(References("GrpcAuthAnalyzers.dll").Except(Compiler));

    [Fact]
    public void The_fixes_reference_only_the_compiler_its_workspaces_and_the_analyzers() =>
        Assert.Empty(References("GrpcAuthAnalyzers.CodeFixes.dll").Except([.. Compiler, .. Workspaces, "GrpcAuthAnalyzers"]));

    [Fact]
    public void The_references_are_really_read()
    {
        Assert.Contains("netstandard 2.0.0.0", References("GrpcAuthAnalyzers.dll"));
        Assert.Contains("Microsoft.CodeAnalysis 4.8.0.0", References("GrpcAuthAnalyzers.dll"));
    }

    private static HashSet<string> References(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, file));
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => Name(metadata, metadata.GetAssemblyReference(handle)))];
    }

    private static string Name(MetadataReader metadata, AssemblyReference reference)
    {
        var name = metadata.GetString(reference.Name);
        return name == "GrpcAuthAnalyzers" ? name : $"{name} {reference.Version}";
    }
}

using System;
using System.IO;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>What the tool carries beside its own assembly.</summary>
internal static class ToolFiles
{
    /// <summary>The assemblies that the compiler loads: the analyzers, and what counts how much they decide.</summary>
    internal static string[] Analyzers { get; } = [PathOf("GrpcAuthAnalyzers.dll"), PathOf("GrpcAuthAnalyzers.Coverage.dll")];

    /// <summary>The folder of what is imported into the builds of others.</summary>
    internal static string Targets { get; } = PathOf("Targets");

    /// <summary>The folder with the documents of the rules.</summary>
    internal static string Rules { get; } = PathOf("Rules");

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name);
}

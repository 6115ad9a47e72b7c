using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>Analyzers that are measured: what Roslyn charges for any, the floor, ours, and other packages as they are when they are installed.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Analyzers">New instances for each run, as in each build. None: binding alone.</param>
/// <param name="TimesActions">Whether the time inside its actions is measured, in a run of its own.</param>
internal sealed record Contestant(string Name, Func<CSharpCompilation, ImmutableArray<DiagnosticAnalyzer>> Analyzers, bool TimesActions = false)
{
    internal static readonly Contestant Binding = new("binding alone", static _ => []);
    internal static readonly Contestant Nothing = new("an analyzer that does nothing", static _ => [new NothingAnalyzer()]);
    internal static readonly Contestant Floor = new("the floor", static corpus => [new BoundMembers(corpus)], TimesActions: true);
    internal static readonly Contestant EmptyAction = new("one empty operation action", static _ => [new OneOperationAction()]);
    internal static readonly Contestant Ours = new("GrpcAuthAnalyzers", static _ => [new GrpcAuthAnalyzer()], TimesActions: true);

    internal static readonly IReadOnlyList<Contestant> Own = [Binding, Nothing, Floor, EmptyAction, Ours];

    /// <summary>Other analyzer packages, each with the rules that are on after an installation.</summary>
    internal static IReadOnlyList<Contestant> Others { get; } =
        [.. typeof(Contestant).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key.StartsWith("analyzers of ", StringComparison.Ordinal))
            .Select(attribute => Of(attribute.Key["analyzers of ".Length..], attribute.Value!) with { TimesActions = false })];

    /// <summary>The analyzers of a folder of assemblies, which may be another version of one that is loaded.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static Contestant Of(string name, string folder)
    {
        var loader = new Loader(Path.GetFullPath(folder));
        var references = Directory.EnumerateFiles(Path.GetFullPath(folder), "*.dll")
            .Where(file => !Path.GetFileName(file).StartsWith("Microsoft.CodeAnalysis.Workspaces", StringComparison.Ordinal))
            .Select(file => new AnalyzerFileReference(file, loader)).ToArray();
        return references.Sum(reference => reference.GetAnalyzers(LanguageNames.CSharp).Length) == 0
            ? throw new InvalidOperationException($"{folder} has no analyzer.")
            : new(name, _ => [.. references.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp))], TimesActions: true);
    }

    private sealed class Loader(string folder) : AssemblyLoadContext, IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            Path.Combine(folder, assemblyName.Name + ".dll") is var file && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}

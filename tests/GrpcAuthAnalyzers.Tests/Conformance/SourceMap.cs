using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>Which source file names a type of which other one, as the compiler binds the names.</summary>
internal static class SourceMap
{
    /// <summary>The folders of the two assemblies that ship. A path of this map is relative to one of them.</summary>
    internal static readonly IReadOnlyList<string> Roots = ["src/GrpcAuthAnalyzers", "src/GrpcAuthAnalyzers.CodeFixes"];

    private static readonly Lazy<CSharpCompilation> Compilation = new(Compile);

    private static readonly Lazy<IReadOnlyList<Edge>> References = new(() => [.. Compilation.Value.SyntaxTrees.SelectMany(EdgesOf)]);

    /// <summary>A file that names a type of another file of the same assembly, with the first symbol that does so.</summary>
    internal sealed record Edge(string Root, string From, string To, string Symbol)
    {
        internal string FromFolder => FolderOf(From);

        internal string ToFolder => FolderOf(To);

        public override string ToString() => $"{From} -> {To} ({Symbol})";
    }

    /// <summary>Every source file below a root, relative to it.</summary>
    internal static IEnumerable<string> FilesOf(string root) => Repository.Files(root, "*.cs").Select(path => path[(root.Length + 1)..]);

    /// <summary>Every edge between two files of a root; one for each pair.</summary>
    internal static IEnumerable<Edge> EdgesOf(string root) => References.Value.Where(edge => edge.Root == root);

    /// <summary>The names that the compiler cannot bind: an edge could be missing for each of them.</summary>
    internal static IEnumerable<string> UnboundNames =>
        Compilation.Value.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString());

    /// <summary>The folder of a path; <c>.</c> for the root itself.</summary>
    internal static string FolderOf(string path) => path.Contains('/') ? path[..path.LastIndexOf('/')] : ".";

    /// <summary>The groups of files of a root in which each can be reached from each; groups of one file are left out.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> CirclesOf(string root)
    {
        var next = EdgesOf(root).ToLookup(edge => edge.From, edge => edge.To);
        var reached = FilesOf(root).ToDictionary(file => file, file => Reach(file, next));
        return
        [
            .. reached.Keys.Where(file => reached[file].Contains(file))
                .GroupBy(file => reached[file].Where(other => reached[other].Contains(file)).Min(StringComparer.Ordinal))
                .Select(circle => circle.ToList())
        ];
    }

    private static HashSet<string> Reach(string file, ILookup<string, string> next)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(next[file]);
        while (open.TryPop(out var other))
        {
            if (reached.Add(other))
            {
                foreach (var further in next[other])
                    open.Push(further);
            }
        }

        return reached;
    }

    /// <summary>One compilation of both assemblies: the fixes name types of the analyzer, which are internal.</summary>
    private static CSharpCompilation Compile()
    {
        var trees = Roots.SelectMany(root => Repository.Files(root, "*.cs")).Select(path =>
            CSharpSyntaxTree.ParseText(Repository.Read(path), new CSharpParseOptions(LanguageVersion.Latest), path));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.Length > 0 && !Path.GetFileName(path).StartsWith("GrpcAuthAnalyzers", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        // Without the nullable analysis: a name means the same, and it would be half of the work.
        return CSharpCompilation.Create("House", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    private static IEnumerable<Edge> EdgesOf(SyntaxTree tree)
    {
        var model = Compilation.Value.GetSemanticModel(tree);
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            foreach (var part in type?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
                named.TryAdd(part.SyntaxTree.FilePath, symbol is INamedTypeSymbol ? type!.Name : $"{type!.Name}.{symbol!.Name}");
        }

        var root = RootOf(tree.FilePath);
        named.Remove(tree.FilePath);
        return named.Where(edge => RootOf(edge.Key) == root)
            .Select(edge => new Edge(root, tree.FilePath[(root.Length + 1)..], edge.Key[(root.Length + 1)..], edge.Value));
    }

    private static string RootOf(string path) => Roots.Single(root => path.StartsWith(root + "/", StringComparison.Ordinal));
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>A copy of the analyzer with a sample of mutants in it, each behind its switch: one compilation for all of them.</summary>
internal sealed partial class MutatedCopy
{
    private const string Root = "src/GrpcAuthAnalyzers";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    private readonly string _root;
    private readonly CSharpCompilation _original;
    private readonly Dictionary<SyntaxTree, List<(int Number, Change Change)>> _changes = [];
    private readonly List<(Change Change, string Area)> _all = [];

    /// <summary>Reads the sources.</summary>
    /// <param name="repository">The folder of the repository.</param>
    internal MutatedCopy(string repository)
    {
        _root = Path.Combine(repository, Root);
        var trees = Directory.EnumerateFiles(_root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(_root, path).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(static path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Options, path)).ToList();
        trees.Add(CSharpSyntaxTree.ParseText(Switch.Source, Options, "Switch.cs"));
        trees.Add(CSharpSyntaxTree.ParseText(Friends(), Options, "Friends.cs"));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => path.Length > 0 && !Path.GetFileName(path).StartsWith("GrpcAuthAnalyzers", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path));
        _original = CSharpCompilation.Create("GrpcAuthAnalyzers", trees, references, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Annotations, warningLevel: 0));
        if (Errors(_original).FirstOrDefault() is { } error)
            throw new InvalidOperationException("The sources do not compile: " + error);
    }

    /// <summary>Chooses at random so many mutants of an area that compile, or all that there are.</summary>
    /// <returns>How many changes there are in the area, with those that do not compile.</returns>
    internal int Choose(string area, int count, Random random)
    {
        var found = _original.SyntaxTrees
            .Where(tree => Path.GetRelativePath(_root, tree.FilePath).Replace('\\', '/').StartsWith(area + "/", StringComparison.Ordinal))
            .SelectMany(tree => Changes.In(tree.GetRoot(), _original.GetSemanticModel(tree))).ToArray();
        random.Shuffle(found);
        var begin = _all.Count;
        foreach (var change in found.Take(count + (count / 4) + 20))
            _all.Add((change, area));

        foreach (var file in Enumerable.Range(begin, _all.Count - begin).GroupBy(number => _all[number].Change.Target.SyntaxTree))
            _changes[file.Key] = Compiling(file.Key, [.. file.Select(number => (number, _all[number].Change))]);

        var kept = _changes.Values.SelectMany(static changes => changes).Select(static pair => pair.Number).Where(number => number >= begin).Order().Take(count).ToHashSet();
        foreach (var changes in _changes.Values)
            changes.RemoveAll(pair => pair.Number >= begin && !kept.Contains(pair.Number));

        return found.Length;
    }

    /// <summary>Writes the copy.</summary>
    /// <returns>The mutants in it.</returns>
    internal List<Mutant> Write(string path)
    {
        var compilation = _original;
        foreach (var (tree, changes) in _changes)
            compilation = compilation.ReplaceSyntaxTree(tree, Parsed(tree, changes));

        using var file = File.Create(path);
        var emitted = compilation.Emit(file);
        return emitted.Success
            ? [.. _changes.Values.SelectMany(static changes => changes).OrderBy(static pair => pair.Number).Select(pair => Described(pair.Number, pair.Change))]
            : throw new InvalidOperationException("The copy does not compile: " + emitted.Diagnostics.First(static found => found.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>
    /// Those of the changes of a file that compile, alone and together: in each member with an error, each change is tried alone; if the rest still has one,
    /// the member stays as it is.
    /// </summary>
    private List<(int Number, Change Change)> Compiling(SyntaxTree tree, List<(int Number, Change Change)> changes)
    {
        var suspects = Suspects(tree, changes);
        changes.RemoveAll(pair => suspects.Contains(pair.Number) && Suspects(tree, [pair]).Count > 0);
        for (suspects = Suspects(tree, changes); suspects.Count > 0; suspects = Suspects(tree, changes))
            changes.RemoveAll(pair => suspects.Contains(pair.Number));

        return changes;
    }

    /// <summary>The numbers of the changes in members that have an error with them.</summary>
    private HashSet<int> Suspects(SyntaxTree tree, List<(int Number, Change Change)> changes)
    {
        var changed = Parsed(tree, changes);
        var root = changed.GetRoot();
        var errors = _original.ReplaceSyntaxTree(tree, changed).GetSemanticModel(changed).GetDiagnostics()
            .Where(static found => found.Severity == DiagnosticSeverity.Error).ToList();
        var members = errors.Select(error => root.FindNode(error.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? root).Distinct();
        var numbers = members.SelectMany(static member => Asked().Matches(member.ToString())).Select(static match => int.Parse(match.Groups[1].Value)).ToHashSet();
        return errors.Count > 0 && numbers.Count == 0 ? [.. changes.Select(static pair => pair.Number)] : numbers;
    }

    private static SyntaxTree Parsed(SyntaxTree tree, IEnumerable<(int Number, Change Change)> changes) =>
        CSharpSyntaxTree.ParseText(SwitchedText.Of(tree.GetRoot(), changes), Options, tree.FilePath);

    private Mutant Described(int number, Change change) => new(
        number,
        _all[number].Area,
        Path.GetRelativePath(_root, change.Target.SyntaxTree.FilePath).Replace('\\', '/'),
        change.Target.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
        change.Operator,
        change.Target.ToString(),
        change.Shown);

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error);

    /// <summary>The version of the assembly, and the assemblies that see its internals.</summary>
    private static string Friends() => $"[assembly: System.Reflection.AssemblyVersion(\"{typeof(GrpcAuthAnalyzer).Assembly.GetName().Version}\")]\n" + string.Concat(typeof(GrpcAuthAnalyzer).Assembly.CustomAttributes
        .Where(static attribute => attribute.AttributeType.Name == "InternalsVisibleToAttribute")
        .Select(static attribute => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{attribute.ConstructorArguments[0].Value}\")]\n"));

    [GeneratedRegex(@"MutantSwitch\.Is(?:Only)?\((\d+)\)")]
    private static partial Regex Asked();
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Scanning.Fixing;

/// <summary>The solution that the compilations of a scan are, without MSBuild: fixes need documents, and references between projects.</summary>
internal static class SolutionLoader
{
    /// <param name="workspace">Gets the projects: one for each compilation, with the sources that MSBuild and generators wrote.</param>
    /// <param name="compilations">How the compiler was called.</param>
    /// <param name="additional">More additional files of each of them: facts, and the baseline.</param>
    internal static Solution Load(AdhocWorkspace workspace, IReadOnlyList<Compilation> compilations, IReadOnlyList<string> additional)
    {
        var ids = compilations.ToDictionary(compilation => compilation, _ => ProjectId.CreateNewId());
        var solution = workspace.CurrentSolution;
        foreach (var compilation in compilations)
            solution = solution.AddProject(ProjectOf(compilation, ids, additional));

        // A reference to a project that is not there yet would be dropped, so they come last.
        foreach (var compilation in compilations)
        {
            var references = ReferencesOf(compilation, Parse(compilation), ids.Keys).Select(other =>
                new ProjectReference(ids[other.Project], other.Reference.Properties.Aliases, other.Reference.Properties.EmbedInteropTypes));
            solution = solution.WithProjectReferences(ids[compilation], references.Distinct());
        }

        return solution;
    }

    private static ProjectInfo ProjectOf(Compilation compilation, Dictionary<Compilation, ProjectId> ids, IReadOnlyList<string> additional)
    {
        var id = ids[compilation];
        var call = Parse(compilation);
        var projects = ReferencesOf(compilation, call, ids.Keys).Select(other => other.Reference.Reference).ToHashSet(StringComparer.Ordinal);
        var metadata = call.MetadataReferences.Where(reference => !projects.Contains(reference.Reference))
            .Select(reference => MetadataReference.CreateFromFile(FullPath(reference.Reference), reference.Properties));
        return ProjectInfo.Create(
                id, VersionStamp.Default, $"{Path.GetFileNameWithoutExtension(compilation.Project)}({compilation.Framework})",
                Path.GetFileNameWithoutExtension(compilation.AssemblyFile), LanguageNames.CSharp, compilation.Project,
                compilationOptions: call.CompilationOptions,
                parseOptions: call.ParseOptions,
                documents: call.SourceFiles.Select(file => DocumentOf(id, FullPath(file.Path), call.Encoding)),
                metadataReferences: metadata,
                additionalDocuments: call.AdditionalFiles.Select(file => FullPath(file.Path)).Concat(additional)
                    .Select(file => DocumentOf(id, file, call.Encoding)))
            .WithAnalyzerConfigDocuments(call.AnalyzerConfigPaths.Select(file => DocumentOf(id, FullPath(file), call.Encoding)));

        string FullPath(string path) => Path.GetFullPath(path, Path.GetDirectoryName(compilation.Project)!);
    }

    private static DocumentInfo DocumentOf(ProjectId project, string path, Encoding? encoding) => DocumentInfo.Create(
        DocumentId.CreateNewId(project), Path.GetFileName(path), filePath: path, loader: new FileTextLoader(path, encoding));

    private static CSharpCommandLineArguments Parse(Compilation compilation) => CSharpCommandLineParser.Default.Parse(
        compilation.Arguments.SelectMany(line => CommandLineParser.SplitCommandLineIntoArguments(line, removeHashComments: false)),
        Path.GetDirectoryName(compilation.Project)!, sdkDirectory: null);

    /// <summary>The references that are the output of another compilation of the scan.</summary>
    private static IEnumerable<(Compilation Project, CommandLineReference Reference)> ReferencesOf(
        Compilation compilation, CSharpCommandLineArguments call, IReadOnlyCollection<Compilation> all)
    {
        foreach (var reference in call.MetadataReferences)
        {
            var path = Path.GetFullPath(reference.Reference, Path.GetDirectoryName(compilation.Project)!);
            var made = all.Where(other => other != compilation && Path.GetFileName(path) == other.AssemblyFile && IsBelow(path, other.OutputFolder))
                .OrderByDescending(other => IsBelow(path, other.Folder)).FirstOrDefault();
            if (made is not null)
                yield return (made, reference);
        }
    }

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.VisualStudio.SolutionPersistence.Serializer;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>What is built.</summary>
/// <param name="BuildFile">The solution or project that MSBuild gets.</param>
/// <param name="Root">The folder that reported paths are relative to.</param>
/// <param name="Name">The name that the user gave.</param>
/// <param name="Projects">How many C# projects there are; only the progress needs it.</param>
internal sealed record ScanTarget(string BuildFile, string Root, string Name, int Projects)
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts"];

    /// <summary>What each path stands for: a solution, a project, or the solution or all projects of a folder.</summary>
    /// <exception cref="ScanException">A path stands for nothing that can be built.</exception>
    internal static async Task<IReadOnlyList<ScanTarget>> FindAllAsync(IReadOnlyList<string> paths, string temporary, CancellationToken stop)
    {
        var targets = new List<ScanTarget>();
        foreach (var path in paths)
            targets.Add(await FindAsync(path, Path.Combine(temporary, $"all{targets.Count}.slnx"), stop));
        return targets;
    }

    /// <summary>The folder that reported paths are relative to: the nearest one that holds all targets.</summary>
    internal static string RootOf(IReadOnlyList<ScanTarget> targets)
    {
        var root = targets[0].Root;
        while (Path.GetDirectoryName(root) is { } above && !targets.All(target => IsBelow(target.Root, root)))
            root = above;
        return root;

        static bool IsBelow(string folder, string root) =>
            !Path.IsPathRooted(Path.GetRelativePath(root, folder)) && Path.GetRelativePath(root, folder).Split('/', '\\')[0] != "..";
    }

    /// <param name="path">What the user names.</param>
    /// <param name="solution">Where a solution of all projects of a folder is written.</param>
    /// <param name="stop">Ends it.</param>
    private static async Task<ScanTarget> FindAsync(string path, string solution, CancellationToken stop)
    {
        if (File.Exists(path))
        {
            return Path.GetExtension(path) is ".csproj" ? new(path, Path.GetDirectoryName(path)!, path, 1)
                : Path.GetExtension(path) is ".sln" or ".slnx" or ".slnf" ? await OfSolutionAsync(path, path, stop)
                : throw new ScanException($"'{path}' is neither a solution nor a C# project");
        }

        if (!Directory.Exists(path))
            throw new ScanException($"'{path}' does not exist");

        if (Directory.GetFiles(path).Where(file => Path.GetExtension(file) is ".sln" or ".slnx").ToArray() is [var own])
            return await OfSolutionAsync(own, own, stop);

        var projects = Directory.GetFiles(path, "*.csproj", SearchOption.AllDirectories)
            .Where(project => !Path.GetRelativePath(path, project).Split('/', '\\').Any(name => name[0] == '.' || Skipped.Contains(name)))
            .Order(StringComparer.Ordinal).ToArray();
        return projects.Length > 0
            ? new(SolutionOf(projects, solution), path, path, projects.Length)
            : throw new ScanException($"'{path}' holds neither a solution nor a C# project");
    }

    private static async Task<ScanTarget> OfSolutionAsync(string path, string name, CancellationToken stop) =>
        new(path, Path.GetDirectoryName(path)!, name, (await ProjectsOfAsync(path, stop)).Count(project => Path.GetExtension(project) is ".csproj"));

    private static async Task<IEnumerable<string>> ProjectsOfAsync(string solution, CancellationToken stop)
    {
        try
        {
            if (Path.GetExtension(solution) is ".slnf")
                return JsonNode.Parse(await File.ReadAllTextAsync(solution, stop))!["solution"]!["projects"]!.AsArray().Select(project => (string)project!);

            var model = await SolutionSerializers.GetSerializerByMoniker(solution)!.OpenAsync(solution, stop);
            return model.SolutionProjects.Select(project => project.FilePath);
        }
        catch (Exception unreadable) when (unreadable is not OperationCanceledException)
        {
            throw new ScanException($"'{solution}' is no solution that can be read: {unreadable.Message}");
        }
    }

    /// <summary>Writes a solution of projects, each in a folder of its own: a folder may hold only one project of a name.</summary>
    private static string SolutionOf(string[] projects, string file)
    {
        new XElement("Solution", projects.Select((project, index) =>
            new XElement("Folder", new XAttribute("Name", $"/{index}/"), new XElement("Project", new XAttribute("Path", project))))).Save(file);
        return file;
    }
}

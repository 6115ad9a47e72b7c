using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>The folders of both assemblies stand on floors: a file names its own folder and lower floors only. Folders, files and lines stay small.</summary>
public sealed class HouseTests
{
    private const int FilesInCircle = 14, FilesInFolder = 32, LinesInFile = 300, CharactersInLine = 160;

    /// <summary>The floors of each assembly, the lowest first. No two folders of a floor use each other, in either direction.</summary>
    private static readonly Dictionary<string, string[][]> Floors = new()
    {
        ["src/GrpcAuthAnalyzers"] =
        [
            ["Operations", "Syntax", "Configuration", "ConfigFiles", "Facts"],
            ["Origins", "Secrets/Names"],
            ["Secrets/Placeholders"],
            ["Secrets/Formats"],
            ["Secrets"],
            ["Secrets/Settings", "Baselines"],
            ["Grpc"],
            ["Grpc/Calls", "Grpc/Channels", "Grpc/Registrations", "Grpc/Interceptors"],
            ["Grpc/Handlers", "Grpc/Server"],
            ["Credentials"],
            ["Credentials/Headers", "Credentials/Settings"],
            ["Credentials/Layers", "TokenProviders", "Expiry", "Logging"],
            ["Credentials/Interceptors", "Lifetimes"],
            ["Credentials/Clients"],
            ["Rules"],
            ["Rules/Subjects", "Rules/Configuration"],
            ["Rules/Subjects/Servers"],
            ["Rules/Credentials/Findings", "Rules/Secrets/Findings", "Rules/Freshness/Findings", "Rules/MetadataFormat/Findings",
                "Rules/Transport/Findings", "Rules/Identity/Findings", "Rules/Server/Findings"],
            ["Rules/Credentials", "Rules/Secrets", "Rules/Freshness", "Rules/MetadataFormat", "Rules/Transport", "Rules/Identity", "Rules/Server"],
            ["."],
        ],
        ["src/GrpcAuthAnalyzers.CodeFixes"] =
        [
            ["Documents"],
            ["Planning"],
            ["Writing"],
            ["Tokens"],
            ["Channels", "Refactorings", "Secrets"],
            ["Handlers", "Interceptors"],
            ["Headers"],
            ["Rules"],
            ["Rules/Credentials"],
            ["Rules/Freshness", "Rules/Identity", "Rules/MetadataFormat", "Rules/Secrets", "Rules/Server", "Rules/Transport"],
        ],
    };

    public static TheoryData<string> Roots => [.. SourceMap.Roots];

    [Fact]
    public void Every_name_in_the_sources_is_bound() =>
        Assert.True(!SourceMap.UnboundNames.Any(), $"Is not bound:\n{string.Join('\n', SourceMap.UnboundNames)}");

    [Theory]
    [MemberData(nameof(Roots))]
    public void Every_folder_has_one_floor_and_every_floor_has_folders(string root)
    {
        var folders = SourceMap.FilesOf(root).Select(SourceMap.FolderOf).Distinct().ToList();
        var listed = Floors[root].SelectMany(floor => floor).ToList();
        Assert.True(!folders.Except(listed).Any(), $"Add to {nameof(Floors)} what is in {root}: {string.Join(", ", folders.Except(listed))}");
        Assert.True(!listed.Except(folders).Any(), $"Take out of {nameof(Floors)} what is not in {root}: {string.Join(", ", listed.Except(folders))}");
        Assert.True(listed.Count == folders.Count, $"A folder of {root} is listed in {nameof(Floors)} twice");
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_file_names_its_own_folder_and_lower_floors_only(string root)
    {
        var wrong = SourceMap.EdgesOf(root)
            .Where(edge => edge.FromFolder != edge.ToFolder && FloorOf(root, edge.FromFolder) >= 0 && FloorOf(root, edge.ToFolder) >= 0)
            .Where(edge => FloorOf(root, edge.FromFolder) <= FloorOf(root, edge.ToFolder)).ToList();
        Assert.True(wrong.Count == 0, $"Names a folder that is not on a lower floor:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_circle_of_files_is_small(string root)
    {
        var large = SourceMap.CirclesOf(root).Where(circle => circle.Count > FilesInCircle).Select(circle =>
            $"{circle.Count} files:\n{string.Join('\n', SourceMap.EdgesOf(root).Where(edge => circle.Contains(edge.From) && circle.Contains(edge.To)))}");
        Assert.True(!large.Any(), $"More than {FilesInCircle} files reach each other:\n{string.Join('\n', large)}");
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_folder_has_few_files(string root)
    {
        var crowded = SourceMap.FilesOf(root).GroupBy(SourceMap.FolderOf).Where(folder => folder.Count() > FilesInFolder)
            .Select(folder => $"{root}/{folder.Key} has {folder.Count()}");
        Assert.True(!crowded.Any(), $"More than {FilesInFolder} files: {string.Join(", ", crowded)}");
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_file_is_short(string root)
    {
        var files = Repository.Files(root, "*.cs").Select(path => (Path: path, Lines: Repository.Read(path).TrimEnd('\n').Split('\n').Length));
        var wrong = files.Where(file => file.Lines > LinesInFile).Select(file => $"{file.Path} ({file.Lines})");
        Assert.True(!wrong.Any(), $"More than {LinesInFile} lines: {string.Join(", ", wrong)}");
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_line_is_short(string root)
    {
        var wide = Repository.Files(root, "*.cs").SelectMany(path => Repository.Read(path).Split('\n')
            .Select((line, index) => (line.Length, Place: $"{path}:{index + 1}")).Where(line => line.Length > CharactersInLine).Select(line => line.Place));
        Assert.True(!wide.Any(), $"More than {CharactersInLine} characters: {string.Join(", ", wide)}");
    }

    private static int FloorOf(string root, string folder) => Array.FindIndex(Floors[root], floor => floor.Contains(folder));
}

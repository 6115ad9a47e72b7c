using System.Collections.Immutable;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>A file that a plan adds to a project, beside another file of it.</summary>
internal sealed class NewFile
{
    internal NewFile(SourceFile beside, string name, string text)
    {
        Project = beside.Document.Project.Id;
        Folders = beside.Document.Folders.ToImmutableArray();
        Name = name;
        Text = WrittenText.Beside(beside, text);
        Path = beside.Document.FilePath is { } path && System.IO.Path.GetDirectoryName(path) is { } folder ? System.IO.Path.Combine(folder, name) : null;
    }

    internal ProjectId Project { get; }

    internal ImmutableArray<string> Folders { get; }

    internal string Name { get; }

    internal SourceText Text { get; }

    /// <summary>Null where the file beside it has no path.</summary>
    internal string? Path { get; }
}

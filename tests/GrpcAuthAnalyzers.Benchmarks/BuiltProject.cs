using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>The compilation of a project on disk, with the command line that its own build gives the compiler. Source generators do not run.</summary>
internal static class BuiltProject
{
    /// <param name="project">A project file that has been built, with what it refers to.</param>
    /// <exception cref="InvalidOperationException">MSBuild does not evaluate the project; the message is MSBuild's.</exception>
    internal static CSharpCompilation Open(string project)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(project))!;
        var build = new ProcessStartInfo("dotnet",
            ["msbuild", project, "-nologo", "-t:CoreCompile", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-getItem:CscCommandLineArgs"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(build)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(output);

        using var items = JsonDocument.Parse(output);
        var arguments = CSharpCommandLineParser.Default.Parse(
            items.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!),
            folder, sdkDirectory: null);
        return CSharpCompilation.Create(
            arguments.CompilationName ?? "Project",
            arguments.SourceFiles.Where(file => File.Exists(file.Path)).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), arguments.ParseOptions, file.Path)),
            arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties)),
            arguments.CompilationOptions.WithConcurrentBuild(false));
    }
}

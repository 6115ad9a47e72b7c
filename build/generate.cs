#:project ../src/GrpcAuthAnalyzers/GrpcAuthAnalyzers.csproj
#:package Microsoft.CodeAnalysis.CSharp
#:property PublishAot=false
using System;
using System.IO;
using GrpcAuthAnalyzers.Generation;

// Writes what follows from the table of rules (src/GrpcAuthAnalyzers/Rules/RuleCatalog*.cs): presets, release rows, the catalogue,
// the headers of the rule documents and the table of bands in the README.

const string Usage = """
    dotnet run build/generate.cs [-- --check]

      --check  write nothing; name each file that is out of date and exit with 1 if there is one
    """;

if (args is not ([] or ["--check"]))
{
    (args is ["-h" or "--help" or "-?"] ? Console.Out : Console.Error).WriteLine(Usage);
    return args is ["-h" or "--help" or "-?"] ? 0 : 2;
}

var root = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
var stale = 0;
foreach (var file in GeneratedFiles.Stale(path => GeneratedFile.Read(root, path)))
{
    stale++;
    Console.WriteLine(file.Path);
    if (args is [])
        file.Write(root);
}

Console.WriteLine(stale == 0 ? "Every generated file is up to date." : $"{stale} {(args is [] ? "written." : $"out of date: run '{GeneratedFiles.Command}'.")}");
return args is [] || stale == 0 ? 0 : 1;

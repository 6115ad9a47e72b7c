#:project ../src/GrpcAuthAnalyzers.Scan/GrpcAuthAnalyzers.Scan.csproj
#:property PublishAot=false
using System;
using System.IO;
using GrpcAuthAnalyzers.Scanning;

// The tool of src/GrpcAuthAnalyzers.Scan, from this clone: dotnet run build/scan.cs -- PATH. Without a path it scans the samples of this repository.
var repository = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
return await ScanCommand.RunAsync(args, withoutPath: Path.Combine(repository, "tests", "Samples"));

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>What the command line asks for. Paths are full.</summary>
internal sealed record ScanOptions(string Path, string? Sarif, Severity FailOn, string? Facts);

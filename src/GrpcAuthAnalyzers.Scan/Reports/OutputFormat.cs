namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>How findings are printed: for people, for programs, and as annotations of a GitHub workflow.</summary>
internal enum OutputFormat { Text, Json, Sarif, GitHub }

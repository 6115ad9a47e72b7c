namespace GrpcAuthAnalyzers.Scanning;

/// <summary>How severe a finding is; <see cref="Never"/> is above all.</summary>
internal enum Severity { Info, Warning, Error, Never }

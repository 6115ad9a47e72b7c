namespace GrpcAuthAnalyzers.Scanning;

/// <summary>How severe a finding is; <see cref="Never"/> is above all.</summary>
internal enum Severity { Info, Warning, Error, Never }

/// <summary>How severities are written.</summary>
internal static class SeverityNames
{
    internal static string ToText(this Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "info",
        _ => "never",
    };
}

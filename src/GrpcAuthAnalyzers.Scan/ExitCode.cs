namespace GrpcAuthAnalyzers.Scanning;

/// <summary>How a scan ends, as docs/scan.md lists it. A scan that is stopped by a signal ends with 128 and its number.</summary>
internal static class ExitCode
{
    internal const int Scanned = 0, Findings = 1, NotScanned = 2, PartlyScanned = 3;
}

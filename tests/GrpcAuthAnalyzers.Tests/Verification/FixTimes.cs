using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// Measures how long the fixes take to say what they offer for one report, which is what a person waits for when the menu opens. Nothing is measured
/// unless the environment variable <see cref="Variable"/> names a file; docs/performance.md says how to read it.
/// </summary>
internal static class FixTimes
{
    internal const string Variable = "GRPCAUTH_FIX_TIMES";

    private static readonly string? Path = Environment.GetEnvironmentVariable(Variable);
    private static readonly Lock Writing = new();

    /// <summary>The moment from which a question is measured.</summary>
    internal static long Begin() => Stopwatch.GetTimestamp();

    /// <summary>Writes a line with the rule and the milliseconds since a moment.</summary>
    internal static void End(long begin, Diagnostic report)
    {
        if (Path is null)
            return;

        var time = Stopwatch.GetElapsedTime(begin).TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);
        lock (Writing)
            File.AppendAllText(Path, $"{report.Id}\t{time}\n");
    }
}

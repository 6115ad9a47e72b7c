using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>How one call of a sample ended.</summary>
/// <param name="Round">1 with a token that is new, 2 after the first token has expired.</param>
/// <param name="Status">OK, the gRPC status, or the exception where there was no call.</param>
internal sealed record CallOutcome(string Client, int Round, string Call, string Status)
{
    internal const string Ok = "OK";

    /// <summary>Reads the lines <c>OK call</c> and <c>FAILED call: status detail</c>; others are the program's own.</summary>
    internal static IEnumerable<CallOutcome> ReadAll(string client, string output)
    {
        var rounds = new Dictionary<string, int>();
        foreach (var line in output.Split('\n', StringSplitOptions.TrimEntries))
        {
            var (call, status) = After("OK ", line) is { } succeeded ? (succeeded, Ok)
                : After("FAILED ", line)?.Split(": ", 2) is [var failed, var reason] ? (failed, reason.Split(' ')[0])
                : ("", "");
            if (call.Length > 0)
                yield return new(client, rounds[call] = rounds.GetValueOrDefault(call) + 1, call, status);
        }
    }

    private static string? After(string start, string line) => line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : null;
}

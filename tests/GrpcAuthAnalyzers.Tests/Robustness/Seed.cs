using System;
using System.Globalization;
using System.Text;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>
/// The seed of what tests choose at random: another one each day. A failure prints it; GRPCAUTH_SEED runs that day again.
/// </summary>
internal static class Seed
{
    internal static readonly int Value = int.TryParse(Environment.GetEnvironmentVariable("GRPCAUTH_SEED"), CultureInfo.InvariantCulture, out var given)
        ? given
        : int.Parse(DateTime.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>For the message of a failure: how to run it again.</summary>
    internal static string Again => $"GRPCAUTH_SEED={Value} runs it again.";

    /// <summary>A number below <paramref name="count"/> that depends on the seed and on a text, on every machine the same.</summary>
    internal static int Choose(string text, int count)
    {
        var hash = unchecked((uint)Value * 2654435761u);
        foreach (var part in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ part) * 16777619u);

        return (int)((hash ^ (hash >> 15)) % (uint)count);
    }
}

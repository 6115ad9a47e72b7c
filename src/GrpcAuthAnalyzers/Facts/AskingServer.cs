using System;

namespace GrpcAuthAnalyzers.Facts;

/// <summary>
/// Which class of a server asks for the credentials of an RPC, and where: the comment of a line that the scan writes, and what reports say of the RPC.
/// </summary>
internal static class AskingServer
{
    private const string Asks = "' asks for authorization";
    private const int MaxLength = 300;

    /// <summary>The sentence without the place.</summary>
    internal static string TextOf(string server) => "'" + server + Asks;

    /// <summary>The sentence with the place.</summary>
    internal static string TextOf(string server, string file, int line) => $"{TextOf(server)} ({file}, line {line})";

    /// <summary>The sentence in the comment of a line; null for a comment that says something else.</summary>
    internal static string? In(string comment)
    {
        var text = comment.Trim();
        var end = text.IndexOf(Asks, StringComparison.Ordinal);
        if (text.Length > MaxLength || end < 2 || text[0] != '\'' || text.IndexOf('\'', 1) != end)
            return null;

        var place = text.Substring(end + Asks.Length);
        return place.Length == 0 || (place.StartsWith(" (", StringComparison.Ordinal) && place[place.Length - 1] == ')') ? text : null;
    }
}

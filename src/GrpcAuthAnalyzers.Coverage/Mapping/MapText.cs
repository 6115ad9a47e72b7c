using System;
using System.Linq;
using System.Text;
using GrpcAuthAnalyzers.Secrets;

namespace GrpcAuthAnalyzers.Coverage.Mapping;

/// <summary>What the map shows of names and addresses: nothing that is or holds a secret.</summary>
internal static class MapText
{
    private const int MaxLength = 200;

    /// <summary>A name or text in which every word that looks like a secret is hidden, cut to a length.</summary>
    internal static string Shown(string text)
    {
        var cut = text.Length <= MaxLength ? text : text.Substring(0, MaxLength) + ShownText.Hidden;
        return ShownText.Of(string.Join(" ", cut.Split(' ').Select(static word => SecretText.IsInName(word) ? ShownText.Hidden : word)));
    }

    /// <summary>An address without user, password, query and fragment; each part of its path is a name.</summary>
    internal static string OfAddress(string address)
    {
        var end = address.IndexOfAny(['?', '#']);
        var text = new StringBuilder(end < 0 ? address : address.Substring(0, end));
        var scheme = text.ToString().IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 3;
        var rest = text.ToString(start, text.Length - start).Split('/');
        var at = rest[0].LastIndexOf('@');
        rest[0] = at < 0 ? rest[0] : rest[0].Substring(at + 1);
        return Shown(text.ToString(0, start) + string.Join("/", rest.Select(static part => SecretText.IsInName(part) ? ShownText.Hidden : part)));
    }
}

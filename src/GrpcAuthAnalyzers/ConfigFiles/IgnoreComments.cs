using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// The comments <c>grpc-auth-ignore: reason</c> of a configuration file. One behind a setting, or in it, is about that line; one on a line of its own
/// is about the line below. One without a reason has no effect.
/// </summary>
internal sealed class IgnoreComments
{
    private const string Marker = "grpc-auth-ignore:";

    private readonly HashSet<int> _lines = new();
    private readonly TextLineCollection _all;

    internal IgnoreComments(string text, TextLineCollection lines, List<TextSpan> comments)
    {
        _all = lines;
        foreach (var comment in comments)
        {
            if (!GivesReason(text.Substring(comment.Start, comment.Length)))
                continue;

            var last = lines.IndexOf(comment.End);
            _lines.Add(IsBlank(text, lines.GetLineFromPosition(comment.Start).Start, comment.Start) && IsBlank(text, comment.End, lines[last].End)
                ? last + 1
                : last);
        }
    }

    /// <summary>Whether a comment with a reason covers the setting.</summary>
    internal bool Cover(Setting setting)
    {
        if (_lines.Count == 0)
            return false;

        var last = _all.IndexOf(setting.Span.End);
        for (var line = _all.IndexOf(setting.Start); line <= last; line++)
        {
            if (_lines.Contains(line))
                return true;
        }

        return false;
    }

    private static bool GivesReason(string comment)
    {
        var text = comment.TrimStart('/', '*', '#', '<', '!', '-', ' ', '\t');
        return text.StartsWith(Marker, StringComparison.OrdinalIgnoreCase)
            && text.Substring(Marker.Length).TrimEnd('/', '*', '-', '>', ' ', '\t', '\r', '\n').Trim().Length > 0;
    }

    private static bool IsBlank(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && text[i] != '\ufeff')
                return false;
        }

        return true;
    }
}

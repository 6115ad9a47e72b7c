using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Takes a composite format (<c>"Bearer {0}"</c>) apart.</summary>
internal static class CompositeFormat
{
    /// <summary>
    /// The literal parts and, where <c>Literal</c> is null, the indexes of the arguments between them, in order. A part that is
    /// no valid format item stays literal.
    /// </summary>
    internal static List<(string? Literal, int Index)> Parse(string format)
    {
        var parts = new List<(string? Literal, int Index)>();
        var start = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] == '{' && i + 1 < format.Length && format[i + 1] == '{')
            {
                i++;
                continue;
            }

            if (format[i] != '{' || IndexAt(format, i + 1, out var end) is not { } index)
                continue;

            AddLiteral(format, start, i);
            parts.Add((null, index));
            start = end + 1;
            i = end;
        }

        AddLiteral(format, start, format.Length);
        return parts;

        void AddLiteral(string text, int from, int to)
        {
            if (to > from)
                parts.Add((text.Substring(from, to - from).Replace("{{", "{").Replace("}}", "}"), 0));
        }
    }

    private static int? IndexAt(string format, int start, out int end)
    {
        end = format.IndexOf('}', start);
        var index = 0;
        var position = start;
        while (position < end && format[position] is >= '0' and <= '9' && index < 1000)
            index = (index * 10) + format[position++] - '0';

        return position > start && (position == end || format[position] is ',' or ':') ? index : null;
    }
}

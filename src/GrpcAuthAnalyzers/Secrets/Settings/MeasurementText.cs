using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Secrets.Settings;

/// <summary>Values that measure or plan: <c>5m</c>, <c>PT5M</c>, <c>100/hour</c>, <c>0 */5 * * *</c>. A setting such as <c>Cache:Token</c> has them.</summary>
internal static class MeasurementText
{
    private const int MinFields = 5;
    private const int MaxFields = 7;

    private static readonly HashSet<string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        "ms", "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "d", "day",
        "days", "w", "week", "weeks",
        "b", "kb", "mb", "gb", "k", "%",
    };

    private static readonly HashSet<string> Plans = new(StringComparer.OrdinalIgnoreCase)
    {
        "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@reboot",
    };

    /// <summary>Whether a text without blanks around it is one of those. False for a bare number.</summary>
    internal static bool Is(string text) => IsAmount(text) || IsIsoDuration(text) || IsPlan(text);

    /// <summary>A number and a unit, or so many in a time: <c>1.5m</c>, <c>10 / min</c>.</summary>
    private static bool IsAmount(string text)
    {
        var digits = 0;
        while (digits < text.Length && text[digits] is (>= '0' and <= '9') or '.')
            digits++;

        return digits is > 0 and <= 9 && Units.Contains(text.Substring(digits).TrimStart(' ', '/'));
    }

    private static bool IsIsoDuration(string text)
    {
        if (text.Length is < 3 or > 24 || text[0] != 'P' || text[text.Length - 1] is >= '0' and <= '9')
            return false;

        var digits = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] is >= '0' and <= '9')
                digits++;
            else if ("YMWDTHS.".IndexOf(text[i]) < 0)
                return false;
        }

        return digits > 0;
    }

    /// <summary>A cron expression of five to seven fields, or the name of a plan.</summary>
    private static bool IsPlan(string text)
    {
        if (Plans.Contains(text) || text.StartsWith("@every ", StringComparison.Ordinal))
            return true;

        var fields = text.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length is >= MinFields and <= MaxFields && Array.TrueForAll(fields, IsField);
    }

    /// <summary><c>*/5</c>, <c>1-5</c>, <c>MON,WED</c>, <c>?</c>.</summary>
    private static bool IsField(string field)
    {
        foreach (var c in field)
        {
            if (c is not ((>= '0' and <= '9') or (>= 'A' and <= 'Z') or '*' or '/' or ',' or '-' or '?' or '#'))
                return false;
        }

        return field.Length <= 3 || field.IndexOfAny(new[] { '*', '/', ',', '-', '#' }) >= 0;
    }
}

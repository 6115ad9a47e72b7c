using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Rules.Identity.Findings;

/// <summary>The scopes that code reads from the configuration: what the visible files say.</summary>
internal static class ConfiguredScopes
{
    /// <summary>
    /// The texts whose ends are read from settings, with what the files say there; null where none is, or where a file does not say it. A constant is then the
    /// default of a setting, and does not count.
    /// </summary>
    internal static IReadOnlyList<TracedText>? AtEndOf(ImmutableArray<TracedText> texts, CredentialQuery query)
    {
        var scopes = new List<TracedText>();
        foreach (var text in texts)
        {
            var last = text.Parts.Length - 1;
            if (text.Parts[last].Constant is not null)
                continue;

            if (ConfiguredAddress.ValuesOf(text.Parts[last], query) is not { } values)
                return null;

            foreach (var value in values)
            {
                if (value.Constant is null)
                    return null;

                scopes.Add(new TracedText(text.Parts.RemoveAt(last).AddRange(value.Parts)));
            }
        }

        return scopes.Count == 0 ? null : scopes;
    }

    /// <summary>
    /// The scopes of a list that is read from a section: <c>GetSection("Orders:Scopes").Get&lt;string[]&gt;()</c>. Null where no file has it.
    /// </summary>
    internal static IReadOnlyList<TracedText>? InList(TracedValue list, CredentialQuery query)
    {
        var scopes = new List<TracedText>();
        foreach (var origin in query.Origins.Trace(list))
        {
            var count = scopes.Count;
            foreach (var (path, _) in SettingRead.Of(origin, query))
            {
                var values = query.Settings.Below(path);
                if (values.Count == 0)
                    return null;

                foreach (var value in values)
                    scopes.Add(new TracedText(ImmutableArray.Create(new TextPart(value, origin))));
            }

            if (scopes.Count == count)
                return null;
        }

        return scopes;
    }
}

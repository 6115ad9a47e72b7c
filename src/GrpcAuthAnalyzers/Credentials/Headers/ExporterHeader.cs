using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Secrets.Settings;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>
/// A credential in the headers that an OpenTelemetry exporter sends with every export, as long as the program runs:
/// <c>OtlpExporterOptions.Headers = "api-key=x,authorization=Bearer y"</c>.
/// </summary>
internal sealed class ExporterHeader
{
    private const string Options = "OpenTelemetry.Exporter.OtlpExporterOptions";

    /// <summary>Stands for the first part that is known at run time only, and the characters behind it for the next ones: no text has them.</summary>
    private const char FirstHole = '\uE000';

    private ExporterHeader(ISimpleAssignmentOperation assignment, string name, string value, TracedText text, Origin? filler)
    {
        Assignment = assignment;
        Name = name;
        Prefix = value;
        Text = text;
        Filler = filler;
    }

    /// <summary>The assignment of <c>Headers</c>.</summary>
    internal ISimpleAssignmentOperation Assignment { get; }

    /// <summary>The name of the header in lower case.</summary>
    internal string Name { get; }

    /// <summary>The value; where it has a part that is known at run time only, what stands in front of that: a scheme, or nothing.</summary>
    internal string Prefix { get; }

    /// <summary>The whole text of the headers.</summary>
    internal TracedText Text { get; }

    /// <summary>The first part of the value that is known at run time only; null if there is none.</summary>
    internal Origin? Filler { get; }

    /// <summary>The credentials that an assignment gives to an exporter; empty for other assignments, and where nothing is known of the text.</summary>
    internal static IEnumerable<ExporterHeader> In(ISimpleAssignmentOperation assignment, CredentialQuery query)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "Headers", ContainingType: var type } } || !type.Is(Options))
            yield break;

        foreach (var text in query.Texts.Alternatives(new TracedValue(assignment.Value)))
        {
            var written = "";
            var holes = new List<Origin>();
            foreach (var part in text.Parts)
            {
                written += part.Constant ?? ((char)(FirstHole + holes.Count)).ToString();
                if (part.Constant is null)
                    holes.Add(part.Source);
            }

            foreach (var (name, value) in ValueParts.Of(written))
            {
                if (!CredentialHeaderName.IsCredential(name, query.Options))
                    continue;

                var end = 0;
                while (end < value.Length && (value[end] < FirstHole || value[end] - FirstHole >= holes.Count))
                    end++;

                yield return new ExporterHeader(
                    assignment, name.Trim().ToLowerInvariant(), value.Substring(0, end), text, end < value.Length ? holes[value[end] - FirstHole] : null);
            }
        }
    }
}

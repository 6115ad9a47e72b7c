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

    /// <summary>Stands for a part that is known at run time only.</summary>
    private const char Hole = '\uFFFC';

    private ExporterHeader(ISimpleAssignmentOperation assignment, string name, string value, TracedText text)
    {
        Assignment = assignment;
        Name = name;
        Value = value;
        Text = text;
    }

    /// <summary>The assignment of <c>Headers</c>.</summary>
    internal ISimpleAssignmentOperation Assignment { get; }

    /// <summary>The name of the header in lower case.</summary>
    internal string Name { get; }

    /// <summary>The value as far as it is constant; see <see cref="IsConstant"/>.</summary>
    internal string Value { get; }

    /// <summary>The whole text of the headers.</summary>
    internal TracedText Text { get; }

    /// <summary>Whether the value has no part that is known at run time only.</summary>
    internal bool IsConstant => Value.IndexOf(Hole) < 0;

    /// <summary>What stands in front of the part that is known at run time only: a scheme, or nothing.</summary>
    internal string Prefix => IsConstant ? Value : Value.Substring(0, Value.IndexOf(Hole));

    /// <summary>The credentials that an assignment gives to an exporter; empty for other assignments, and where nothing is known of the text.</summary>
    internal static IEnumerable<ExporterHeader> In(ISimpleAssignmentOperation assignment, CredentialQuery query)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "Headers", ContainingType: var type } } || !type.Is(Options))
            yield break;

        foreach (var text in query.Texts.Alternatives(new TracedValue(assignment.Value)))
        {
            var written = "";
            foreach (var part in text.Parts)
                written += part.Constant ?? Hole.ToString();

            foreach (var (name, value) in ValueParts.Of(written))
            {
                if (CredentialHeaderName.IsCredential(name, query.Options))
                    yield return new ExporterHeader(assignment, name.Trim().ToLowerInvariant(), value, text);
            }
        }
    }

    /// <summary>The part of the text that fills the first hole of the value; null if there is none.</summary>
    internal Origin? Filler
    {
        get
        {
            foreach (var part in Text.Parts)
            {
                if (part.Constant is null)
                    return part.Source;
            }

            return null;
        }
    }
}

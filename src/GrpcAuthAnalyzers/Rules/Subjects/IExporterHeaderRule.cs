using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every assignment of the headers of a telemetry exporter.</summary>
internal interface IExporterHeaderRule : IRule
{
    /// <summary>Reports the headers if they have the defect; reports nothing if that is unknown.</summary>
    void Check(ISimpleAssignmentOperation headers, RuleContext context);
}

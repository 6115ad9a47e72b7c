using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.MetadataFormat;

/// <summary>GRPCAUTH4005: writes the right name at the place that sends the header. A constant that holds the wrong one stays: other code may use it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MisspelledCredentialHeaderFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH4005");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { File: var file, Node: var node }
            || ((node as ArgumentSyntax)?.Expression ?? node as ExpressionSyntax) is not { } name
            || !file.Model.GetConstantValue(name).HasValue
            || !diagnostic.Properties.TryGetValue(FixHints.Header, out var header) || header is null)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        plan.Replace(file, name.Span, $"\"{header}\"");
        return Plans(plan.Build($"Rename the header to '{header}'"));
    }
}

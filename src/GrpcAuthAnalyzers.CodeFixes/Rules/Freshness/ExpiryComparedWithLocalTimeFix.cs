using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Freshness;

/// <summary>
/// GRPCAUTH3004: reads the clock in UTC, and adds one minute if there is no margin. The minute is added to the present time, so that it
/// has the same effect in whichever direction the values are compared.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ExpiryComparedWithLocalTimeFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH3004");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        var isLocal = diagnostic.Properties.ContainsKey(FixHints.LocalClock);
        var lacksMargin = diagnostic.Properties.ContainsKey(FixHints.NoMargin);
        if ((!isLocal && !lacksMargin)
            || diagnostic.AdditionalLocations.Count == 0
            || !diagnostic.Location.SourceSpan.Contains(diagnostic.AdditionalLocations[0].SourceSpan)
            || diagnostic.AdditionalLocations[0].SourceTree != diagnostic.Location.SourceTree
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } clock)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        if (isLocal)
        {
            if ((clock as MemberAccessExpressionSyntax)?.Name is not { Identifier.ValueText: "Now" } now)
                return ImmutableArray<FixPlan>.Empty;

            plan.Replace(at.File, now.Span, "UtcNow");
        }

        if (lacksMargin)
            plan.Insert(at.File, clock.Span.End, ".AddMinutes(1)");

        return Plans(plan.Build((isLocal, lacksMargin) switch
        {
            (true, true) => "Compare with UTC and allow one minute of clock skew",
            (true, false) => "Compare with UTC",
            _ => "Allow one minute of clock skew",
        }));
    }
}

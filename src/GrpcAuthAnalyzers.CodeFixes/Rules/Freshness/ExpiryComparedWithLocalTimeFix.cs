using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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
            || diagnostic.AdditionalLocations[0].SourceTree != diagnostic.Location.SourceTree
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } clock)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var isInPlace = diagnostic.Location.SourceSpan.Contains(clock.Span);
        var variable = isInPlace ? null : VariableOf(at.File, clock, diagnostic.Location.SourceSpan);
        if (!isInPlace && variable is null)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        if (isLocal)
        {
            if ((clock as MemberAccessExpressionSyntax)?.Name is not { Identifier.ValueText: "Now" } now)
                return ImmutableArray<FixPlan>.Empty;

            if (variable is { IsUsedElsewhere: true })
                plan.Insert(at.File, variable.Value.Use.Span.End, ".ToUniversalTime()" + (lacksMargin ? ".AddMinutes(1)" : ""));
            else
                plan.Replace(at.File, now.Span, "UtcNow");
        }

        if (lacksMargin && !(isLocal && variable is { IsUsedElsewhere: true }))
            plan.Insert(at.File, (variable?.Use ?? clock).Span.End, ".AddMinutes(1)");

        return Plans(plan.Build((isLocal, lacksMargin) switch
        {
            (true, true) => "Compare with UTC and allow one minute of clock skew",
            (true, false) => "Compare with UTC",
            _ => "Allow one minute of clock skew",
        }));
    }

    /// <summary>
    /// The only use in the comparison of a variable that holds the clock, and whether the variable is used elsewhere, too: what is shown or stored there stays
    /// local time. Null if the clock is no such variable.
    /// </summary>
    private static (ExpressionSyntax Use, bool IsUsedElsewhere)? VariableOf(SourceFile file, ExpressionSyntax clock, TextSpan comparison)
    {
        if (clock.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
            || file.Model.GetDeclaredSymbol(declarator) is not ILocalSymbol local)
            return null;

        var scope = declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? (SyntaxNode)file.Root;
        var uses = scope.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(n).Symbol, local))
            .ToList();
        var here = uses.Where(u => comparison.Contains(u.Span)).ToList();
        return here.Count == 1 ? (here[0], uses.Count > 1) : null;
    }
}

using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>
/// GRPCAUTH1013: moves the assignments of the options in front of the statement that makes the channel, all of them at once, with the locals that only they
/// need. Not where what stands in between may matter to their order.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ChannelOptionsChangedTooLateFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1013");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 0
            || diagnostic.AdditionalLocations[0].SourceTree != diagnostic.Location.SourceTree
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } channel
            || at.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } reported
            || channel.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } made
            || MovedStatements.Of(at.File, made, reported) is not { } moved)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        plan.Insert(at.File, MovedStatements.StartOf(made), string.Concat(moved.Select(s => MovedStatements.LinesOf(at.File, s))));
        foreach (var statement in moved)
            plan.Replace(at.File, MovedStatements.RemovalOf(statement), "");

        return Plans(plan.Build("Set the options before the channel is created"));
    }
}

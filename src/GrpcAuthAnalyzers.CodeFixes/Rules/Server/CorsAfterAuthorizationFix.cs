using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Server;

/// <summary>
/// GRPCAUTH6008: moves the statement with <c>UseCors</c> in front of the one with <c>UseAuthorization</c>. Not where both are one statement, and not where a
/// WebApplication adds authorization by itself.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CorsAfterAuthorizationFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH6008");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 0
            || diagnostic.AdditionalLocations[0].SourceTree != diagnostic.Location.SourceTree
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } authorization
            || StatementOf(at.Node) is not { } cors
            || StatementOf(authorization.Node) is not { } before
            || ContainerOf(cors) != ContainerOf(before))
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        plan.Insert(at.File, MovedStatements.StartOf(before), MovedStatements.LinesOf(at.File, cors));
        plan.Replace(at.File, MovedStatements.RemovalOf(cors), "");
        return Plans(plan.Build("Use CORS before authorization"));
    }

    /// <summary>The statement that only makes one call: <c>app.UseCors("web");</c>. Null for a chain of calls.</summary>
    private static ExpressionStatementSyntax? StatementOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Expression: InvocationExpressionSyntax call } statement
        && call.Expression is MemberAccessExpressionSyntax access
        && access.Expression is IdentifierNameSyntax
            ? statement
            : null;

    private static SyntaxNode? ContainerOf(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax top ? top.Parent : statement.Parent;
}

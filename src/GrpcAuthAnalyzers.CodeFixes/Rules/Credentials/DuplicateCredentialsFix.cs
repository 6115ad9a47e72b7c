using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1009: removes the second attachment where it says the same as the first. Which of two different values is right is not known.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DuplicateCredentialsFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1009");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count != 1
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } other
            || at.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access } second
            || other.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } first
            || !SyntaxFactory.AreEquivalent(first.ArgumentList, second.ArgumentList))
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        if (GrpcMethods.IsOnClientBuilder(at.File, second, "AddCallCredentials"))
        {
            var link = TextSpan.FromBounds(access.Expression.Span.End, second.Span.End);
            if (HasComment(second, link))
                return ImmutableArray<FixPlan>.Empty;

            plan.Replace(at.File, link, "");
        }
        else if (second.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement
            && first.Parent is ExpressionStatementSyntax
            && other.File == at.File)
        {
            plan.Replace(at.File, at.File.Layout.Removal(statement), "");
        }

        return Plans(plan.Build("Remove the duplicate credential"));
    }

    private static bool HasComment(SyntaxNode node, TextSpan span) => node.DescendantTrivia()
        .Any(t => span.Contains(t.Span) && (t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia) || t.IsDirective));
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
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
            || at.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access } second)
            return ImmutableArray<FixPlan>.Empty;

        if (SameEntry(at.File, second, other.File, other.Node) is { } entry)
            return Plans(Without(at.File, entry));

        if (other.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } first
            || !SyntaxFactory.AreEquivalent(first.ArgumentList, second.ArgumentList))
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        if (GrpcMethods.IsOnClientBuilder(at.File, second, "AddCallCredentials"))
        {
            var link = TextSpan.FromBounds(access.Expression.Span.End, second.Span.End);
            if (at.File.HasComment(link) || at.File.DirectivesIn(link).Any())
                return ImmutableArray<FixPlan>.Empty;

            plan.Replace(at.File, link, "");
        }

        return Plans(plan.Build("Remove the duplicate credential"));
    }

    /// <summary>
    /// The statement of the second <c>Add</c>, where the first entry of the same metadata, an <c>Add</c> or an element of its initializer, stands before it in
    /// the same block, has the same name, scheme and token, and nothing that they name is written in between. Null for anything else.
    /// </summary>
    private static ExpressionStatementSyntax? SameEntry(SourceFile file, InvocationExpressionSyntax second, SourceFile firstFile, SyntaxNode firstNode)
    {
        if (file != firstFile || second.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block } statement
            || firstNode.AncestorsAndSelf().Select(n => WrittenHeader.At(file, n)).FirstOrDefault(static h => h is not null) is not { Name: { } name } first
            || WrittenHeader.At(file, second) is not { Name: { } secondName } other
            || firstNode.FirstAncestorOrSelf<StatementSyntax>() is not { } start || start.Parent != block || start.SpanStart >= statement.SpanStart
            || firstNode.Ancestors().TakeWhile(n => n != start).Any(static n => n is AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax))
            return null;

        var (token, scheme) = CurrentTokenRead.Split(file, first.Value);
        var (otherToken, otherScheme) = CurrentTokenRead.Split(file, other.Value);
        var names = new HashSet<string>(token.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static n => n.Identifier.ValueText));
        return file.Model.GetConstantValue(name).Value is string one && file.Model.GetConstantValue(secondName).Value is string two
            && string.Equals(one, two, StringComparison.OrdinalIgnoreCase)
            && scheme == otherScheme && SyntaxFactory.AreEquivalent(token, otherToken)
            && !block.Statements.Where(s => s.SpanStart > start.SpanStart && s.Span.End < statement.SpanStart).Any(s => Writes(s, names))
            ? statement
            : null;
    }

    private static bool Writes(SyntaxNode node, HashSet<string> names) => node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(
        n => names.Contains(n.Identifier.ValueText)
            && (n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n
                || n.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
                || n.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax } member && member.Name == n));

    private static FixPlan? Without(SourceFile file, ExpressionStatementSyntax statement)
    {
        var plan = new FixPlanBuilder();
        plan.Replace(file, file.Layout.Removal(statement), "");
        return plan.Build("Remove the duplicate credential");
    }
}

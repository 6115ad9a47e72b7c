using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Identity.Findings;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Identity;

/// <summary>
/// GRPCAUTH7001: writes the scope of the resource that ends in <c>/.default</c>. Not where the scope names no resource, or where other code reads the constant,
/// perhaps for a user.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ClientCredentialScopeIncompleteFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH7001");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.ContainsKey(FixHints.Scope)
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<LiteralExpressionSyntax>() is not { RawKind: (int)SyntaxKind.StringLiteralExpression } literal
            || ApplicationScope.Completed(literal.Token.ValueText) is not { } completed
            || !IsReadOnce(at.File, literal, diagnostic))
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        plan.Replace(at.File, literal.Span, SymbolDisplay.FormatLiteral(completed, quote: true));
        return Plans(plan.Build("Ask for '" + completed + "'"));
    }

    /// <summary>Whether the literal stands in the request, or in a variable that nothing but the request names.</summary>
    private static bool IsReadOnce(SourceFile file, LiteralExpressionSyntax literal, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Any(request => request.SourceTree?.FilePath == literal.SyntaxTree.FilePath
            && request.SourceSpan.Contains(literal.Span)))
            return true;

        if (literal.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Identifier.ValueText: var name } declarator)
            return false;

        return file.Model.GetDeclaredSymbol(declarator) switch
        {
            ILocalSymbol => MentionsAround(declarator, name) == 1,
            IFieldSymbol { DeclaredAccessibility: Accessibility.Private } =>
                file.Compilation.SyntaxTrees.Sum(tree => TreeIndex.Of(tree).MentionsOf(name).Count) == 1,
            _ => false,
        };
    }

    /// <summary>How often the member around a local has its name.</summary>
    private static int MentionsAround(SyntaxNode declarator, string name)
    {
        var member = declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? declarator.SyntaxTree.GetRoot();
        return member.DescendantNodes().OfType<IdentifierNameSyntax>().Count(mention => mention.Identifier.ValueText == name);
    }
}

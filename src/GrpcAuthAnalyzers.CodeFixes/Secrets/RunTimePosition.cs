using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>Tells where an expression may be replaced by one that is evaluated at run time, and may throw there.</summary>
internal static class RunTimePosition
{
    private const string ExpressionTree = "System.Linq.Expressions.Expression";

    /// <summary>
    /// Whether an expression is evaluated by code that runs. False where a constant is needed (attributes, labels, patterns, defaults, other constants), in
    /// initializers of fields and properties and static constructors (a throw there breaks the type, and what is read is read once), and in expression trees.
    /// </summary>
    internal static bool IsAt(SourceFile file, SyntaxNode expression)
    {
        foreach (var ancestor in expression.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AttributeSyntax or ParameterSyntax or EnumMemberDeclarationSyntax or SwitchLabelSyntax or PatternSyntax or GotoStatementSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test when test.Right.Span.Contains(expression.Span):
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0 }:
                case LocalDeclarationStatementSyntax { IsConst: true }:
                case ConstructorDeclarationSyntax constructor when constructor.Modifiers.Any(SyntaxKind.StaticKeyword):
                case BaseFieldDeclarationSyntax:
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax }:
                    return false;
                case InterpolationSyntax when expression.AncestorsAndSelf().TakeWhile(a => a != ancestor).Any(static n => n is LiteralExpressionSyntax):
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return !file.Model.GetTypeInfo(lambda).ConvertedType.Is(ExpressionTree) && IsInRunningFunction(file, lambda);
                case MemberDeclarationSyntax:
                    return true;
            }
        }

        return false;
    }

    /// <summary>A lambda runs when it is called; only what is around it must be no expression tree.</summary>
    private static bool IsInRunningFunction(SourceFile file, SyntaxNode lambda) =>
        !lambda.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any(outer => file.Model.GetTypeInfo(outer).ConvertedType.Is(ExpressionTree));

    /// <summary>
    /// Whether a local is read in a lambda or local function that does not declare it: what the code around reads once would be sent with every call.
    /// </summary>
    internal static bool IsCaptured(SourceFile file, ILocalSymbol local, SyntaxNode declaration)
    {
        var scope = FunctionOf(declaration);
        var root = scope ?? declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? (SyntaxNode)file.Root;
        foreach (var name in root.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(name).Symbol, local)
                && FunctionOf(name) != scope)
                return true;
        }

        return false;
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node) =>
        node
            .Ancestors()
            .FirstOrDefault(
                static n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
                    or MemberDeclarationSyntax and not GlobalStatementSyntax) is var function
            && function is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
            ? function
            : null;
}

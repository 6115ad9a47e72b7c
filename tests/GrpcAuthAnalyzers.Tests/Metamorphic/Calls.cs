using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>Changes of how a call is written.</summary>
internal static class Calls
{
    /// <summary>Every argument is named.</summary>
    internal static SyntaxNode NameArguments(SyntaxNode root, SemanticModel model) => Arguments(root, model, isReversed: false);

    /// <summary>Every argument is named, and those that nothing can tell apart in time stand in reverse order.</summary>
    internal static SyntaxNode ReverseArguments(SyntaxNode root, SemanticModel model) => Arguments(root, model, isReversed: true);

    /// <summary>What is awaited continues on any thread.</summary>
    internal static SyntaxNode ConfigureAwait(SyntaxNode root, SemanticModel model)
    {
        var places = root.DescendantNodes().OfType<AwaitExpressionSyntax>().Where(awaited => model.GetTypeInfo(awaited.Expression).Type is INamedTypeSymbol type
            && type.GetMembers("ConfigureAwait").OfType<IMethodSymbol>().Concat(type.BaseType?.GetMembers("ConfigureAwait").OfType<IMethodSymbol>() ?? [])
                .Any(static method => method.Parameters is [{ Type.SpecialType: SpecialType.System_Boolean }])).ToList();
        return root.ReplaceNodes(places, static (_, now) => now.WithExpression(SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, InParentheses(now.Expression), SyntaxFactory.IdentifierName("ConfigureAwait")),
            SyntaxFactory.ParseArgumentList("(false)")).WithTrailingTrivia(now.GetTrailingTrivia())));
    }

    private static ExpressionSyntax InParentheses(ExpressionSyntax value) => value is NameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax
        ? value.WithoutTrailingTrivia()
        : SyntaxFactory.ParenthesizedExpression(value.WithoutTrailingTrivia());

    private static SyntaxNode Arguments(SyntaxNode root, SemanticModel model, bool isReversed)
    {
        var places = root.DescendantNodes().OfType<ArgumentListSyntax>().Where(list => list.Arguments.Count > 0 && !list.ContainsDirectives
            && MethodOf(list, model) is { Parameters: var parameters } && !parameters.Any(static parameter => parameter.IsParams)
            && parameters.Length >= list.Arguments.Count && parameters.All(static parameter => parameter.Name.Length > 0)).ToList();
        return root.ReplaceNodes(places, (list, now) =>
        {
            var parameters = MethodOf(list, model)!.Parameters;
            var named = now.Arguments.Select((argument, index) => argument.NameColon is not null
                ? argument
                : argument.WithoutLeadingTrivia().WithNameColon(SyntaxFactory.NameColon(Identifier(parameters[index].Name)).WithTrailingTrivia(SyntaxFactory.Space))
                    .WithLeadingTrivia(argument.GetLeadingTrivia())).ToArray();
            if (isReversed && list.Arguments.All(static argument => argument.RefKindKeyword.IsKind(SyntaxKind.None) && Purity.IsPure(argument.Expression)))
                System.Array.Reverse(named);

            return now.WithArguments(SyntaxFactory.SeparatedList(named, now.Arguments.GetSeparators()));
        });
    }

    private static IdentifierNameSyntax Identifier(string name) =>
        SyntaxFactory.IdentifierName(SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name);

    private static IMethodSymbol? MethodOf(ArgumentListSyntax list, SemanticModel model) => model.GetSymbolInfo(list.Parent!).Symbol as IMethodSymbol;
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>Changes of the form of bodies of methods, properties and functions.</summary>
internal static class Bodies
{
    /// <summary>Every body that is an expression becomes a block.</summary>
    internal static SyntaxNode ToBlocks(SyntaxNode root, SemanticModel model)
    {
        var nodes = root.DescendantNodes().Where(node => node is MethodDeclarationSyntax { ExpressionBody: not null }
            or PropertyDeclarationSyntax { ExpressionBody: not null } or LocalFunctionStatementSyntax { ExpressionBody: not null }
            || node is LambdaExpressionSyntax { ExpressionBody: not null } && ReturnsOf(node, model) is not null).ToList();
        return root.ReplaceNodes(nodes, (node, now) => now switch
        {
            MethodDeclarationSyntax method => method.WithExpressionBody(null).WithSemicolonToken(default)
                .WithBody(Block(method.ExpressionBody!.Expression, IsVoid(node, model), method.SemicolonToken.TrailingTrivia)),
            LocalFunctionStatementSyntax function => function.WithExpressionBody(null).WithSemicolonToken(default)
                .WithBody(Block(function.ExpressionBody!.Expression, IsVoid(node, model), function.SemicolonToken.TrailingTrivia)),
            PropertyDeclarationSyntax property => property.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(
                SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(
                    SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, Block(property.ExpressionBody!.Expression, false, default))))
                    .WithTrailingTrivia(property.SemicolonToken.TrailingTrivia)),
            LambdaExpressionSyntax lambda => lambda.WithBody(Block(lambda.ExpressionBody!, IsVoid(node, model), lambda.GetTrailingTrivia())),
            _ => now,
        });
    }

    /// <summary>Every body of one statement becomes an expression.</summary>
    internal static SyntaxNode ToExpressions(SyntaxNode root, SemanticModel model)
    {
        var nodes = root.DescendantNodes().Where(node => (node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax or PropertyDeclarationSyntax)
            && BlockOf(node) is { Statements: [ReturnStatementSyntax { Expression: not (null or RefExpressionSyntax) } or ExpressionStatementSyntax] } block
            && (block.Statements[0] is ReturnStatementSyntax || node is not LambdaExpressionSyntax || ReturnsOf(node, model) is not null)
            && !block.ContainsDirectives && !block.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))).ToList();
        return root.ReplaceNodes(nodes, (_, now) =>
        {
            var block = BlockOf(now)!;
            var value = block.Statements[0] is ReturnStatementSyntax returned ? returned.Expression! : ((ExpressionStatementSyntax)block.Statements[0]).Expression;
            var arrow = SyntaxFactory.ArrowExpressionClause(SyntaxFactory.Token(SyntaxKind.EqualsGreaterThanToken).WithTrailingTrivia(SyntaxFactory.Space), value.WithoutTrivia());
            var end = SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(now.GetTrailingTrivia());
            return now switch
            {
                MethodDeclarationSyntax method => method.WithBody(null).WithExpressionBody(arrow).WithSemicolonToken(end),
                LocalFunctionStatementSyntax function => function.WithBody(null).WithExpressionBody(arrow).WithSemicolonToken(end),
                PropertyDeclarationSyntax property => property.WithAccessorList(null).WithExpressionBody(arrow).WithSemicolonToken(end),
                LambdaExpressionSyntax lambda => lambda.WithBody(value.WithoutTrivia().WithTrailingTrivia(block.GetTrailingTrivia())),
                _ => now,
            };
        });
    }

    /// <summary>The body of a method becomes a local function that it calls at once.</summary>
    internal static SyntaxNode IntoLocalFunction(SyntaxNode root, SemanticModel model) => Nest(root, model, static (method, body, isAsync) =>
        $"{method.ReturnType.WithoutTrivia()} Nested() ", static (modifier, head, body) => modifier + head + body);

    /// <summary>The body of a method becomes a lambda that it calls at once.</summary>
    internal static SyntaxNode IntoLambda(SyntaxNode root, SemanticModel model) => Nest(root, model, static (method, body, isAsync) =>
        method.ReturnType.ToString() == "void" ? "global::System.Action Nested = " : $"global::System.Func<{method.ReturnType.WithoutTrivia()}> Nested = ",
        static (modifier, head, body) => head + modifier + "() => " + body + ";");

    private delegate string Head(MethodDeclarationSyntax method, BlockSyntax body, bool isAsync);

    private delegate string Declaration(string modifier, string head, string body);

    private static SyntaxNode Nest(SyntaxNode root, SemanticModel model, Head head, Declaration declaration)
    {
        var methods = root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(method => method.Body is { Statements.Count: > 0 }
            && model.GetDeclaredSymbol(method) is { ReturnsByRef: false, ContainingType.TypeKind: TypeKind.Class } symbol
            && symbol.Parameters.All(static parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType)
            && !(symbol.IsAsync && symbol.ReturnsVoid)
            && !method.Body.ContainsDirectives
            && !method.Body.DescendantNodes().Any(static node => node is YieldStatementSyntax)).ToList();
        return root.ReplaceNodes(methods, (method, now) =>
        {
            var symbol = model.GetDeclaredSymbol(method)!;
            var (hole, isAsync) = ("{Hole();}", symbol.IsAsync);
            var hasValue = !symbol.ReturnsVoid && !(isAsync && symbol.ReturnType is INamedTypeSymbol { IsGenericType: false });
            var call = (hasValue ? "return " : "") + (isAsync ? "await " : "") + "Nested();";
            var declared = declaration(isAsync ? "async " : "", head(now, now.Body!, isAsync), hole);
            var text = hole.Length > 0 && declared.Contains("=>", System.StringComparison.Ordinal) ? $"{{\n{declared}\n{call}\n}}" : $"{{\n{call}\n{declared}\n}}";
            var block = (BlockSyntax)SyntaxFactory.ParseStatement(text);
            var inner = block.DescendantNodes().OfType<BlockSyntax>().Single(static inner => inner.ToString() == "{Hole();}");
            return now.WithBody(block.ReplaceNode(inner, now.Body!.WithLeadingTrivia()).WithTriviaFrom(now.Body!));
        });
    }

    private static BlockSyntax? BlockOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax function => function.Body,
        LambdaExpressionSyntax lambda => lambda.Block,
        PropertyDeclarationSyntax { Initializer: null, AccessorList.Accessors: [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration, Modifiers.Count: 0, Body: { } body }] } => body,
        _ => null,
    };

    /// <summary>The method that says what a lambda returns; null for an expression tree and where no delegate is known.</summary>
    private static IMethodSymbol? ReturnsOf(SyntaxNode lambda, SemanticModel model) =>
        model.GetTypeInfo(lambda).ConvertedType is INamedTypeSymbol { TypeKind: TypeKind.Delegate } type ? type.DelegateInvokeMethod : null;

    private static bool IsVoid(SyntaxNode node, SemanticModel model)
    {
        var shape = node is LambdaExpressionSyntax ? ReturnsOf(node, model) : (IMethodSymbol)model.GetDeclaredSymbol(node)!;
        var isAsync = node is LambdaExpressionSyntax lambda ? lambda.AsyncKeyword != default : shape!.IsAsync;
        var value = node switch
        {
            MethodDeclarationSyntax method => method.ExpressionBody?.Expression,
            LocalFunctionStatementSyntax function => function.ExpressionBody?.Expression,
            LambdaExpressionSyntax function => function.ExpressionBody,
            _ => null,
        };
        return value is ThrowExpressionSyntax || shape!.ReturnsVoid || (isAsync && shape.ReturnType is INamedTypeSymbol { IsGenericType: false });
    }

    private static BlockSyntax Block(ExpressionSyntax value, bool isVoid, SyntaxTriviaList after)
    {
        StatementSyntax statement = value is ThrowExpressionSyntax thrown
            ? SyntaxFactory.ThrowStatement(thrown.ThrowKeyword, thrown.Expression, SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            : isVoid
                ? SyntaxFactory.ExpressionStatement(value.WithoutTrailingTrivia())
                : SyntaxFactory.ReturnStatement(value.WithoutTrailingTrivia()).WithReturnKeyword(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        return SyntaxFactory.Block(statement.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.LineFeed)).WithTrailingTrivia(after);
    }
}

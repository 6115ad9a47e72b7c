using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>Changes of which values have a variable, and how its type is written.</summary>
internal static class Variables
{
    /// <summary>In every statement one argument becomes a variable before it.</summary>
    internal static SyntaxNode Extract(SyntaxNode root, SemanticModel model)
    {
        var places = new Dictionary<StatementSyntax, ExpressionSyntax>();
        foreach (var argument in root.DescendantNodes().OfType<ArgumentSyntax>())
        {
            if (argument.RefKindKeyword.IsKind(SyntaxKind.None) && argument.Parent is ArgumentListSyntax && MayBeVariable(argument.Expression, model)
                && Purity.StatementThatBeginsWith(argument.Expression) is { } statement)
            {
                places.TryAdd(statement, argument.Expression);
            }
        }

        return new Extractor(places).Visit(root)!;
    }

    /// <summary>A variable that is read once, in the statement after it, is written there.</summary>
    internal static SyntaxNode Inline(SyntaxNode root, SemanticModel model)
    {
        var (gone, places) = (new HashSet<StatementSyntax>(), new Dictionary<IdentifierNameSyntax, ExpressionSyntax>());
        foreach (var declared in root.DescendantNodes().OfType<LocalDeclarationStatementSyntax>())
        {
            if (declared is { IsConst: false, UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: { } value } variable] }
                && NextOf(declared) is { } next && !gone.Contains(declared) && !places.Keys.Any(declared.Contains) && !declared.ContainsDirectives
                && model.GetTypeInfo(value) is { Type: { TypeKind: not TypeKind.Error } type }
                && SymbolEqualityComparer.Default.Equals(type, (model.GetDeclaredSymbol(variable) as ILocalSymbol)?.Type)
                && value is not (InitializerExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax
                    or CollectionExpressionSyntax or AnonymousFunctionExpressionSyntax or LiteralExpressionSyntax)
                && !value.DescendantNodesAndSelf().Any(static node => node is DeclarationExpressionSyntax or DeclarationPatternSyntax)
                && Single(declared.Parent is GlobalStatementSyntax global ? global.Parent! : declared.Parent!, variable.Identifier.ValueText) is { } use
                && next.Contains(use) && Purity.StatementThatBeginsWith(use) == next
                && !(use.Parent is AssignmentExpressionSyntax set && set.Left == use) && use.Parent is not ArgumentSyntax { RefOrOutKeyword.RawKind: not 0 }
                && !(use.Parent is MemberAccessExpressionSyntax && type.IsValueType))
            {
                gone.Add(declared);
                places.Add(use, value);
            }
        }

        return new Inliner(gone, places).Visit(root)!;
    }

    /// <summary>Types are written in place of <c>var</c>.</summary>
    internal static SyntaxNode ToTypes(SyntaxNode root, SemanticModel model)
    {
        var places = root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.IsVar
            && name.Parent is not DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax }
            && model.GetTypeInfo(name).Type is { TypeKind: not TypeKind.Error } type && !HasNoName(type)).ToList();
        return root.ReplaceNodes(places, (place, _) => Names.WithPlaceOf(
            place, SyntaxFactory.ParseTypeName(model.GetTypeInfo(place).Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))));
    }

    /// <summary><c>var</c> is written where the initializer has the type of the variable.</summary>
    internal static SyntaxNode ToVar(SyntaxNode root, SemanticModel model)
    {
        var places = root.DescendantNodes().OfType<VariableDeclarationSyntax>().Where(declared =>
            declared is { Parent: LocalDeclarationStatementSyntax { IsConst: false } or UsingStatementSyntax, Variables: [{ Initializer.Value: { } value }], Type.IsVar: false }
            && MayBeVariable(value, model) && SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(value).Type, model.GetTypeInfo(declared.Type).Type))
            .Select(static declared => declared.Type).ToList();
        return root.ReplaceNodes(places, static (place, _) => Names.WithPlaceOf(place, SyntaxFactory.IdentifierName("var")));
    }

    /// <summary>The type of a new object is not written where the target has it.</summary>
    internal static SyntaxNode ToTargetTyped(SyntaxNode root, SemanticModel model)
    {
        var places = root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Where(made =>
            made.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: false } } or PropertyDeclarationSyntax }
                or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ArgumentSyntax { Parent: ArgumentListSyntax { Parent: not ElementAccessExpressionSyntax } }
                or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: not IdentifierNameSyntax { Identifier.ValueText: "_" } }
            && made.Type is not NullableTypeSyntax
            && model.GetTypeInfo(made) is { Type: { } type, ConvertedType: { } target } && SymbolEqualityComparer.Default.Equals(type, target)
            && model.GetSymbolInfo(made).Symbol is IMethodSymbol && TargetIsFixed(made, model)).ToList();
        return root.ReplaceNodes(places, static (old, made) => Names.WithPlaceOf(old, SyntaxFactory.ImplicitObjectCreationExpression(
            made.NewKeyword.WithTrailingTrivia(), made.ArgumentList ?? SyntaxFactory.ArgumentList(), made.Initializer)));
    }

    /// <summary>The type of a new object is written where it was not.</summary>
    internal static SyntaxNode ToNamedType(SyntaxNode root, SemanticModel model)
    {
        var places = root.DescendantNodes().OfType<ImplicitObjectCreationExpressionSyntax>()
            .Where(made => model.GetTypeInfo(made).Type is INamedTypeSymbol { TypeKind: not TypeKind.Error } type && !HasNoName(type)).ToList();
        return root.ReplaceNodes(places, (old, made) => Names.WithPlaceOf(old, SyntaxFactory.ObjectCreationExpression(
            made.NewKeyword.WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.ParseTypeName(model.GetTypeInfo(old).Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)), made.ArgumentList, made.Initializer)));
    }

    /// <summary>Whether the argument has no part in which method is called: one method of that name and number of parameters.</summary>
    private static bool TargetIsFixed(ObjectCreationExpressionSyntax made, SemanticModel model) =>
        made.Parent is not ArgumentSyntax { Parent.Parent: { } call }
        || model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsGenericMethod: false } method
            && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Count() == 1;

    private static bool MayBeVariable(ExpressionSyntax value, SemanticModel model) =>
        value is not (AnonymousFunctionExpressionSyntax or ImplicitObjectCreationExpressionSyntax or CollectionExpressionSyntax or DeclarationExpressionSyntax
            or StackAllocArrayCreationExpressionSyntax or ThrowExpressionSyntax or DefaultExpressionSyntax or RefExpressionSyntax or InitializerExpressionSyntax)
        && !(value is LiteralExpressionSyntax && !value.IsKind(SyntaxKind.StringLiteralExpression))
        && !(value is InterpolatedStringExpressionSyntax && model.GetTypeInfo(value).ConvertedType?.SpecialType != SpecialType.System_String)
        && model.GetTypeInfo(value) is { Type: { TypeKind: not (TypeKind.Error or TypeKind.Dynamic), IsRefLikeType: false, SpecialType: not SpecialType.System_Void } }
        && model.GetSymbolInfo(value).Symbol is not (IMethodSymbol { MethodKind: MethodKind.LambdaMethod } or ITypeSymbol)
        && !value.DescendantNodesAndSelf().Any(static node => node is DeclarationExpressionSyntax or DeclarationPatternSyntax);

    private static bool HasNoName(ITypeSymbol type) => type.IsAnonymousType || type is INamedTypeSymbol { TypeArguments: var arguments } && arguments.Any(HasNoName)
        || type is IArrayTypeSymbol array && HasNoName(array.ElementType);

    private static StatementSyntax? NextOf(StatementSyntax statement)
    {
        if (statement.Parent is GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global)
            return unit.Members.ElementAtOrDefault(unit.Members.IndexOf(global) + 1) is GlobalStatementSyntax after ? after.Statement : null;

        return statement.Parent is BlockSyntax block ? block.Statements.ElementAtOrDefault(block.Statements.IndexOf(statement) + 1) : null;
    }

    private static IdentifierNameSyntax? Single(SyntaxNode scope, string name)
    {
        var uses = scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name).Take(2).ToList();
        return uses.Count == 1 ? uses[0] : null;
    }

    private sealed class Extractor(Dictionary<StatementSyntax, ExpressionSyntax> places) : CSharpSyntaxRewriter
    {
        private readonly Dictionary<ExpressionSyntax, string> _names = places.Values.Select((value, index) => (value, index)).ToDictionary(static pair => pair.value, static pair => "extracted" + pair.index);
        private readonly Dictionary<ExpressionSyntax, ExpressionSyntax> _visited = [];

        public override SyntaxNode? Visit(SyntaxNode? node)
        {
            var visited = base.Visit(node);
            if (node is not ExpressionSyntax value || !_names.TryGetValue(value, out var name))
                return visited;

            _visited[value] = (ExpressionSyntax)visited!;
            return Names.WithPlaceOf(visited!, SyntaxFactory.IdentifierName(name)).WithTriviaFrom(value);
        }

        public override SyntaxList<TNode> VisitList<TNode>(SyntaxList<TNode> list)
        {
            var result = new List<TNode>();
            foreach (var node in list)
            {
                var visited = Visit(node)!;
                var statement = node as StatementSyntax ?? (node as GlobalStatementSyntax)?.Statement;
                if (statement is not null && places.TryGetValue(statement, out var value))
                {
                    var declared = SyntaxFactory.ParseStatement($"var {_names[value]} = 0;\n");
                    declared = declared.ReplaceNode(declared.DescendantNodes().OfType<LiteralExpressionSyntax>().Single(), _visited[value].WithoutTrivia())
                        .WithLeadingTrivia(visited.GetLeadingTrivia());
                    result.Add(node is GlobalStatementSyntax ? (TNode)(SyntaxNode)SyntaxFactory.GlobalStatement(declared) : (TNode)(SyntaxNode)declared);
                    visited = visited.WithLeadingTrivia();
                }

                result.Add((TNode)visited);
            }

            return SyntaxFactory.List(result);
        }
    }

    private sealed class Inliner(HashSet<StatementSyntax> gone, Dictionary<IdentifierNameSyntax, ExpressionSyntax> places) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node)
        {
            if (!places.TryGetValue(node, out var value))
                return base.VisitIdentifierName(node);

            var moved = (ExpressionSyntax)Visit(value)!;
            var isPrimary = moved is NameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or BaseObjectCreationExpressionSyntax
                or ElementAccessExpressionSyntax or InterpolatedStringExpressionSyntax;
            return Names.WithPlaceOf(node, isPrimary ? moved : SyntaxFactory.ParenthesizedExpression(moved.WithoutTrivia()));
        }

        public override SyntaxList<TNode> VisitList<TNode>(SyntaxList<TNode> list) => SyntaxFactory.List(
            list.Where(node => !gone.Contains((node as StatementSyntax ?? (node as GlobalStatementSyntax)?.Statement)!)).Select(node => (TNode)Visit(node)!));
    }
}

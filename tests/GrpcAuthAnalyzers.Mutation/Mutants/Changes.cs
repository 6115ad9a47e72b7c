using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>Every change that could be made in one source file. Some do not compile; that shows when they are tried.</summary>
internal static class Changes
{
    /// <summary>The changes of a file, in the order of its text.</summary>
    internal static IEnumerable<Change> In(SyntaxNode root, SemanticModel model) =>
        root.DescendantNodes(static node => !IsOutside(node)).Where(static node => !IsOutside(node)).SelectMany(node => At(node, model));

    /// <summary>Text that is constant for the compiler, or runs once in a process: a switch has no effect on it.</summary>
    private static bool IsOutside(SyntaxNode node) => node switch
    {
        AttributeListSyntax or UsingDirectiveSyntax or EnumDeclarationSyntax or ParameterSyntax => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.StaticKeyword) || field.Modifiers.Any(SyntaxKind.ConstKeyword),
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Modifiers.Any(SyntaxKind.StaticKeyword),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
        _ => false,
    };

    private static IEnumerable<Change> At(SyntaxNode node, SemanticModel model) => node switch
    {
        StatementSyntax statement => Statements.At(statement, model),
        ArrowExpressionClauseSyntax arrow => Values.Returned(arrow.Expression, arrow, model),
        LambdaExpressionSyntax { ExpressionBody: { } body } lambda => Values.Returned(body, lambda, model),
        WhenClauseSyntax { Condition: var condition } => Conditions.At(condition),
        SwitchExpressionArmSyntax arm => Patterns.OfArm(arm),
        SwitchLabelSyntax label => Patterns.OfLabel(label),
        IsPatternExpressionSyntax test => Patterns.OfTest(test),
        ConditionalExpressionSyntax choice => Conditions.At(choice.Condition),
        BinaryExpressionSyntax binary => Conditions.OfOperator(binary).Concat(Values.OfOperator(binary, model)),
        InvocationExpressionSyntax call => Values.OfCall(call, model),
        LiteralExpressionSyntax literal when node.Parent is not (PatternSyntax or CaseSwitchLabelSyntax) => Values.OfLiteral(literal),
        ArgumentSyntax { RefKindKeyword.RawKind: 0, Expression: not LiteralExpressionSyntax } argument
            when model.GetTypeInfo(argument.Expression).Type?.SpecialType == SpecialType.System_Boolean => [Conditions.Negation(argument.Expression)],
        _ => [],
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>The declaration that holds a literal, by syntax alone.</summary>
internal static class LiteralHolder
{
    /// <summary>For messages, with a blank before it: <c> in constant 'Orders.Token'</c>; empty when nothing holds the literal.</summary>
    internal static string Of(SyntaxNode literal)
    {
        for (var current = literal.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case ParameterSyntax parameter:
                    return $" in the default of parameter '{parameter.Identifier.ValueText}'";
                case AttributeSyntax attribute:
                    return $" in attribute '{NameSyntaxText.NameOf(attribute.Name)}'";
                case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax, Left: IdentifierNameSyntax property }:
                    return $" in property '{property.Identifier.ValueText}'";
                case VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } declarator:
                    return $" in {(field.Modifiers.Any(SyntaxKind.ConstKeyword) ? "constant" : "field")} '{Member(current, declarator.Identifier)}'";
                case VariableDeclaratorSyntax declarator:
                    return $" in variable '{declarator.Identifier.ValueText}'";
                case PropertyDeclarationSyntax property:
                    return $" in property '{Member(current, property.Identifier)}'";
                case MethodDeclarationSyntax method:
                    return $" in method '{Member(current, method.Identifier)}'";
                case BaseTypeDeclarationSyntax:
                    return "";
            }
        }

        return "";
    }

    private static string Member(SyntaxNode member, SyntaxToken name) =>
        member.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type ? type.Identifier.ValueText + "." + name.ValueText : name.ValueText;
}

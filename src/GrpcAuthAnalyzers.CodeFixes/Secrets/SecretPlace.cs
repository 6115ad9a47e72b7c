using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>What the code calls the place of a secret, or of the setting that took its place.</summary>
internal static class SecretPlace
{
    /// <summary>The name of the variable, constant, property, argument or dictionary key that gets the literal; null when there is none.</summary>
    internal static string? HolderOf(SyntaxNode literal)
    {
        for (var current = literal; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case VariableDeclaratorSyntax declarator:
                    return declarator.Identifier.ValueText;
                case PropertyDeclarationSyntax property:
                    return property.Identifier.ValueText;
                case AssignmentExpressionSyntax assignment when assignment.Right == current:
                    return NameSyntaxText.NameOf(assignment.Left) is "Authorization" ? null : NameSyntaxText.NameOf(assignment.Left);
                case ArgumentSyntax { NameColon.Name.Identifier.ValueText: var name } when name is not ("value" or "valueBytes" or "parameter"):
                    return name;
                case StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or ArgumentSyntax or InitializerExpressionSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The name of the type around; empty where there is none.</summary>
    internal static string TypeOf(SyntaxNode literal) => literal.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.ValueText ?? "";

    /// <summary>The name of the method, property or field around; empty where there is none.</summary>
    internal static string MemberOf(SyntaxNode literal)
    {
        foreach (var ancestor in literal.Ancestors())
        {
            if (NameOf(ancestor) is { Length: > 0 } name)
                return name;
        }

        return "";
    }

    private static string NameOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.ValueText,
        _ => "",
    };
}

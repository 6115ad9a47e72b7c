using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>The text of names in syntax.</summary>
internal static class NameSyntaxText
{
    /// <summary>
    /// The last identifier of a name, type or called expression, that of the type where it is an alias of its file; null for other expressions.
    /// </summary>
    internal static string? NameOf(ExpressionSyntax? expression) => expression switch
    {
        IdentifierNameSyntax simple => FileAliases.Resolve(simple),
        NullableTypeSyntax nullable => NameOf(nullable.ElementType),
        _ => LastNameOf(expression),
    };

    /// <summary>
    /// The type that the declaration of a variable or property writes for its <c>new(...)</c>, without the question mark; null where another place decides the
    /// type, and for <c>Nullable&lt;T&gt;</c>.
    /// </summary>
    internal static TypeSyntax? WrittenTypeOf(ImplicitObjectCreationExpressionSyntax creation)
    {
        var type = creation.Parent is not EqualsValueClauseSyntax { Parent: var declared } ? null
            : declared is PropertyDeclarationSyntax property ? property.Type : (declared?.Parent as VariableDeclarationSyntax)?.Type;
        return (type is NullableTypeSyntax nullable ? nullable.ElementType : type) is { } made && LastNameOf(made) != "Nullable" ? made : null;
    }

    /// <summary>The expression that a name ends: <c>a.Name</c>, the <c>.Name</c> of <c>a?.Name</c>, or the name itself.</summary>
    internal static ExpressionSyntax EndedBy(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax binding => binding,
        _ => name,
    };

    /// <summary>The last identifier as it is written.</summary>
    internal static string? LastNameOf(ExpressionSyntax? expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        NullableTypeSyntax nullable => LastNameOf(nullable.ElementType),
        _ => null,
    };
}

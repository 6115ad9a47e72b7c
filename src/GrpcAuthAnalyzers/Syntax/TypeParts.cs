using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>The partial declarations of a class.</summary>
internal static class TypeParts
{
    /// <summary>Whether a name stands in the source of a type.</summary>
    internal static bool Mention(INamedTypeSymbol type, string name)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            if (TreeIndex.Of(part.SyntaxTree).MentionsOf(name, part.Span).Any())
                return true;
        }

        return false;
    }

    /// <summary>True for the first partial declaration with a base list, so that each class is checked once.</summary>
    internal static bool IsFirst(INamedTypeSymbol type, ClassDeclarationSyntax declaration)
    {
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            if (part.SyntaxTree == declaration.SyntaxTree && part.Span == declaration.Span)
                return true;

            if (part.GetSyntax() is ClassDeclarationSyntax { BaseList: not null })
                return false;
        }

        return false;
    }
}

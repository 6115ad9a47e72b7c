using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Writing;

/// <summary>Decides whether an expression means the same at another place.</summary>
internal static class ExpressionTransfer
{
    /// <summary>True when every name in the expression, but those in <paramref name="except"/>, is visible at the place and means the same there.</summary>
    internal static bool CanMove(SourceFile from, ExpressionSyntax expression, SourceFile to, SyntaxNode place, SyntaxNode? except = null)
    {
        if (expression
            .DescendantNodesAndSelf()
            .Any(static n => n is DeclarationExpressionSyntax or PatternSyntax or StackAllocArrayCreationExpressionSyntax or RefExpressionSyntax))
            return false;

        if (expression.DescendantNodesAndSelf().Any(static n => n is ThisExpressionSyntax or BaseExpressionSyntax)
            && !SeesSameInstance(from, expression, to, place))
            return false;

        var visible = VisibleSymbols.At(to, place);
        foreach (var name in expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (!IsRoot(name) || except?.Span.Contains(name.Span) == true)
                continue;

            var symbol = from.Model.GetSymbolInfo(name).Symbol;
            if (symbol is null)
            {
                if (name.Identifier.ValueText is "nameof" or "_")
                    continue;
                return false;
            }

            if (symbol is INamespaceOrTypeSymbol type)
            {
                if (!to.Model
                    .LookupNamespacesAndTypes(place.SpanStart, name: name.Identifier.ValueText)
                    .Any(s => SymbolEqualityComparer.Default.Equals(s.OriginalDefinition, type.OriginalDefinition)))
                    return false;
                continue;
            }

            var isInside = symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == expression.SyntaxTree && expression.Span.Contains(r.Span));
            if (!isInside && !visible.Any(s => SymbolEqualityComparer.Default.Equals(s.OriginalDefinition, symbol.OriginalDefinition)))
                return false;
        }

        return true;
    }

    // Names after a dot, argument names and members of an object initializer are resolved by what stands before them.
    private static bool IsRoot(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax member => member.Name != name,
        QualifiedNameSyntax qualified => qualified.Right != name,
        AliasQualifiedNameSyntax or NameColonSyntax or MemberBindingExpressionSyntax or NameEqualsSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
        _ => true,
    };

    private static bool SeesSameInstance(SourceFile from, SyntaxNode expression, SourceFile to, SyntaxNode place) =>
        VisibleSymbols.HasInstance(place)
        && SymbolEqualityComparer.Default.Equals(TypeAt(from, expression), TypeAt(to, place));

    private static ISymbol? TypeAt(SourceFile file, SyntaxNode place) =>
        file.Model.GetEnclosingSymbol(place.SpanStart) is { } symbol ? symbol as INamedTypeSymbol ?? symbol.ContainingType : null;
}

using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Writing;

/// <summary>What code at a place, or a lambda that is written there, may name.</summary>
internal static class VisibleSymbols
{
    /// <summary>
    /// Locals that have a value, parameters, fields, properties and methods, the nearest first. Nothing that needs an instance where
    /// there is none.
    /// </summary>
    internal static List<ISymbol> At(SourceFile file, SyntaxNode place)
    {
        var position = place.SpanStart;
        var instance = HasInstance(place);
        return file.Model.LookupSymbols(position)
            .Where(s => s.CanBeReferencedByName && !IsOfProgram(s, place) && IsUsable(s, place, instance))
            .OrderBy(Rank)
            .ThenBy(s => s.DeclaringSyntaxReferences.FirstOrDefault() is { } reference && reference.SyntaxTree == file.Root.SyntaxTree
                ? reference.Span.Start
                : int.MaxValue)
            .ThenBy(static s => s.Name, System.StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>
    /// Whether a variable belongs to top-level statements and the place stands in a type below them: it is found there, but the compiler refuses it (CS8801).
    /// </summary>
    internal static bool IsOfProgram(ISymbol symbol, SyntaxNode place) =>
        symbol is ILocalSymbol or IParameterSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
        && symbol.ContainingSymbol is IMethodSymbol { Name: WellKnownMemberNames.TopLevelStatementsEntryPointMethodName }
        && place.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is not null;

    /// <summary>True when <c>this</c> can be used at the place, also in a lambda (not in a struct).</summary>
    internal static bool HasInstance(SyntaxNode place)
    {
        foreach (var ancestor in place.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case FieldDeclarationSyntax field when field == place && field.Parent is not StructDeclarationSyntax:
                    // A property that takes the place of the field.
                    return !field.Modifiers.Any(SyntaxKind.StaticKeyword);
                case AnonymousFunctionExpressionSyntax function when function.Modifiers.Any(SyntaxKind.StaticKeyword):
                case LocalFunctionStatementSyntax local when local.Modifiers.Any(SyntaxKind.StaticKeyword):
                case ConstructorInitializerSyntax:
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax }:
                case BaseFieldDeclarationSyntax:
                case GlobalStatementSyntax:
                case BaseTypeDeclarationSyntax:
                    return false;
                case MemberDeclarationSyntax member when member is not BaseNamespaceDeclarationSyntax:
                    return !member.Modifiers.Any(SyntaxKind.StaticKeyword) && member.Parent is not StructDeclarationSyntax
                        && !(member.Parent is RecordDeclarationSyntax record && record.IsKind(SyntaxKind.RecordStructDeclaration));
            }
        }

        return false;
    }

    /// <summary>The name of a symbol as it is written. A local hides the member of the same name, so <see cref="At"/> gives no such member.</summary>
    internal static string Text(ISymbol symbol) => SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None ? "@" + symbol.Name : symbol.Name;

    /// <summary>
    /// The type of a variable, parameter, field or property; null for others. An inferred type is nullable only where the value that
    /// it is inferred from may be null.
    /// </summary>
    internal static ITypeSymbol? TypeOf(SourceFile file, ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => InferredFrom(file, local) is { } value && file.Model.GetTypeInfo(value).Nullability.FlowState != NullableFlowState.MaybeNull
            ? local.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            : local.Type,
        _ => TypeOf(symbol),
    };

    /// <summary>The same with the type as it is declared.</summary>
    internal static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    // The compiler gives every var of a reference type a nullable one, since it may be assigned null later.
    private static ExpressionSyntax? InferredFrom(SourceFile file, ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax
        {
            Initializer.Value: { } value,
            Parent: VariableDeclarationSyntax { Type.IsVar: true }
        } declarator
        && declarator.SyntaxTree == file.Root.SyntaxTree ? value : null;

    private static bool IsUsable(ISymbol symbol, SyntaxNode place, bool instance)
    {
        switch (symbol)
        {
            case ILocalSymbol local:
                return !local.IsConst
                    && local.RefKind == RefKind.None
                    && !local.Type.IsRefLikeType
                    && HasValueAt(local, place)
                    && !CrossesStaticFunction(local, place);
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter when IsPrimary(constructor):
                return parameter.RefKind == RefKind.None && (instance || IsInInitializerOf(place));
            case IParameterSymbol parameter:
                return parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType && !CrossesStaticFunction(parameter, place);
            case IFieldSymbol field:
                return !field.IsConst && (field.IsStatic || instance);
            case IPropertySymbol property:
                return !property.IsIndexer && property.GetMethod is not null && (property.IsStatic || instance);
            case IMethodSymbol { MethodKind: MethodKind.LocalFunction } function:
                return !CrossesStaticFunction(function, place) && !Encloses(function, place);
            case IMethodSymbol { MethodKind: MethodKind.Ordinary } method:
                return (method.IsStatic || instance) && !Encloses(method, place);
            default:
                return false;
        }
    }

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is TypeDeclarationSyntax);

    // Primary constructor parameters may be named in the initializers of instance fields and properties.
    private static bool IsInInitializerOf(SyntaxNode place) =>
        place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is FieldDeclarationSyntax or PropertyDeclarationSyntax
        && place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
        && !member.Modifiers.Any(static modifier => modifier.IsKind(SyntaxKind.StaticKeyword) || modifier.IsKind(SyntaxKind.ConstKeyword));

    private static bool HasValueAt(ILocalSymbol local, SyntaxNode place)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration || declaration.SyntaxTree != place.SyntaxTree)
            return false;

        return declaration is VariableDeclaratorSyntax declarator
            ? declarator.Initializer is not null && declarator.Span.End <= place.SpanStart
            : declaration.SpanStart < place.SpanStart;
    }

    private static bool CrossesStaticFunction(ISymbol symbol, SyntaxNode place)
    {
        var declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        foreach (var ancestor in place.AncestorsAndSelf())
        {
            var isStatic = ancestor is AnonymousFunctionExpressionSyntax function && function.Modifiers.Any(SyntaxKind.StaticKeyword)
                || ancestor is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.StaticKeyword);
            if (isStatic && (declaration is null || !ancestor.Span.Contains(declaration.Span) || ancestor == declaration))
                return true;
        }

        return false;
    }

    private static bool Encloses(ISymbol method, SyntaxNode place) =>
        method.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == place.SyntaxTree && r.Span.Contains(place.Span));

    private static int Rank(ISymbol symbol) => symbol switch
    {
        ILocalSymbol => 0,
        IParameterSymbol => 0,
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => 1,
        IFieldSymbol => 2,
        IPropertySymbol => 3,
        _ => 4,
    };
}

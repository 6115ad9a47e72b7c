using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>Changes of what things are called, or how a type is named.</summary>
internal static class Names
{
    /// <summary>
    /// Locals and parameters of lambdas get other names. What may be a text keeps the words of its name, with one before them: they say what it holds.
    /// </summary>
    internal static SyntaxNode RenameLocals(SyntaxNode root, SemanticModel model)
    {
        var names = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var node in root.DescendantNodes())
        {
            var symbol = node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax
                || node is ParameterSyntax && node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not null
                    ? model.GetDeclaredSymbol(node)
                    : null;
            if (symbol is ILocalSymbol { Name.Length: > 1 } or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }, Name.Length: > 1 })
                names[symbol] = MaySayWhatItHolds(symbol) ? "my" + char.ToUpperInvariant(symbol.Name[0]) + symbol.Name[1..] : "v" + names.Count;
        }

        var uses = new List<(SyntaxToken Token, ISymbol Symbol)>();
        foreach (var token in root.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            var symbol = token.Parent switch
            {
                IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol,
                VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax or ParameterSyntax =>
                    model.GetDeclaredSymbol(token.Parent),
                _ => null,
            };
            if (symbol is null || !names.ContainsKey(symbol))
                continue;

            if (GivesItsName(token.Parent!))
                names.Remove(symbol);
            else
                uses.Add((token, symbol));
        }

        var renamed = uses.Where(use => names.ContainsKey(use.Symbol)).ToDictionary(static use => use.Token, use => names[use.Symbol]);
        return root.ReplaceTokens(renamed.Keys, (token, _) =>
            token.CopyAnnotationsTo(SyntaxFactory.Identifier(token.LeadingTrivia, renamed[token], token.TrailingTrivia)));
    }

    /// <summary>Types of one name are named by an alias that the file declares.</summary>
    internal static SyntaxNode Alias(SyntaxNode root, SemanticModel model)
    {
        var aliases = new Dictionary<INamedTypeSymbol, string>(SymbolEqualityComparer.Default);
        var changed = ReplaceTypeNames(root, model, static _ => true, type =>
        {
            if (!aliases.TryGetValue(type, out var alias))
                aliases.Add(type, alias = "Alias" + aliases.Count);

            return SyntaxFactory.IdentifierName(alias);
        });
        var unit = (CompilationUnitSyntax)changed;
        var lines = string.Concat(aliases.Select(static pair => $"using {pair.Value} = {FullName(pair.Key)};\n"));
        var usings = SyntaxFactory.ParseCompilationUnit(lines).Usings;
        return aliases.Count == 0 ? root : WithUsings(unit, usings);
    }

    /// <summary>Types of one name are named in full, from <c>global::</c>.</summary>
    internal static SyntaxNode Qualify(SyntaxNode root, SemanticModel model) =>
        ReplaceTypeNames(root, model, static type => type.ContainingType is not null || !type.ContainingNamespace.IsGlobalNamespace,
            static type => SyntaxFactory.ParseTypeName(FullName(type)));

    private static SyntaxNode ReplaceTypeNames(SyntaxNode root, SemanticModel model, Func<INamedTypeSymbol, bool> mayChange, Func<INamedTypeSymbol, TypeSyntax> change)
    {
        var places = root.DescendantNodes().Where(node => node is IdentifierNameSyntax or QualifiedNameSyntax or MemberAccessExpressionSyntax
            && node.Parent is not (UsingDirectiveSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax or NameEqualsSyntax or AttributeSyntax or NamespaceDeclarationSyntax
                or FileScopedNamespaceDeclarationSyntax or NameColonSyntax or CrefSyntax)
            && node.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null
            && !(node.Parent is MemberAccessExpressionSyntax access && (access.Name == node || model.GetSymbolInfo(access).Symbol is ITypeSymbol))
            && !IsInNameOf(node)
            && node is not IdentifierNameSyntax { IsVar: true }
            && model.GetAliasInfo((ExpressionSyntax)node) is null
            && model.GetSymbolInfo(node).Symbol is INamedTypeSymbol { IsGenericType: false, SpecialType: SpecialType.None, TypeKind: not TypeKind.Error, IsFileLocal: false } type
            && type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
            && mayChange((INamedTypeSymbol)model.GetSymbolInfo(node).Symbol!)).ToList();
        return root.ReplaceNodes(places, (place, _) => WithPlaceOf(place, change((INamedTypeSymbol)model.GetSymbolInfo(place).Symbol!)));
    }

    /// <summary>New code for old: the spaces around it, and every mark on one of its tokens, go to the new.</summary>
    internal static T WithPlaceOf<T>(SyntaxNode old, T now)
        where T : SyntaxNode
    {
        var marks = old.DescendantTokens().SelectMany(static token => token.GetAnnotations("report")).Distinct().ToArray();
        if (marks.Length > 0)
            now = now.ReplaceTokens(now.DescendantTokens(), (token, _) => token.WithAdditionalAnnotations(marks));

        return now.WithTriviaFrom(old);
    }

    private static CompilationUnitSyntax WithUsings(CompilationUnitSyntax unit, SyntaxList<UsingDirectiveSyntax> usings)
    {
        if (unit.Usings.Count > 0)
            return unit.WithUsings(unit.Usings.Add(unit.Usings[^1].WithLeadingTrivia(SyntaxFactory.LineFeed)).RemoveAt(unit.Usings.Count).AddRange(usings));

        var first = unit.GetFirstToken();
        var lead = first.LeadingTrivia;
        return unit.ReplaceToken(first, first.WithLeadingTrivia()).WithUsings(usings.Replace(usings[0], usings[0].WithLeadingTrivia(lead)));
    }

    private static string FullName(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static bool MaySayWhatItHolds(ISymbol symbol)
    {
        var type = symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;
        var name = type.ToDisplayString();
        return type is not INamedTypeSymbol || new[] { "string", "byte", "char", "object", "Token", "DateTime", "Time", "Secret" }.Any(name.Contains);
    }

    /// <summary>Whether the name itself goes elsewhere: an anonymous type, a tuple, <c>nameof</c>.</summary>
    private static bool GivesItsName(SyntaxNode name) =>
        name.Parent is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } or ArgumentSyntax { Parent: TupleExpressionSyntax, NameColon: null } || IsInNameOf(name);

    private static bool IsInNameOf(SyntaxNode node) =>
        node.Ancestors().Any(static outer => outer is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } });
}

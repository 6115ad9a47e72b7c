using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// Finds the scope that a token is requested for. If two candidates differ, neither is used, because the server may accept only one of
/// them.
/// </summary>
internal sealed class TokenScopes
{
    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly IReadOnlyList<ISymbol> _visible;

    /// <summary><paramref name="visible"/> is what the place may name; constants are looked up besides.</summary>
    internal TokenScopes(SourceFile file, SyntaxNode place, IReadOnlyList<ISymbol> visible)
    {
        _file = file;
        _place = place;
        var constants = file.Model.LookupSymbols(place.SpanStart)
            .Where(s => s is IFieldSymbol { IsConst: true } || s is ILocalSymbol { IsConst: true } && !VisibleSymbols.IsOfProgram(s, place));
        _visible = visible.Concat(constants).ToList();
    }

    /// <summary>
    /// The scope that this file requests today, otherwise the only field, parameter, variable or constant whose name ends in scope;
    /// null if there is none or more than one.
    /// </summary>
    internal TokenScope? InSight() => Today() ?? Named();

    private TokenScope? Today()
    {
        var found = new Dictionary<string, TokenScope>(StringComparer.Ordinal);
        foreach (var node in _file.Root.DescendantNodes())
        {
            var arguments = node switch
            {
                BaseObjectCreationExpressionSyntax creation when _file.Model.GetTypeInfo(creation).Type.Is("Azure.Core.TokenRequestContext") =>
                    creation.ArgumentList,
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call
                    when ScopedMethods.Contains(name) =>
                    call.ArgumentList,
                _ => null,
            };
            if (arguments is { Arguments: { Count: > 0 } list } && Of(list[0].Expression) is { } scope)
                found[scope.Array] = scope;
        }

        return found.Count == 1 ? found.Values.Single() : null;
    }

    /// <summary>The methods whose first argument is the scope.</summary>
    internal static readonly HashSet<string> ScopedMethods = new(StringComparer.Ordinal)
    {
        "CreateAuthorizationHeaderForAppAsync", "CreateAuthorizationHeaderForUserAsync", "CreateAuthorizationHeaderAsync",
        "GetAccessTokenForAppAsync", "GetAccessTokenForUserAsync",
    };

    // Only names and literals: what is read from a setting today may be put together from more than the scope.
    private TokenScope? Of(ExpressionSyntax argument)
    {
        var elements = argument switch
        {
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.ToList<ExpressionSyntax?>(),
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.ToList<ExpressionSyntax?>(),
            CollectionExpressionSyntax collection =>
                collection.Elements.Select(static e => e is ExpressionElementSyntax element ? element.Expression : null).ToList(),
            _ => new List<ExpressionSyntax?> { argument },
        };
        if (elements.Count == 1)
            return OfText(elements[0]);
        if (elements.Count > 1)
            return elements.All(e => OfText(e) is not null)
                ? new TokenScope("new[] { " + string.Join(", ", elements) + " }", isArray: true)
                : null;

        return null;
    }

    private TokenScope? OfText(ExpressionSyntax? expression)
    {
        if (expression is null || _file.Model.GetTypeInfo(expression).Type is not { } type || !IsScope(type))
            return null;

        switch (expression)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                return new TokenScope(literal.ToString(), isArray: false) { IsOfApplication = IsOfApplication(literal.Token.Value) };
            case IdentifierNameSyntax name
                when _file.Model.GetSymbolInfo(name).Symbol is { } symbol && _visible.Contains(symbol, SymbolEqualityComparer.Default):
                return OfSymbol(symbol);
            case MemberAccessExpressionSyntax member when ExpressionTransfer.CanMove(_file, member, _file, _place):
                return new TokenScope(member.ToString(), type is IArrayTypeSymbol)
                {
                    IsOfApplication = IsOfApplication(_file.Model.GetConstantValue(member).Value),
                };
            default:
                return null;
        }
    }

    private TokenScope? Named()
    {
        var found = _visible
            .Where(static s => s.Name.TrimEnd('s', 'S').EndsWith("scope", StringComparison.OrdinalIgnoreCase))
            .Select(OfSymbol)
            .Where(static s => s is not null)
            .ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private TokenScope? OfSymbol(ISymbol symbol)
    {
        var constant = symbol switch
        {
            ILocalSymbol local => local.ConstantValue,
            IFieldSymbol field => field.ConstantValue,
            _ => null,
        };
        return VisibleSymbols.TypeOf(_file, symbol) is { } type && IsScope(type)
            ? new TokenScope(VisibleSymbols.Text(symbol), type is IArrayTypeSymbol) { IsOfApplication = IsOfApplication(constant) }
            : null;
    }

    private static bool IsOfApplication(object? constant) => constant is string text && text.EndsWith("/.default", StringComparison.Ordinal);

    private static bool IsScope(ITypeSymbol type) => type.NullableAnnotation != NullableAnnotation.Annotated
        && (type.SpecialType == SpecialType.System_String
            || type is IArrayTypeSymbol
            {
                Rank: 1,
                ElementType: { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated }
            });
}

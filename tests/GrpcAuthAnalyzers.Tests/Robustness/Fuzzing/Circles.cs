using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Robustness.Fuzzing;

/// <summary>Code that goes round: declarations that name themselves or one another. Some of it compiles; the rest is what stands in an editor for a moment.</summary>
internal static class Circles
{
    /// <summary>The source with one declaration in a circle, alone or with the one after it of the same kind; the same source if none can be.</summary>
    internal static string In(string source, Random random)
    {
        var places = CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().DescendantNodes().Where(static node => NameOf(node) is not null).ToList();
        if (places.Count == 0)
            return source;

        var one = places[random.Next(places.Count)];
        var other = random.Next(2) == 0 ? one : places.FirstOrDefault(place => place.SpanStart > one.Span.End && place.IsKind(one.Kind())) ?? one;
        if (other != one)
            source = With(source, other, NameOf(one)!);

        return With(source, one, NameOf(other)!);
    }

    /// <summary>How another declaration names this one; null for what cannot be in a circle.</summary>
    private static string? NameOf(SyntaxNode node) => node switch
    {
        ConstructorDeclarationSyntax constructor => $"this({Defaults(constructor.ParameterList)})",
        ClassDeclarationSyntax type => type.Identifier.Text,
        InterfaceDeclarationSyntax type => type.Identifier.Text,
        TypeParameterConstraintClauseSyntax constraint => constraint.Name.ToString(),
        MethodDeclarationSyntax method => $"{method.Identifier.Text}({Defaults(method.ParameterList)})",
        LocalFunctionStatementSyntax function => $"{function.Identifier.Text}({Defaults(function.ParameterList)})",
        PropertyDeclarationSyntax property => property.Identifier.Text,
        VariableDeclaratorSyntax { Initializer: not null } variable => variable.Identifier.Text,
        UsingDirectiveSyntax { Alias: { } alias } => alias.Name.ToString(),
        _ => null,
    };

    private static string With(string source, SyntaxNode node, string name) => node switch
    {
        ConstructorDeclarationSyntax { Initializer: { } initializer } => Replaced(source, initializer, ": " + name),
        ConstructorDeclarationSyntax constructor => source.Insert(constructor.ParameterList.Span.End, " : " + name),
        BaseTypeDeclarationSyntax { BaseList: { } bases } => source.Insert(bases.ColonToken.Span.End, $" {name},"),
        BaseTypeDeclarationSyntax type => source.Insert(type is TypeDeclarationSyntax { TypeParameterList: { } parameters } ? parameters.Span.End : type.Identifier.Span.End, " : " + name),
        TypeParameterConstraintClauseSyntax { Constraints: [{ } first, ..] } => source.Insert(first.SpanStart, name + ", "),
        BaseMethodDeclarationSyntax { Body: { } body } => source.Insert(body.OpenBraceToken.Span.End, $" {name};"),
        BaseMethodDeclarationSyntax { ExpressionBody.Expression: { } value } => Replaced(source, value, name),
        LocalFunctionStatementSyntax { Body: { } body } => source.Insert(body.OpenBraceToken.Span.End, $" {name};"),
        LocalFunctionStatementSyntax { ExpressionBody.Expression: { } value } => Replaced(source, value, name),
        PropertyDeclarationSyntax { ExpressionBody.Expression: { } value } => Replaced(source, value, name),
        PropertyDeclarationSyntax { Initializer.Value: { } value } => Replaced(source, value, name),
        VariableDeclaratorSyntax { Initializer.Value: { } value } => Replaced(source, value, name),
        UsingDirectiveSyntax { NamespaceOrType: { } target } => Replaced(source, target, name),
        _ => source,
    };

    private static string Defaults(ParameterListSyntax parameters) => string.Join(", ", parameters.Parameters.Select(static _ => "default"));

    private static string Replaced(string source, SyntaxNode old, string now) => source[..old.SpanStart] + now + source[old.Span.End..];
}

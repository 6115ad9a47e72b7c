using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Baselines;

/// <summary>
/// What a report is recognised by in a baseline, wherever its file and line are: the rule, the member that holds the code, and the code. Layout and
/// comments do not count, nor do the texts and numbers in it, so that no secret is part of a hash.
/// </summary>
internal readonly struct Fingerprint
{
    /// <summary>The name of the hash among the fingerprints of a SARIF result, and of the property of a report.</summary>
    internal const string Name = "grpcAuth/v1";

    /// <summary>The property of a report that holds <see cref="Symbol"/>.</summary>
    internal const string SymbolName = "symbol";

    private const string Literal = "\"\"", Number = "0";

    private Fingerprint(string rule, string symbol, string code)
    {
        // A name may be a token, too.
        Symbol = ShownText.Of(symbol);
        using var hash = SHA256.Create();
        var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", rule, Symbol, ShownText.Of(code))));
        Hash = BitConverter.ToString(bytes, 0, 16).Replace("-", "").ToLowerInvariant();
    }

    /// <summary>The member, as people read it: namespace, types, name, and the types of its parameters.</summary>
    internal string Symbol { get; }

    internal string Hash { get; }

    /// <summary>That of a place in code. Only the tree is asked, so a build and an editor say the same.</summary>
    /// <param name="rule">The id of the rule.</param>
    /// <param name="place">The place that is reported.</param>
    /// <param name="assembly">The name of the compilation: top-level statements have no other.</param>
    internal static Fingerprint OfCode(string rule, Location place, string? assembly)
    {
        var root = place.SourceTree!.GetRoot();
        return new(rule, SymbolAt(root.FindToken(place.SourceSpan.Start), assembly), CodeOf(root, place.SourceSpan));
    }

    /// <summary>That of a setting of a configuration file, by the name of the file and the path of the setting.</summary>
    internal static Fingerprint OfSetting(string rule, string file, string path) =>
        new(rule, file.Substring(file.LastIndexOfAny(new[] { '/', '\\' }) + 1), path);

    /// <summary>The properties of a report with this fingerprint.</summary>
    internal ImmutableDictionary<string, string?> AddTo(ImmutableDictionary<string, string?> properties) =>
        properties.SetItem(Name, Hash).SetItem(SymbolName, Symbol);

    private static string SymbolAt(SyntaxToken token, string? assembly)
    {
        var names = new List<string>();
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            if (NameOf(node, token.SpanStart) is { } name)
                names.Add(name);
            else if (node is GlobalStatementSyntax)
                names.Add(assembly + "::Main");
        }

        names.Reverse();
        return string.Join(".", names);
    }

    /// <summary>The name of a member, type or namespace; null for all else. Functions in a member count as the member.</summary>
    private static string? NameOf(SyntaxNode node, int position) => node switch
    {
        MethodDeclarationSyntax method =>
            Explicit(method.ExplicitInterfaceSpecifier) + method.Identifier.ValueText + Arity(method.TypeParameterList) + Types(method.ParameterList),
        ConstructorDeclarationSyntax constructor => "#ctor" + Types(constructor.ParameterList),
        DestructorDeclarationSyntax => "Finalize",
        OperatorDeclarationSyntax @operator => "operator" + @operator.OperatorToken.ValueText + Types(@operator.ParameterList),
        ConversionOperatorDeclarationSyntax conversion => "operator" + Written(conversion.Type) + Types(conversion.ParameterList),
        PropertyDeclarationSyntax property => Explicit(property.ExplicitInterfaceSpecifier) + property.Identifier.ValueText,
        IndexerDeclarationSyntax indexer => "this" + Types(indexer.ParameterList),
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        BaseFieldDeclarationSyntax field => NameAt(field.Declaration, position),
        EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
        TypeDeclarationSyntax type => type.Identifier.ValueText + Arity(type.TypeParameterList),
        EnumDeclarationSyntax @enum => @enum.Identifier.ValueText,
        DelegateDeclarationSyntax @delegate => @delegate.Identifier.ValueText,
        BaseNamespaceDeclarationSyntax @namespace => Written(@namespace.Name),
        _ => null,
    };

    private static string? NameAt(VariableDeclarationSyntax fields, int position)
    {
        foreach (var field in fields.Variables)
        {
            if (field.Span.Contains(position))
                return field.Identifier.ValueText;
        }

        return fields.Variables.Count > 0 ? fields.Variables[0].Identifier.ValueText : null;
    }

    private static string Explicit(ExplicitInterfaceSpecifierSyntax? specifier) => specifier is null ? "" : Written(specifier.Name) + ".";

    private static string Arity(TypeParameterListSyntax? parameters) => parameters is null ? "" : "`" + parameters.Parameters.Count;

    private static string Types(BaseParameterListSyntax parameters)
    {
        var types = new List<string>();
        foreach (var parameter in parameters.Parameters)
            types.Add(parameter.Type is null ? "" : Written(parameter.Type));

        return "(" + string.Join(",", types) + ")";
    }

    private static string Written(SyntaxNode node) => CodeOf(node, node.Span).Replace(" ", "");

    private static string CodeOf(SyntaxNode root, TextSpan span)
    {
        var code = new StringBuilder();
        foreach (var token in root.DescendantTokens(span))
        {
            if (token.SpanStart >= span.Start && token.Span.End <= span.End)
                code.Append(code.Length == 0 ? "" : " ").Append(Neutral(token));
        }

        return code.ToString();
    }

    private static string Neutral(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.CharacterLiteralToken => Literal,
        SyntaxKind.NumericLiteralToken => Number,
        _ => token.ValueText,
    };
}

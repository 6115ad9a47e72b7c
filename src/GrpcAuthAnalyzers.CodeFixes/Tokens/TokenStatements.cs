using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// A token that is read in statements, each with a local of its own, and the value of the header that names the last one. What throws where there is no
/// token is on a line of its own.
/// </summary>
internal sealed class TokenStatements
{
    private readonly List<string> _lines = new();
    private readonly List<(string Text, string Name)> _locals = new();
    private readonly Func<string, string> _fresh;
    private readonly string _lineBreak;
    private readonly string _indent;

    private TokenStatements(Func<string, string> fresh, string lineBreak, string indent)
    {
        _fresh = fresh;
        _lineBreak = lineBreak;
        _indent = indent;
    }

    /// <summary>The statements without the line breaks between them.</summary>
    internal IReadOnlyList<string> Lines => _lines;

    /// <summary>The token, or a property of it, behind its scheme.</summary>
    internal string Value { get; private set; } = "";

    /// <summary>
    /// The statements for a source. <paramref name="fresh"/> turns the wanted name of a local into a free one; <paramref name="lineBreak"/> is the line
    /// break with the indentation of the statements, <paramref name="indent"/> one level.
    /// </summary>
    internal static TokenStatements Of(
        TokenSource source, string header, string? scheme, string? cancellation, string? serviceUrl, Func<string, string> fresh,
        string lineBreak, string indent)
    {
        var statements = new TokenStatements(fresh, lineBreak, indent);
        statements.Write(source, source.HoldsScheme ? "header" : NameOf(header), source.Call(cancellation, serviceUrl));
        if (!string.IsNullOrEmpty(scheme) && !source.HoldsScheme)
            statements.Value = "$\"" + scheme + " {" + statements.Value + "}\"";
        return statements;
    }

    /// <summary><c>token</c> for <c>authorization</c>, <c>apiKey</c> for <c>x-api-key</c>; <c>token</c>, too, where the words make no name.</summary>
    internal static string NameOf(string header)
    {
        var words = header.Split('-', '_', '.').Where(static w => w.Length > 0 && w is not ("x" or "bin" or "authorization" or "proxy")).ToList();
        var name = string.Concat(words.Select(
            static (w, i) => i == 0 ? w.ToLowerInvariant() : char.ToUpperInvariant(w[0]) + w.Substring(1).ToLowerInvariant()));
        return SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "token";
    }

    private void Write(TokenSource source, string name, string call)
    {
        foreach (var part in source.Parts)
        {
            if (part.NullCheck.Length > 0 || IsTooLong("var " + name + " = " + source.Awaited(WithLocals(call)) + source.Member + ";"))
                Declare(part.Name, WithLocals(part.Text), part.NullCheck, part.Inline);
        }

        var read = source.Awaited(WithLocals(call));
        if (source.Member.Length == 0 || source.NullCheck.Length == 0)
        {
            Value = Declare(name, read, source.NullCheck, null) + source.Member;
            return;
        }

        var member = source.InParentheses(read) + source.Member;
        if (IsTooLong("var " + name + " = " + member))
            member = Declare("answer", read, "", null) + source.Member;
        Value = Declare(name, member, source.NullCheck, null);
    }

    /// <summary>Writes a local and returns its name. <paramref name="replaced"/> is the text that it stands for from now on.</summary>
    private string Declare(string wanted, string value, string nullCheck, string? replaced)
    {
        var name = _fresh(wanted);
        var rest = (nullCheck.Length == 0 ? "" : _lineBreak + _indent + nullCheck.TrimStart()) + ";";
        var line = "var " + name + " = " + value;
        _lines.Add((IsTooLong(line) ? "var " + name + " = " + BehindParenthesis(value) : line) + rest);
        if (replaced is not null)
            _locals.Add((WithLocals(replaced), name));
        return name;
    }

    /// <summary>The expression with a line break before the arguments of its outermost call; unchanged where it has none.</summary>
    private string BehindParenthesis(string value)
    {
        SyntaxNode? node = SyntaxFactory.ParseExpression(value);
        while (node is not null && !IsCallWithArguments(node))
        {
            node = node switch
            {
                AwaitExpressionSyntax awaited => awaited.Expression,
                MemberAccessExpressionSyntax member => member.Expression,
                InvocationExpressionSyntax call => call.Expression,
                ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
                _ => null,
            };
        }

        return node is InvocationExpressionSyntax { ArgumentList: var list }
            ? value.Insert(list.OpenParenToken.Span.End, _lineBreak + _indent)
            : value;
    }

    private static bool IsCallWithArguments(SyntaxNode node) =>
        node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0, Expression: var callee }
        && callee is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" };

    private string WithLocals(string text)
    {
        foreach (var (part, name) in _locals)
            text = text.Replace(part, name);
        return text;
    }

    private bool IsTooLong(string line) => SourceLayout.IsTooLong(_lineBreak + line);
}

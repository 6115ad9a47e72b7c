using System;
using System.Linq;
using System.Text;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>Which expression a credential gives way to, and what stands around it: a scheme, an encoding, a user.</summary>
internal sealed class SecretShape
{
    private SecretShape(ExpressionSyntax replaced, Kind kind, string prefix = "")
    {
        Replaced = replaced;
        Shape = kind;
        Prefix = prefix;
    }

    /// <summary>What the setting holds.</summary>
    internal enum Kind
    {
        /// <summary>The token as text.</summary>
        Text,

        /// <summary>The token as text, where bytes of its UTF-8 stand today.</summary>
        Utf8,

        /// <summary>Bytes, in base64.</summary>
        Bytes,

        /// <summary>Text that is decoded from base64 or hexadecimal digits, as today.</summary>
        Encoded,

        /// <summary>User and password, which are encoded together behind <c>Basic</c>.</summary>
        BasicPair,

        /// <summary>User and password with a colon, which the code around encodes.</summary>
        Pair,
    }

    /// <summary>The expression that goes.</summary>
    internal ExpressionSyntax Replaced { get; }

    internal Kind Shape { get; }

    /// <summary>The scheme with its blank, as it is written today; empty when none is part of the expression.</summary>
    internal string Prefix { get; }

    /// <summary>The form of a reported secret; null when its text is put together, cut or changed in a way that a setting cannot take the place of.</summary>
    internal static SecretShape? Of(ReportedSecret secret)
    {
        if (OfBytes(secret) is { } bytes)
            return bytes;

        if (HasComment(secret.Group) || secret.File.Model.GetConstantValue(secret.Group).Value is not string text || secret.Sent?.Credential.Header == "cookie")
            return null;

        return secret.Sent is null ? OfUnsent(secret, text) : OfSent(secret, text) ?? OfWhole(secret);
    }

    private static SecretShape? OfBytes(ReportedSecret secret) => secret.Literal switch
    {
        LiteralExpressionSyntax
        {
            RawKind: (int)SyntaxKind.Utf8StringLiteralExpression,
            Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray", Parent: InvocationExpressionSyntax call }
        } literal
            when IsAlone(secret, literal) => new SecretShape(call, Kind.Utf8, SplitScheme(literal.Token.ValueText).Prefix),
        ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax
            when secret.File.Model.GetTypeInfo(secret.Literal).Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte }
                && IsAlone(secret, secret.Literal) =>
            new SecretShape(secret.Literal, Kind.Bytes),
        _ => null,
    };

    /// <summary>A literal that nothing is seen to send: only one that is a credential as a whole.</summary>
    private static SecretShape? OfUnsent(ReportedSecret secret, string text)
    {
        var (prefix, value) = SplitScheme(text);
        var token = value.Credential;
        if (value.IsBasic && IsPair(token))
            return new SecretShape(secret.Group, Kind.BasicPair, prefix);

        if (secret.HandedOut is { } constant)
            return AuthorizationValue.Of(constant).Credential == token ? new SecretShape(secret.Group, Kind.Text, prefix) : null;

        var isWhole = token.Length > 0
            && (token.StartsWith("-----BEGIN", StringComparison.Ordinal)
                || token.TrimEnd('=').All(static c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '~' or '+' or '/'));
        return isWhole ? new SecretShape(secret.Group, IsDecoded(secret.Group) ? Kind.Encoded : Kind.Text, prefix) : null;
    }

    private static SecretShape? OfSent(ReportedSecret secret, string text)
    {
        if (!IsAlone(secret, secret.Group))
            return null;

        var (prefix, value) = SplitScheme(text);
        var token = value.Credential;
        var sent = string.Concat(secret.Sent!.Text.Parts.Where(p => IsIn(p, secret.Group)).Select(static p => p.Constant));
        var isBasic = AuthorizationValue.Of(secret.Sent.Text.Constant!).IsBasic || HasBasicScheme(secret);
        if (sent == text || sent == text.Trim())
            return isBasic || value.IsBasic && IsPair(token)
                ? (IsPair(token) ? new SecretShape(secret.Group, Kind.BasicPair, prefix) : null)
                : new SecretShape(secret.Group, Kind.Text, prefix);

        if (sent == Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))
            return isBasic && text.IndexOf(':') > 0 ? new SecretShape(secret.Group, Kind.Pair) : isBasic ? null : new SecretShape(secret.Group, Kind.Text);

        return !isBasic && IsDecoded(secret.Group) ? new SecretShape(secret.Group, Kind.Encoded) : null;
    }

    /// <summary>The whole value where it stands in one expression, with all its literals, and is the only one that is sent there.</summary>
    private static SecretShape? OfWhole(ReportedSecret secret)
    {
        if (!secret.IsOnlyAtSink
            || secret.Sent!.Credential.Value.Operation.Syntax is not ExpressionSyntax value
            || secret.Sent.Credential.Value.Frame is not null
            || value.SyntaxTree != secret.Literal.SyntaxTree || !value.Span.Contains(secret.Literal.Span)
            || secret.File.Model.GetTypeInfo(value).Type?.SpecialType != SpecialType.System_String
            || HasComment(value))
            return null;

        foreach (var part in secret.Sent.Text.Parts)
        {
            if (!IsIn(part, value))
                return null;
        }

        // What runs besides the pure functions of constants would not run any more.
        if (value
            .DescendantNodesAndSelf()
            .Any(static n => n is IdentifierNameSyntax { Parent: not (MemberAccessExpressionSyntax or QualifiedNameSyntax or NameColonSyntax) }
                or AssignmentExpressionSyntax or AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or AwaitExpressionSyntax)
            || value.DescendantNodesAndSelf().Any(static n => n.IsKind(SyntaxKind.CoalesceExpression)))
            return null;

        var (prefix, sent) = SplitScheme(secret.Sent.Text.Constant!);
        return sent.IsBasic && IsPair(sent.Credential) || HasBasicScheme(secret)
            ? (IsPair(sent.Credential) ? new SecretShape(value, Kind.BasicPair, prefix) : null)
            : new SecretShape(value, Kind.Text, prefix);
    }

    /// <summary>Whether comments or directives stand inside an expression: they would go with it.</summary>
    internal static bool HasComment(SyntaxNode expression)
    {
        foreach (var trivia in expression.DescendantTrivia(expression.Span))
        {
            if (expression.Span.Contains(trivia.Span) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                return true;
        }

        return false;
    }

    /// <summary>Whether everything else that is sent with an expression is a scheme.</summary>
    private static bool IsAlone(ReportedSecret secret, SyntaxNode group)
    {
        foreach (var part in secret.Sent?.Text.Parts ?? Enumerable.Empty<TextPart>())
        {
            if (!IsIn(part, group) && AuthorizationValue.Of(part.Constant!).Credential.Length > 0)
                return false;
        }

        return true;
    }

    private static bool IsIn(TextPart part, SyntaxNode node) =>
        part.Operation.Syntax.SyntaxTree == node.SyntaxTree && node.Span.Contains(part.Operation.Syntax.Span);

    /// <summary>The scheme as it is written, with its blank, and the value that is split; the scheme is empty when the text has none.</summary>
    private static (string Prefix, AuthorizationValue Value) SplitScheme(string text)
    {
        var trimmed = text.Trim();
        var value = AuthorizationValue.Of(text);
        return (trimmed.Substring(0, trimmed.Length - value.Credential.Length), value);
    }

    /// <summary><c>Convert.FromBase64String("...")</c> and <c>FromHexString</c>.</summary>
    private static bool IsDecoded(ExpressionSyntax group) =>
        group.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var callee } }
            && NameSyntaxText.NameOf(callee) is "FromBase64String" or "FromHexString";

    /// <summary><c>new AuthenticationHeaderValue("Basic", ...)</c>.</summary>
    private static bool HasBasicScheme(ReportedSecret secret) =>
        secret.Sink?.Node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments }
        && arguments.Any(
            a => secret.Sink.Value.File.Model.GetConstantValue(a.Expression).Value is string scheme && AuthorizationValue.Given(scheme).IsBasic);

    private static bool IsPair(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token)).IndexOf(':') > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

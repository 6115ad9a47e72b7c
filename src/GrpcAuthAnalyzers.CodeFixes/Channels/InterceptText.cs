using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>
/// Writes <c>.Intercept(metadata => ...)</c> after a channel or invoker. Over http, only an interceptor sends a token, and it must read
/// it synchronously. It adds the header to a copy, because the caller may reuse the metadata.
/// </summary>
internal static class InterceptText
{
    /// <summary>Whether an expression that hands a channel to a client may hand it an invoker: not as a named argument, whose parameter is another.</summary>
    internal static bool Fits(SourceFile file, ExpressionSyntax invoker) => NullSuppression.Around(invoker).Parent is not ArgumentSyntax argument
        || (argument.NameColon is null
            && (argument.Parent?.Parent is not BaseObjectCreationExpressionSyntax creation || MayTakeInvoker(file, file.Model.GetTypeInfo(creation).Type)));

    /// <summary>Whether a client of this type can be made from an invoker: a subclass of a client may take a channel alone.</summary>
    internal static bool MayTakeInvoker(SourceFile file, ITypeSymbol? type) =>
        GrpcSymbols.IsA(type, file.Symbols?.ClientBase)
        && type is INamedTypeSymbol client
        && client.InstanceConstructors.Any(
            c => c.DeclaredAccessibility == Accessibility.Public
                && c.Parameters.Length == 1
                && GrpcSymbols.Is(c.Parameters[0].Type, file.Symbols?.CallInvoker));

    /// <summary>Writes the interceptor, which sends the token of the source under the header.</summary>
    internal static void Add(FixPlanBuilder plan, SourceFile file, ExpressionSyntax invoker, TokenSource source, string header, string? scheme)
    {
        var place = InterceptPlaces.In(file, invoker);
        Append(plan, file, place, Text(plan, file, place.SpanStart, LineBehind(file, place), source, header, scheme));
    }

    /// <summary><c>.Intercept(metadata => ...)</c>; <paramref name="line"/> is the line break with the indentation of the place.</summary>
    internal static string Text(FixPlanBuilder plan, SourceFile file, int position, string line, TokenSource source, string header, string? scheme)
    {
        var names = new TypeNames(file, position, plan);
        source.ImportInto(plan, file);

        var metadata = FreshNames.At(file, position, "metadata", "callMetadata");
        var copy = FreshNames.At(file, position, "headers", "authenticated", "copy");
        var entry = FreshNames.At(file, position, "entry", "metadataEntry");
        var inner = line + file.Layout.Indent;
        var value = source.Value(scheme, cancellation: null);
        var statements = "";
        if (SourceLayout.IsTooLong(inner + copy + ".Add(\"" + header + "\", " + value + ");"))
        {
            var read = TokenStatements.Of(
                source, header, scheme, null, null, name => FreshNames.At(file, position, name, "call" + char.ToUpperInvariant(name[0]) + name.Substring(1)),
                inner, file.Layout.Indent);
            statements = string.Concat(read.Lines.Select(l => inner + l));
            value = read.Value;
        }

        return ".Intercept(" + metadata + " =>" + line + "{"
            + inner + "var " + copy + " = new " + names.Of("Grpc.Core.Metadata") + "();"
            + inner + "foreach (var " + entry + " in " + metadata + ")"
            + inner + file.Layout.Indent + copy + ".Add(" + entry + ");"
            + statements
            + inner + copy + ".Add(\"" + header + "\", " + value + ");"
            + inner + "return " + copy + ";"
            + line + "})";
    }

    /// <summary>Imports the namespace of the method.</summary>
    internal static void Import(FixPlanBuilder plan, SourceFile file, int position)
    {
        if (TypeNames.TypeOf(file.Compilation, "Grpc.Core.CallInvoker") is { } type)
            new TypeNames(file, position, plan).ImportExtensions(type, "Intercept", "Grpc.Core.Interceptors");
    }

    /// <summary>The line break with the indentation of what is written behind an expression: that of the chain to which it belongs.</summary>
    internal static string LineBehind(SourceFile file, ExpressionSyntax invoker) =>
        file.Layout.BreakAt(LineOfChain(file, invoker)?.SpanStart ?? invoker.Span.End);

    /// <summary>The dot of a chain with a line for each call: the one behind an expression, else the last one in it. Null elsewhere.</summary>
    private static SyntaxToken? LineOfChain(SourceFile file, ExpressionSyntax invoker)
    {
        if (NullSuppression.Around(invoker) is { Parent: MemberAccessExpressionSyntax next } before && next.Expression == before && IsOnOwnLine(file, next))
            return next.OperatorToken;

        return invoker is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax last } && IsOnOwnLine(file, last)
            ? last.OperatorToken
            : null;
    }

    private static bool IsOnOwnLine(SourceFile file, MemberAccessExpressionSyntax access) =>
        file.Text.Lines.IndexOf(access.Expression.Span.End) != file.Text.Lines.IndexOf(access.OperatorToken.SpanStart);

    /// <summary>Writes a call behind an expression, in parentheses where it needs them.</summary>
    internal static void Append(FixPlanBuilder plan, SourceFile file, ExpressionSyntax invoker, string call)
    {
        if (LineOfChain(file, invoker) is not null)
            call = LineBehind(file, invoker) + call;

        Import(plan, file, invoker.SpanStart);
        var isChain =
            invoker is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax
                or ElementAccessExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression };
        if (!isChain)
        {
            plan.Insert(file, invoker.SpanStart, "(");
            call = ")" + call;
        }

        plan.Insert(file, NullSuppression.Around(invoker).Span.End, call);
    }
}

using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>Adds an entry to a copy of the headers that a call came with, instead of to those headers, which may be null and are the caller's.</summary>
internal static class CopiedCallerHeaders
{
    /// <summary>
    /// Rewrites <c>context.Options.Headers?.Add(...)</c> and its like. False, and nothing is written, where the statement or its
    /// variable has another form.
    /// </summary>
    internal static bool TryCopy(InterceptorMethod code, ExpressionSyntax add)
    {
        if (add.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax } statement
            || code.Context is not { } context
            || context.Modifiers.Any(SyntaxKind.InKeyword)
            || PartsOf(add) is not { } parts)
            return false;

        var headers = Bare(parts.Headers);
        if (IsOfContext(headers, context))
            return TryCopyHere(code, statement, context, parts.Arguments);

        return headers is IdentifierNameSyntax local && TryCopyInto(code, add, context, local, parts.Arguments);
    }

    private static bool TryCopyHere(InterceptorMethod code, ExpressionStatementSyntax statement, ParameterSyntax context, ArgumentListSyntax arguments)
    {
        if (KeepsOptions(code))
            return false;

        var name = code.Fresh(statement.SpanStart, "headers", "callHeaders", "metadata");
        var line = code.File.Layout.BreakAt(statement.SpanStart);
        var text = "var " + name + " = new " + code.TypeName("Grpc.Core.Metadata", statement.SpanStart) + "();"
            + code.CopyLoop(context.Identifier.Text + ".Options", name, statement.SpanStart)
            + line + name + ".Add" + arguments + ";"
            + line + NewContext(context, name);
        code.Plan.Replace(code.File, statement.Span, text);
        return true;
    }

    /// <summary><c>var headers = context.Options.Headers ?? new Metadata();</c>: the local becomes a copy.</summary>
    private static bool TryCopyInto(
        InterceptorMethod code, ExpressionSyntax add, ParameterSyntax context, IdentifierNameSyntax local, ArgumentListSyntax arguments)
    {
        if (code.DeclarationOf(local) is not { } declaration
            || declaration.Declaration.Variables[0].Initializer is not { Value: { } value }
            || !IsOfContext(Bare(WithoutSubstitute(value)), context))
            return false;

        var isSent = code.Method
            .DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Any(i => i.ArgumentList.Arguments.Count == 1
                && GrpcMethods.IsOnCallOptions(code.File, i, "WithHeaders")
                && i.ArgumentList.Arguments[0].Expression.ToString() == local.Identifier.Text);
        if (!isSent && KeepsOptions(code))
            return false;

        var text = "new " + code.TypeName("Grpc.Core.Metadata", declaration.SpanStart) + "();"
            + code.CopyLoop(context.Identifier.Text + ".Options", local.Identifier.Text, declaration.SpanStart);
        if (!isSent)
            text += code.File.Layout.BreakAt(declaration.SpanStart) + NewContext(context, local.Identifier.Text);

        code.Plan.Replace(code.File, TextSpan.FromBounds(value.SpanStart, declaration.Span.End), text);
        if (add is ConditionalAccessExpressionSyntax)
            code.Plan.Replace(code.File, add.Span, local.Identifier.Text + ".Add" + arguments);

        return true;
    }

    private static string NewContext(ParameterSyntax context, string headers)
    {
        var name = context.Identifier.Text;
        return name + " = new " + context.Type + "(" + name + ".Method, " + name + ".Host, " + name + ".Options.WithHeaders(" + headers + "));";
    }

    /// <summary>Whether a variable holds options or another context: a new context would not reach the call through those.</summary>
    private static bool KeepsOptions(InterceptorMethod code) => code.Method.DescendantNodes().OfType<VariableDeclaratorSyntax>()
        .Any(v => code.File.Model.GetDeclaredSymbol(v) is ILocalSymbol local
            && (GrpcSymbols.IsCallOptions(local.Type, code.File.Symbols) || GrpcSymbols.Is(local.Type, code.File.Symbols?.ClientInterceptorContext)));

    private static (ExpressionSyntax Headers, ArgumentListSyntax Arguments)? PartsOf(ExpressionSyntax add) => add switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call => (member.Expression, call.ArgumentList),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax } call } access =>
            (access.Expression, call.ArgumentList),
        _ => null,
    };

    private static ExpressionSyntax WithoutSubstitute(ExpressionSyntax value) =>
        value is BinaryExpressionSyntax
        {
            RawKind: (int)SyntaxKind.CoalesceExpression,
            Right: BaseObjectCreationExpressionSyntax { Initializer: null }
        } coalesce
            ? coalesce.Left
            : value;

    private static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        expression = NullSuppression.Inside(expression);
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = NullSuppression.Inside(parenthesized.Expression);

        return expression;
    }

    private static bool IsOfContext(ExpressionSyntax headers, ParameterSyntax context) =>
        headers is MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "Headers",
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Options", Expression: IdentifierNameSyntax name }
        }
        && name.Identifier.ValueText == context.Identifier.ValueText;
}

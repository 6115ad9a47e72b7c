using System.Collections.Generic;
using System.Linq;
using System.Text;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>Makes an interceptor keep what the options of a call hold, where it makes new ones or replaces a part of them.</summary>
internal static class PreservedCallOptions
{
    /// <summary>
    /// <c>new CallOptions(headers)</c> becomes <c>context.Options.WithHeaders(headers)</c>. False, and the plan is not to be used,
    /// when the context is not there or an argument has no such form.
    /// </summary>
    internal static bool TryKeep(InterceptorMethod code, BaseObjectCreationExpressionSyntax creation)
    {
        if (code.Context is not { } context
            || creation.Initializer is not null
            || code.File.HasComment(creation.Span)
            || BoundOperation.Of(code.File.Model, creation) is not IObjectCreationOperation operation)
            return false;

        var options = context.Identifier.Text + ".Options";
        var text = new StringBuilder(options);
        foreach (var argument in operation.Arguments)
        {
            if (argument.IsImplicit || NullTests.IsNull(argument.Value))
                continue;

            if (argument.Syntax is not ArgumentSyntax { Expression: { } value } || PartOf(code, options, argument, value) is not { } part)
                return false;

            text.Append(part);
        }

        code.Plan.Replace(code.File, creation.Span, text.ToString());
        return DerivedFrom(code, creation).All(call => TryPreserve(code, call));
    }

    /// <summary><c>WithHeaders</c> and <c>WithCredentials</c> on new options, or on their local: on the options of the call they would replace some.</summary>
    private static IEnumerable<InvocationExpressionSyntax> DerivedFrom(InterceptorMethod code, BaseObjectCreationExpressionSyntax creation)
    {
        var local = (creation.Parent as EqualsValueClauseSyntax)?.Parent is VariableDeclaratorSyntax declarator ? declarator.Identifier.ValueText : null;
        return code.Method.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call =>
            (GrpcMethods.IsOnCallOptions(code.File, call, "WithHeaders") || GrpcMethods.IsOnCallOptions(code.File, call, "WithCredentials"))
            && (StartOf(call) == creation || local is not null && (StartOf(call) as IdentifierNameSyntax)?.Identifier.ValueText == local)
            && !DroppedExpression.IsDiscarded(call));
    }

    private static bool TryPreserve(InterceptorMethod code, InvocationExpressionSyntax call)
    {
        var isHeaders = GrpcMethods.IsOnCallOptions(code.File, call, "WithHeaders");
        var value = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        if (code.Method.ToString().Contains(isHeaders ? ".Headers" : ".Credentials")
            || value is LiteralExpressionSyntax or BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } })
            return true;

        return isHeaders
            ? TryCopyHeaders(code, call) || value is not null && code.File.Model.GetSymbolInfo(value).Symbol is not (ILocalSymbol or IFieldSymbol)
            : TryCompose(code, call);
    }

    /// <summary>Fills the metadata that <c>WithHeaders</c> gets with the headers that are there.</summary>
    internal static bool TryCopyHeaders(InterceptorMethod code, InvocationExpressionSyntax call)
    {
        if (OptionsOf(code, call) is not { } options || call.ArgumentList.Arguments.Count != 1)
            return false;

        var value = call.ArgumentList.Arguments[0].Expression;
        if (Filled(code, options, value, call) is not { } headers)
            return false;

        if (headers != value.ToString())
            code.Plan.Replace(code.File, value.Span, headers);

        return true;
    }

    /// <summary>Gives <c>WithCredentials</c> those that are there, too.</summary>
    internal static bool TryCompose(InterceptorMethod code, InvocationExpressionSyntax call)
    {
        if (OptionsOf(code, call) is not { } options || call.ArgumentList.Arguments.Count != 1)
            return false;

        var value = call.ArgumentList.Arguments[0].Expression;
        if (Named(code, value) is not { } name)
            return false;

        code.Plan.Replace(code.File, value.Span, code.Composed(options, name, call.SpanStart));
        return true;
    }

    private static string? PartOf(InterceptorMethod code, string options, IArgumentOperation argument, ExpressionSyntax value)
    {
        var own = value.ToString().TrimEnd('!');
        switch (argument.Parameter?.Name)
        {
            case "headers" when own == options + ".Headers":
            case "deadline" when own == options + ".Deadline":
            case "cancellationToken" when own == options + ".CancellationToken":
            case "credentials" when own == options + ".Credentials":
            case "writeOptions" when own == options + ".WriteOptions":
            case "propagationToken" when own == options + ".PropagationToken":
                return "";
            case "headers":
                var headers = code.Method.ToString().Contains(".Headers") ? own : Filled(code, options, value, value);
                return headers is null ? null : ".WithHeaders(" + headers + ")";
            case "credentials":
                return code.Method.ToString().Contains(".Credentials") ? ".WithCredentials(" + own + ")"
                    : InterceptorMethod.IsSimple(value) ? ".WithCredentials(" + code.Composed(options, own, value.SpanStart) + ")" : null;
            case "deadline" when code.File.Model.GetTypeInfo(value).Type?.SpecialType == SpecialType.System_DateTime:
                return ".WithDeadline(" + own + ")";
            case "cancellationToken":
                return ".WithCancellationToken(" + own + ")";
            default:
                return null;
        }
    }

    /// <summary>
    /// Metadata that gets the headers of the options, too: a local that is made here, or a new one; null for metadata that comes
    /// from elsewhere.
    /// </summary>
    private static string? Filled(InterceptorMethod code, string options, ExpressionSyntax value, ExpressionSyntax use)
    {
        if (value is IdentifierNameSyntax name)
        {
            if (code.DeclarationOf(name) is not { } declaration
                || declaration.Declaration.Variables[0].Initializer?.Value is not BaseObjectCreationExpressionSyntax
                || !IsKnownAt(code, options, declaration))
                return null;

            code.Plan.Insert(code.File, declaration.Span.End, code.CopyLoop(options, name.Identifier.Text, declaration.SpanStart));
            return name.Identifier.Text;
        }

        if (value is not BaseObjectCreationExpressionSyntax creation || InterceptorMethod.StatementOf(use) is not { } statement)
            return null;

        var headers = code.Fresh(statement.SpanStart, "headers", "callHeaders", "metadata");
        var line = code.File.Layout.BreakAt(statement.SpanStart);
        var type = creation is ImplicitObjectCreationExpressionSyntax ? code.TypeName("Grpc.Core.Metadata", statement.SpanStart) : "var";
        var made = creation.ToString().Replace(code.File.Layout.NewLine + code.File.Layout.IndentAt(creation.SpanStart), line);
        code.Plan.InsertStatements(
            code.File, statement.SpanStart, type + " " + headers + " = " + made + ";" + code.CopyLoop(options, headers, statement.SpanStart) + line);
        return headers;
    }

    /// <summary>The text of credentials that may be written twice: a name, or a new local before the statement.</summary>
    private static string? Named(InterceptorMethod code, ExpressionSyntax value)
    {
        if (InterceptorMethod.IsSimple(value))
            return value.ToString();

        if (InterceptorMethod.StatementOf(value) is not { } statement || value.ToString().Contains(code.File.Layout.NewLine))
            return null;

        var name = code.Fresh(statement.SpanStart, "credentials", "callCredentials");
        code.Plan.InsertStatements(code.File, statement.SpanStart, "var " + name + " = " + value + ";" + code.File.Layout.BreakAt(statement.SpanStart));
        return name;
    }

    /// <summary>The options that a <c>With...</c> chain begins with: <c>context.Options</c>, or a variable.</summary>
    private static string? OptionsOf(InterceptorMethod code, InvocationExpressionSyntax call)
    {
        var current = StartOf(call);
        if (current is BaseObjectCreationExpressionSyntax && code.Context is { } context)
            return context.Identifier.Text + ".Options"; // what TryKeep puts in its place

        var isName = current is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax, Name.Identifier.ValueText: "Options" };
        return isName && GrpcSymbols.Is(code.File.Model.GetTypeInfo(current).Type, code.File.Symbols?.CallOptions) ? current.ToString() : null;
    }

    private static ExpressionSyntax StartOf(ExpressionSyntax current)
    {
        while (current is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: { } receiver } })
            current = receiver;

        return current;
    }

    /// <summary>Whether options may be named where the metadata is made.</summary>
    private static bool IsKnownAt(InterceptorMethod code, string options, StatementSyntax statement) =>
        code.Context is { } context && options == context.Identifier.Text + ".Options"
        || code.File.Model.GetSpeculativeSymbolInfo(
            statement.Span.End, SyntaxFactory.ParseExpression(options), SpeculativeBindingOption.BindAsExpression).Symbol is IParameterSymbol;
}

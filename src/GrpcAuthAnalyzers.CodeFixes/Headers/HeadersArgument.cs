using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>The argument of a call that carries metadata: finds, passes or removes it.</summary>
internal static class HeadersArgument
{
    /// <summary>
    /// The headers or call options argument; null when the call passes none, or null or default. For a code-first call it may be the argument of
    /// <c>client.WithHeaders(...)</c> in front of the call.
    /// </summary>
    internal static ArgumentSyntax? Of(SourceFile file, InvocationExpressionSyntax call)
    {
        for (InvocationExpressionSyntax? current = call; current is not null; current = DerivationBefore(file, current))
        {
            if (Own(file, current) is { } argument)
                return argument;
        }

        return null;
    }

    /// <summary>The call that gives a code-first client other headers or options, and on whose result another call is made; null if there is none.</summary>
    private static InvocationExpressionSyntax? DerivationBefore(SourceFile file, InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax before } && IsDerivation(file, before) ? before : null;

    private static bool IsDerivation(SourceFile file, InvocationExpressionSyntax call) =>
        file.Symbols is { } symbols && file.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method && symbols.CodeFirst.Derives(method);

    private static ArgumentSyntax? Own(SourceFile file, InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            var type = file.Model.GetTypeInfo(argument.Expression).ConvertedType;
            if (IsHeadersOrOptions(file, type) && !IsNothing(argument.Expression))
                return argument;
        }

        return null;
    }

    /// <summary>Whether the argument is passed as metadata.</summary>
    internal static bool IsMetadata(SourceFile file, ArgumentSyntax argument) =>
        GrpcSymbols.Is(file.Model.GetTypeInfo(argument.Expression).ConvertedType, file.Symbols?.Metadata);

    /// <summary>Whether an argument may hold a credential; false only if it clearly holds none.</summary>
    internal static bool MayCarryCredential(SourceFile file, ExpressionSyntax expression)
    {
        if (IsNothing(expression))
            return false;

        if (expression is BaseObjectCreationExpressionSyntax creation)
        {
            var type = file.Model.GetTypeInfo(creation).Type;
            if (GrpcSymbols.Is(type, file.Symbols?.Metadata))
                return creation.Initializer is { } entries && entries.Expressions.Any(e => MayBeCredential(file, e));
            return creation.ArgumentList is { } arguments && arguments.Arguments.Any(a => MayCarryCredential(file, a));
        }

        if (file.Model.GetSymbolInfo(expression).Symbol is not ILocalSymbol local
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax declarator
            || declarator.Initializer?.Value is not BaseObjectCreationExpressionSyntax made)
        {
            return true;
        }

        // A local that is only created and passed to calls.
        var uses = file.Root.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(n).Symbol, local));
        return MayCarryCredential(file, made)
            || uses.Any(u => u.Parent is not ArgumentSyntax && !IsHarmlessAdd(file, u))
            || declarator.ArgumentList is not null;
    }

    /// <summary>Passes headers to a call that passes none. False when the call has no place for them.</summary>
    internal static bool TryPass(FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax call, string headers)
    {
        if (file.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return false;

        if (TryDerive(plan, file, call, method, "WithHeaders", headers))
            return true;

        var arguments = call.ArgumentList.Arguments;
        var parameter = method.Parameters.FirstOrDefault(p => GrpcSymbols.Is(p.Type, file.Symbols?.Metadata));
        if (parameter is null)
            return TryPassInOptions(plan, file, call, headers);

        foreach (var argument in arguments)
        {
            if (IsMetadata(file, argument))
            {
                if (!IsNothing(argument.Expression))
                    return false;

                plan.Replace(file, argument.Expression.Span, headers);
                return true;
            }
        }

        // In its place, where what follows is passed by name.
        var inOrder = arguments.TakeWhile(static a => a.NameColon is null).Count();
        if (inOrder == parameter.Ordinal && arguments.Skip(inOrder).All(static a => a.NameColon is not null))
        {
            if (inOrder > 0)
                plan.Insert(file, arguments[inOrder - 1].Span.End, ", " + headers);
            else
                plan.Insert(file, call.ArgumentList.OpenParenToken.Span.End, headers + (arguments.Count > 0 ? ", " : ""));
            return true;
        }

        plan.Insert(file, arguments.Last().Span.End, ", " + parameter.Name + ": " + headers);
        return true;
    }

    /// <summary>Passes call options to a call that passes nothing but its request. False when the call has no such place, or passes more.</summary>
    internal static bool TryPassOptions(FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax call, string options)
    {
        var arguments = call.ArgumentList.Arguments;
        if (file.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return false;

        if (TryDerive(plan, file, call, method, "WithOptions", options))
            return true;

        if (method.Parameters.FirstOrDefault(p => IsHeadersOrOptions(file, p.Type)) is not { } parameter
            || arguments.Count != parameter.Ordinal || arguments.Any(static a => a.NameColon is not null))
            return false;

        plan.Insert(
            file, arguments.Count == 0 ? call.ArgumentList.OpenParenToken.Span.End : arguments.Last().Span.End,
            (arguments.Count == 0 ? "" : ", ") + options);
        return true;
    }

    /// <summary>
    /// Writes <c>client.WithHeaders(...)</c> in front of a call of a code-first client that has such methods. False for other calls, and where other headers or
    /// options are given to the client there: the new ones would take their place.
    /// </summary>
    private static bool TryDerive(FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax call, IMethodSymbol method, string derivation, string value)
    {
        if (file.Symbols is null || !CodeFirst.HasContractBase(method.ContainingType)
            || call.Expression is not MemberAccessExpressionSyntax { Expression: var client } || DerivationBefore(file, call) is not null)
            return false;

        plan.Insert(file, client.Span.End, "." + derivation + "(" + value + ")");
        return true;
    }

    /// <summary>
    /// Removes the argument; <c>null</c> replaces it if later arguments depend on its position. Of <c>client.WithHeaders(...)</c> the client is
    /// left.
    /// </summary>
    internal static void Remove(FixPlanBuilder plan, SourceFile file, ArgumentSyntax argument)
    {
        var list = (BaseArgumentListSyntax)argument.Parent!;
        if (list.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax derivation } invocation && IsDerivation(file, invocation))
        {
            plan.Replace(file, TextSpan.FromBounds(derivation.Expression.Span.End, invocation.Span.End), "");
            return;
        }

        var index = list.Arguments.IndexOf(argument);
        var isLast = index == list.Arguments.Count - 1;
        if (!isLast && argument.NameColon is null && list.Arguments[index + 1].NameColon is null)
        {
            var type = file.Model.GetTypeInfo(argument.Expression).ConvertedType;
            plan.Replace(file, argument.Expression.Span, GrpcSymbols.Is(type, file.Symbols?.Metadata) ? "null" : "default");
            return;
        }

        var span = index > 0 ? TextSpan.FromBounds(list.Arguments[index - 1].Span.End, argument.Span.End)
            : isLast ? argument.Span
            : TextSpan.FromBounds(argument.SpanStart, list.Arguments[index + 1].SpanStart);
        plan.Replace(file, span, "");
    }

    private static bool TryPassInOptions(FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax call, string headers)
    {
        var options = call.ArgumentList.Arguments.Select(static a => a.Expression).OfType<BaseObjectCreationExpressionSyntax>()
            .FirstOrDefault(e => GrpcSymbols.Is(file.Model.GetTypeInfo(e).Type, file.Symbols?.CallOptions));
        if (options?.ArgumentList is not { } list || options.Initializer is not null)
            return false;

        if (list.Arguments.Any(a => IsMetadata(file, a)))
            return false;

        plan.Insert(
            file, list.Arguments.Count == 0 ? list.OpenParenToken.Span.End : list.Arguments.Last().Span.End,
            (list.Arguments.Count == 0 ? "" : ", ") + "headers: " + headers);
        return true;
    }

    private static bool MayCarryCredential(SourceFile file, ArgumentSyntax argument)
    {
        var type = file.Model.GetTypeInfo(argument.Expression).ConvertedType;
        if (GrpcSymbols.Is(type, file.Symbols?.CallCredentials))
            return !IsNothing(argument.Expression);

        return IsHeadersOrOptions(file, type) && MayCarryCredential(file, argument.Expression);
    }

    private static bool MayBeCredential(SourceFile file, ExpressionSyntax entry) =>
        WrittenHeader.At(file, entry)?.Name is not { } key
        || file.Model.GetConstantValue(key).Value is not string name
        || CredentialHeaderName.MayAuthenticate(name, file.GrpcAuthOptions);

    private static bool IsHarmlessAdd(SourceFile file, IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } && !MayBeCredential(file, call);

    private static bool IsHeadersOrOptions(SourceFile file, ITypeSymbol? type) =>
        GrpcSymbols.Is(type, file.Symbols?.Metadata) || GrpcSymbols.IsCallOptions(type, file.Symbols);

    private static bool IsNothing(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.NullLiteralExpression)
            || expression.IsKind(SyntaxKind.DefaultLiteralExpression)
            || expression.IsKind(SyntaxKind.DefaultExpression);
}

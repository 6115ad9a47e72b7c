using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>Changes of values: what is returned, literals, arithmetic, <c>??</c> and calls of LINQ.</summary>
internal static class Values
{
    private static readonly Dictionary<string, string> OtherCalls = new()
    {
        ["Any"] = "All",
        ["All"] = "Any",
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Skip"] = "Take",
        ["Take"] = "Skip",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["StartsWith"] = "EndsWith",
        ["EndsWith"] = "StartsWith",
        ["IndexOf"] = "LastIndexOf",
        ["LastIndexOf"] = "IndexOf",
    };

    /// <summary>A function returns something else: true, false, nothing, one more.</summary>
    /// <param name="value">What is returned.</param>
    /// <param name="place">The statement, clause or lambda that returns it.</param>
    /// <param name="model">The model of the file.</param>
    internal static IEnumerable<Change> Returned(ExpressionSyntax value, SyntaxNode place, SemanticModel model)
    {
        if (value is ThrowExpressionSyntax || TypeOf(place, model) is not { SpecialType: not SpecialType.System_Void } type)
            return [];

        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return value is LiteralExpressionSyntax
                ? [Conditions.Negation(value) with { Operator = "return" }]
                : [Conditions.Forced(value, true) with { Operator = "return true" }, Conditions.Forced(value, false) with { Operator = "return false" }];
        }

        var name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return NothingOf(type, value, model) is { } nothing && nothing != value.ToString()
            ? [new(value, "return", nothing, (text, on) => $"({Switch.OnlyAsks(on)} ? {nothing} : {Switch.Noted(on, name, text, nothing)})")]
            : [];
    }

    internal static IEnumerable<Change> OfOperator(BinaryExpressionSyntax binary, SemanticModel model)
    {
        var kind = binary.Kind();
        if (kind == SyntaxKind.CoalesceExpression)
        {
            yield return new(binary, "??", $"{binary.Left}", (text, on) => $"({on} ? ({binary.Left})! : ({text}))");
            if (binary.Right is not ThrowExpressionSyntax)
                yield return new(binary, "??", $"{binary.Right}", (text, on) => $"({on} ? ({binary.Right}) : ({text}))");
        }
        else if (kind is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression && model.GetTypeInfo(binary).Type?.SpecialType == SpecialType.System_Int32)
        {
            yield return Conditions.Other(binary, kind == SyntaxKind.AddExpression ? "-" : "+", "arithmetic");
        }
    }

    internal static IEnumerable<Change> OfLiteral(LiteralExpressionSyntax literal)
    {
        switch (literal.Kind())
        {
            case SyntaxKind.StringLiteralExpression when literal.Token.ValueText.Length > 0:
                yield return new(literal, "text", "\"\"", static (text, on) => $"({on} ? \"\" : {text})");
                break;
            case SyntaxKind.NumericLiteralExpression when literal.Token.Value is int:
                yield return new(literal, "number", literal + " + 1", static (text, on) => $"({text} + ({on} ? 1 : 0))");
                break;
            case SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression
                when literal.Parent is ArgumentSyntax or AssignmentExpressionSyntax or EqualsValueClauseSyntax or SwitchExpressionArmSyntax:
                yield return Conditions.Negation(literal);
                break;
        }
    }

    /// <summary>Another method of LINQ, or the sequence without its condition.</summary>
    internal static IEnumerable<Change> OfCall(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier: var name } access || Conditions.Declares(call) || IsAfterQuestion(call)
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ContainingType: var type }
            || (type.Name is not ("Enumerable" or "ImmutableArrayExtensions") && type.SpecialType != SpecialType.System_String))
            yield break;

        if (OtherCalls.TryGetValue(name.ValueText, out var other) && !(name.ValueText == "Any" && call.ArgumentList.Arguments.Count == 0))
        {
            var start = name.SpanStart - call.SpanStart;
            var whole = call.ToString();
            var changed = whole[..start] + other + whole[(start + name.ValueText.Length)..];
            yield return new(call, "call", changed, (text, on) => $"({on} ? {changed} : ({text}))");
        }
        else if (name.ValueText is "Where" or "OrderBy" or "Distinct" or "Reverse" or "Trim" or "TrimEnd" or "TrimStart" or "Replace" or "ToLowerInvariant")
        {
            yield return new(call, "call", $"{access.Expression}", (text, on) => $"({on} ? {access.Expression} : ({text}))");
        }
    }

    private static bool IsAfterQuestion(SyntaxNode call) =>
        call.Ancestors().OfType<ConditionalAccessExpressionSyntax>().Any(access => access.WhenNotNull.Span.Contains(call.Span));

    /// <summary>The type of what is returned at a place; null where there is none, and in an iterator.</summary>
    private static ITypeSymbol? TypeOf(SyntaxNode place, SemanticModel model)
    {
        var function = place.AncestorsAndSelf().First(static node => node is LambdaExpressionSyntax or AnonymousMethodExpressionSyntax
            or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax);
        return function is AnonymousFunctionExpressionSyntax
            ? (model.GetTypeInfo(function).ConvertedType as INamedTypeSymbol)?.DelegateInvokeMethod?.ReturnType
            : model.GetDeclaredSymbol(function) switch
            {
                IPropertySymbol property => property.Type,
                IMethodSymbol { IsAsync: false, RefKind: RefKind.None } method => method.ReturnType,
                _ => null,
            };
    }

    private static string? NothingOf(ITypeSymbol type, ExpressionSyntax value, SemanticModel model)
    {
        var name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var element = type is INamedTypeSymbol { TypeArguments: [{ } argument] } ? argument.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "";
        return type switch
        {
            { TypeKind: TypeKind.Enum } when model.GetConstantValue(value) is { HasValue: true, Value: 0 } => $"({name})1",
            { TypeKind: TypeKind.Enum } => $"({name})0",
            { SpecialType: SpecialType.System_Int32 } => value is LiteralExpressionSyntax ? $"{value} + 1" : "0",
            { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated } => "\"\"",
            _ when value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression) || value is CollectionExpressionSyntax { Elements.Count: 0 } => null,
            { Name: "ImmutableArray" or "ImmutableStack" or "ImmutableHashSet" or "ImmutableDictionary" } => $"{name}.Empty",
            { Name: "IEnumerable" } when element.Length > 0 => $"global::System.Linq.Enumerable.Empty<{element}>()",
            { Name: "IReadOnlyList" or "IReadOnlyCollection" } when element.Length > 0 => $"global::System.Array.Empty<{element}>()",
            _ => $"default({name})!",
        };
    }
}

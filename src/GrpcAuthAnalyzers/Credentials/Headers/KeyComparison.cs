using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>
/// A comparison of the key of a metadata entry that tells upper and lower case apart: <c>==</c>, <c>Equals</c>, a pattern or a <c>switch</c>. Keys are in lower
/// case: <c>Metadata.Entry</c> makes them so, and HTTP/2 sends them so.
/// </summary>
internal sealed class KeyComparison
{
    private KeyComparison(ExpressionSyntax key, IReadOnlyList<ExpressionSyntax> others, SyntaxNode whole)
    {
        Key = key;
        Others = others;
        Whole = whole;
    }

    /// <summary>The expression of the key, such as <c>entry.Key</c>; for a pattern <c>{ Key: ... }</c> the name.</summary>
    internal ExpressionSyntax Key { get; }

    /// <summary>What the key is compared with, one expression for each text.</summary>
    internal IReadOnlyList<ExpressionSyntax> Others { get; }

    /// <summary>The comparison with those that it is joined with by <c>||</c> and <c>&amp;&amp;</c>, or the whole switch or pattern.</summary>
    internal SyntaxNode Whole { get; }

    /// <summary>The comparisons of one tree. Names and shapes are looked at first; only a key that is compared is bound.</summary>
    internal static IEnumerable<KeyComparison> In(TreeIndex index, CompilationFacts facts)
    {
        foreach (var name in index.MentionsOf("Key"))
        {
            if (KeyAt(name) is { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } })
            {
                foreach (var mention in IsOfEntry(name, facts) ? MentionsOf(variable, facts) : Enumerable.Empty<SimpleNameSyntax>())
                {
                    if (Around(mention, mention) is { Others.Count: > 0 } ofVariable && !ofVariable.IgnoresCase(facts))
                        yield return ofVariable;
                }
            }
            else if (Around(name) is { Others.Count: > 0 } comparison && IsOfEntry(name, facts) && !comparison.IgnoresCase(facts))
            {
                yield return comparison;
            }
        }
    }

    /// <summary>The names of a local that only its declaration writes; empty for another variable.</summary>
    private static IEnumerable<SimpleNameSyntax> MentionsOf(VariableDeclaratorSyntax variable, CompilationFacts facts) =>
        facts.Bodies.OperationOf(variable) is IVariableDeclaratorOperation { Symbol: var local } declaration
        && facts.Bodies.FactsOf(declaration) is var body
        && body.WritesTo(local).Count == 1
            ? body.ReferencesTo(local).Select(static reference => reference.Syntax).OfType<SimpleNameSyntax>()
            : Enumerable.Empty<SimpleNameSyntax>();

    private static bool IsOfEntry(SimpleNameSyntax name, CompilationFacts facts) =>
        PropertyOf(name, facts) is { } property && GrpcSymbols.Is(property.ContainingType, facts.Symbols.MetadataEntry);

    private static IPropertySymbol? PropertyOf(SimpleNameSyntax name, CompilationFacts facts)
    {
        if (name.Parent is not NameColonSyntax { Parent: SubpatternSyntax subpattern })
            return name.Parent is { } access && facts.Bodies.OperationOf(access) is IPropertyReferenceOperation read ? read.Property : null;

        return (facts.Bodies.OperationOf(subpattern) as IPropertySubpatternOperation)?.Member is IPropertyReferenceOperation matched ? matched.Property : null;
    }

    private static KeyComparison? Around(SimpleNameSyntax name)
    {
        if (name.Parent is NameColonSyntax { Parent: SubpatternSyntax { Pattern: var pattern } } && name is IdentifierNameSyntax)
            return new KeyComparison(name, TextsIn(pattern), pattern);

        return KeyAt(name) is { } key ? Around(name, key) : null;
    }

    /// <summary>The expression that reads a property of this name.</summary>
    private static ExpressionSyntax? KeyAt(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } => access,
        _ => null,
    };

    private static KeyComparison? Around(SimpleNameSyntax name, ExpressionSyntax key)
    {
        while (key.Parent is ParenthesizedExpressionSyntax parenthesized)
            key = parenthesized;

        return key.Parent switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } equality =>
                new KeyComparison(key, new[] { equality.Left == key ? equality.Right : equality.Left }, Joined(equality)),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals", Parent: InvocationExpressionSyntax call } => OfCall(key, call),
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } when NameSyntaxText.NameOf(call.Expression) == "Equals" =>
                OfCall(key, call),
            IsPatternExpressionSyntax test => new KeyComparison(key, TextsIn(test.Pattern), test),
            SwitchStatementSyntax @switch =>
                new KeyComparison(key, @switch.Sections.SelectMany(static section => section.Labels).SelectMany(TextsOf).ToList(), @switch),
            SwitchExpressionSyntax @switch => new KeyComparison(key, @switch.Arms.SelectMany(static arm => TextsIn(arm.Pattern)).ToList(), @switch),
            _ => null,
        };
    }

    /// <summary>The texts that <c>key.Equals(x)</c>, <c>x.Equals(key)</c> and <c>string.Equals(key, x)</c> compare with.</summary>
    private static KeyComparison OfCall(ExpressionSyntax key, InvocationExpressionSyntax call)
    {
        var others = new List<ExpressionSyntax>();
        if (call.Expression is MemberAccessExpressionSyntax { Expression: not PredefinedTypeSyntax and var receiver } && receiver != key)
            others.Add(receiver);

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression != key)
                others.Add(argument.Expression);
        }

        return new KeyComparison(key, others, Joined(call));
    }

    /// <summary>Whether a call is given how it compares, in a way that may ignore case.</summary>
    private bool IgnoresCase(CompilationFacts facts)
    {
        foreach (var other in Others)
        {
            if (facts.Bodies.OperationOf(other) is not { Type: { } type } operation)
                continue;

            if (type.Is("System.StringComparison"))
                return operation.ConstantValue is not { HasValue: true, Value: int comparison } || !TellsCaseApart((StringComparison)comparison);

            if (type.SpecialType is not (SpecialType.System_String or SpecialType.System_Object))
                return true;
        }

        return false;
    }

    private static bool TellsCaseApart(StringComparison comparison) =>
        comparison is StringComparison.Ordinal or StringComparison.CurrentCulture or StringComparison.InvariantCulture;

    private static IEnumerable<ExpressionSyntax> TextsOf(SwitchLabelSyntax label) => label switch
    {
        CaseSwitchLabelSyntax { Value: var value } => new[] { value },
        CasePatternSwitchLabelSyntax { Pattern: var pattern } => TextsIn(pattern),
        _ => Enumerable.Empty<ExpressionSyntax>(),
    };

    /// <summary>The constants of a pattern and of those that it is joined of.</summary>
    private static List<ExpressionSyntax> TextsIn(PatternSyntax pattern)
    {
        var texts = new List<ExpressionSyntax>();
        foreach (var node in pattern.DescendantNodesAndSelf(static node => node is PatternSyntax and not RecursivePatternSyntax))
        {
            if (node is ConstantPatternSyntax { Expression: var text })
                texts.Add(text);
        }

        return texts;
    }

    /// <summary>The outermost of the conditions that a comparison is joined with.</summary>
    private static SyntaxNode Joined(ExpressionSyntax comparison)
    {
        SyntaxNode whole = comparison;
        while (whole.Parent is ParenthesizedExpressionSyntax
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.LogicalAndExpression })
            whole = whole.Parent;

        return whole;
    }
}

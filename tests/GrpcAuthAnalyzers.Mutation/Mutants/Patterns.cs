using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>Changes of patterns: an arm or label never matches, an alternative is missing, a condition on a property is missing.</summary>
internal static class Patterns
{
    internal static IEnumerable<Change> OfArm(SwitchExpressionArmSyntax arm)
    {
        if (arm.WhenClause is { Condition: var condition })
        {
            yield return Conditions.Forced(condition, false) with { Operator = "arm" };
        }
        else if (arm.Pattern is not DiscardPatternSyntax)
        {
            yield return new(arm.Pattern, "arm", "never " + arm.Pattern, static (text, on) => $"{text} when !{on}");
        }

        var also = arm.WhenClause is null ? "" : $" && ({arm.WhenClause.Condition})";
        foreach (var wider in WithoutPart(arm.Pattern))
            yield return new(arm, "pattern", wider, (text, on) => $"{wider} when {on}{also} => {arm.Expression}, {text}");
    }

    internal static IEnumerable<Change> OfLabel(SwitchLabelSyntax label)
    {
        switch (label)
        {
            case CaseSwitchLabelSyntax constant:
                yield return new(label, "case", "never " + constant.Value, static (text, on) => $"{text.TrimEnd(':')} when !{on}:");
                break;
            case CasePatternSwitchLabelSyntax { WhenClause.Condition: var condition }:
                yield return Conditions.Forced(condition, false) with { Operator = "case" };
                break;
            case CasePatternSwitchLabelSyntax { Pattern: var pattern }:
                yield return new(pattern, "case", "never " + pattern, static (text, on) => $"{text} when !{on}");
                break;
        }

        if (label is CasePatternSwitchLabelSyntax { Pattern: var wide, WhenClause: var when } && !Conditions.Declares(label))
        {
            var also = when is null ? "" : $" && ({when.Condition})";
            foreach (var wider in WithoutPart(wide))
                yield return new(label, "pattern", wider, (text, on) => $"case {wider} when {on}{also}: {text}");
        }
    }

    internal static IEnumerable<Change> OfTest(IsPatternExpressionSyntax test)
    {
        if (Conditions.Declares(test))
            yield break;

        foreach (var other in WithoutPart(test.Pattern).Concat(WithoutAlternative(test.Pattern)))
            yield return new(test, "pattern", $"{test.Expression} is {other}", (text, on) => $"({Switch.AsksBetween(on, text, $"{test.Expression} is {other}")} ? {test.Expression} is {other} : ({text}))");
    }

    /// <summary>The pattern without each of its conditions on a property.</summary>
    private static IEnumerable<string> WithoutPart(PatternSyntax pattern) =>
        pattern.DescendantNodesAndSelf().OfType<SubpatternSyntax>().Where(static part => part.Parent is PropertyPatternClauseSyntax).Select(part =>
        {
            var clause = (PropertyPatternClauseSyntax)part.Parent!;
            var kept = string.Join(", ", clause.Subpatterns.Where(other => other != part));
            return Replaced(pattern, clause, $"{{ {kept} }}");
        });

    /// <summary>The pattern without each of the alternatives that <c>or</c> joins.</summary>
    private static IEnumerable<string> WithoutAlternative(PatternSyntax pattern)
    {
        foreach (var either in pattern.DescendantNodesAndSelf().OfType<BinaryPatternSyntax>().Where(static node => node.IsKind(SyntaxKind.OrPattern)))
        {
            if (!either.Left.IsKind(SyntaxKind.OrPattern))
                yield return Replaced(pattern, either, either.Right.ToString());

            yield return Replaced(pattern, either, either.Left.ToString());
        }
    }

    private static string Replaced(SyntaxNode whole, SyntaxNode part, string by)
    {
        var text = whole.ToString();
        var start = part.SpanStart - whole.SpanStart;
        return text[..start] + by + text[(start + part.Span.Length)..];
    }
}

using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.MetadataFormat;

/// <summary>GRPCAUTH4002: writes the scheme, one blank and the token, in the text as it is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MalformedSchemeFix : GrpcAuthFixProvider
{
    private const string Quote = "(\\\\\"|')";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH4002");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { Node: ExpressionSyntax text, File: var file }
            || !diagnostic.Properties.TryGetValue(FixHints.Scheme, out var scheme) || scheme is null
            || !diagnostic.Properties.TryGetValue(FixHints.Fault, out var fault))
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        return fault switch
        {
            nameof(SchemeFault.NoBlank) when SchemeText.TryReplace(plan, file, text, $"({scheme})(?=$|eyJ)", "$1 ") || TrySeparate(plan, file, text, scheme) =>
                Plans(plan.Build($"Add a blank after '{scheme}'")),
            nameof(SchemeFault.Punctuation) when SchemeText.TryReplace(plan, file, text, $@"({scheme})\s*[:=,;]\s*", "$1 ") =>
                Plans(plan.Build($"Replace the punctuation mark after '{scheme}' with a blank")),
            nameof(SchemeFault.HeaderName) when SchemeText.TryReplace(plan, file, text, @"^\s*(proxy-)?authorization\s*[:=]\s*", "") =>
                Plans(plan.Build("Remove the name of the header from its value")),
            nameof(SchemeFault.Quoted) when TryUnquote(plan, file, text, scheme) => Plans(plan.Build("Remove the quotes from the value")),
            nameof(SchemeFault.Twice) when TryRemoveOne(plan, file, text, scheme, ValueOf(file, diagnostic)) => Plans(plan.Build($"Remove one '{scheme}'")),
            _ => ImmutableArray<FixPlan>.Empty,
        };
    }

    private static ExpressionSyntax? ValueOf(SourceFile file, Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations.Count > 0 && diagnostic.AdditionalLocations[0].SourceTree == diagnostic.Location.SourceTree
            ? file.Root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true) as ExpressionSyntax
            : null;

    /// <summary>A blank between a constant that is the scheme and what it is put together with: <c>Scheme + token</c>, <c>$"{Scheme}{token}"</c>.</summary>
    private static bool TrySeparate(FixPlanBuilder plan, SourceFile file, ExpressionSyntax value, string scheme)
    {
        foreach (var part in value.DescendantNodesAndSelf().OfType<ExpressionSyntax>())
        {
            if (file.Model.GetConstantValue(part).Value is not string constant || !IsSame(constant, scheme))
                continue;

            switch (part.Parent)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } addition when addition.Left == part:
                    plan.Insert(file, part.Span.End, " + \" \"");
                    return true;
                case InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax, AlignmentClause: null, FormatClause: null } hole:
                    plan.Insert(file, hole.Span.End, " ");
                    return true;
            }
        }

        return false;
    }

    private static bool TryUnquote(FixPlanBuilder plan, SourceFile file, ExpressionSyntax text, string scheme)
    {
        var value = OutermostText(text);
        return SchemeText.IsEnclosed(file, value, "^" + Quote + $@"|^{scheme}\s*" + Quote, Quote + "$")
            && (SchemeText.TryReplace(plan, file, value, $"(?<=^{scheme})" + Quote, " ")
                || SchemeText.TryReplace(plan, file, value, "^" + Quote + $"|(?<=^{scheme}\\s+)" + Quote, ""))
            && (TryRemoveLast(plan, file, value) || SchemeText.TryReplaceLast(plan, file, value, Quote + "$", ""));
    }

    /// <summary>Removes a last operand that is the closing quote and nothing else.</summary>
    private static bool TryRemoveLast(FixPlanBuilder plan, SourceFile file, ExpressionSyntax value)
    {
        if (value is not BinaryExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText.Length: 1 } } addition)
            return false;

        plan.Replace(file, TextSpan.FromBounds(addition.Left.Span.End, addition.Span.End), "");
        return true;
    }

    /// <summary>
    /// Of two schemes one goes: the second one of a text, that in front of a value that has its own, or that of a value beside which it is given.
    /// </summary>
    private static bool TryRemoveOne(FixPlanBuilder plan, SourceFile file, ExpressionSyntax text, string scheme, ExpressionSyntax? value) =>
        SchemeText.TryReplace(plan, file, text, $@"({scheme})\s+{scheme}(?=\s)", "$1")
        || SchemeText.TryReplace(plan, file, text, $@"({scheme}\s+){scheme}$", "$1")
        || TryLeaveTheRest(plan, file, text)
        || (IsGivenBeside(file, value, scheme) && SchemeText.TryReplace(plan, file, text, $@"^\s*{scheme}\s+", ""));

    /// <summary>Takes away a text that is the scheme alone, in front of one other value.</summary>
    private static bool TryLeaveTheRest(FixPlanBuilder plan, SourceFile file, ExpressionSyntax text)
    {
        switch (text)
        {
            case LiteralExpressionSyntax { Token.ValueText: var only, Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } addition }
                when AuthorizationValue.IsPrefix(only) && addition.Left == text && IsString(file, addition.Right):
                plan.Replace(file, TextSpan.FromBounds(text.SpanStart, addition.Right.SpanStart), "");
                return true;
            case InterpolatedStringExpressionSyntax { Contents: { Count: 2 } contents }
                when contents[0] is InterpolatedStringTextSyntax { TextToken.ValueText: var only } && AuthorizationValue.IsPrefix(only)
                    && contents[1] is InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole && IsString(file, hole.Expression):
                plan.Replace(file, text.Span, hole.Expression.ToString());
                return true;
            default:
                return false;
        }
    }

    private static bool IsString(SourceFile file, ExpressionSyntax expression) => file.Model.GetTypeInfo(expression) is
    {
        Type.SpecialType: SpecialType.System_String, Nullability.FlowState: not NullableFlowState.MaybeNull
    };

    /// <summary>Whether a value is that of <c>new AuthenticationHeaderValue(scheme, value)</c> with this scheme.</summary>
    private static bool IsGivenBeside(SourceFile file, ExpressionSyntax? value, string scheme) =>
        value?.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 2, Parent: BaseObjectCreationExpressionSyntax } list } given
        && list.Arguments.Any(a => a != given && file.Model.GetConstantValue(a.Expression).Value is string other && IsSame(other, scheme));

    private static bool IsSame(string text, string scheme) => text.Trim().Equals(scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The whole concatenation that a text is part of.</summary>
    private static ExpressionSyntax OutermostText(ExpressionSyntax text)
    {
        while (text.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } addition)
            text = addition;

        return text;
    }
}

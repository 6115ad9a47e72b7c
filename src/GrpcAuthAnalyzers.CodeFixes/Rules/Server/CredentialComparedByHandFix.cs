using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Server;

/// <summary>
/// GRPCAUTH6005: compares two texts in a time that does not depend on them. A text that may be null is equal to none, so the fix lets nobody in whom the
/// comparison did not let in.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CredentialComparedByHandFix : GrpcAuthFixProvider
{
    private const string Operations = "System.Security.Cryptography.CryptographicOperations";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH6005");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { Node: ExpressionSyntax comparison } at
            || at.File.LanguageVersion < LanguageVersion.CSharp8
            || at.File.Compilation.GetTypeByMetadataName(Operations) is null
            || comparison.DescendantTrivia().Any(static t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia))
            || Operands(comparison, at.File) is not { } operands)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        var names = new TypeNames(at.File, comparison.SpanStart, plan);
        var bytes = names.Of("System.Text.Encoding") + ".UTF8.GetBytes";
        var tests = "";
        var left = Text(operands.Left, at.File, new[] { "sent", "sentText" }, ref tests);
        var right = Text(operands.Right, at.File, new[] { "expected", "expectedText" }, ref tests);
        var text = $"{tests}{names.Of(Operations)}.FixedTimeEquals({bytes}({left}), {bytes}({right}))";
        var isNegated = comparison.IsKind(SyntaxKind.NotEqualsExpression);
        if (isNegated)
            text = tests.Length > 0 ? $"!({text})" : "!" + text;
        else if (tests.Length > 0 && !StandsAlone(comparison))
            text = $"({text})";

        plan.Replace(at.File, comparison.Span, text);
        return Plans(plan.Build("Compare in constant time"));
    }

    /// <summary>The two texts; null for a prefix, a comparison that ignores case, and what is not of two strings.</summary>
    private static (ExpressionSyntax Left, ExpressionSyntax Right)? Operands(ExpressionSyntax comparison, SourceFile file)
    {
        (ExpressionSyntax Left, ExpressionSyntax Right)? operands = comparison switch
        {
            BinaryExpressionSyntax equality => (equality.Left, equality.Right),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" } access } call =>
                OfCall(access, call, file),
            _ => null,
        };
        return operands is { } found && IsString(found.Left, file) && IsString(found.Right, file) ? found : null;
    }

    private static (ExpressionSyntax Left, ExpressionSyntax Right)? OfCall(
        MemberAccessExpressionSyntax access, InvocationExpressionSyntax call, SourceFile file)
    {
        if (file.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String } method)
            return null;

        var arguments = call.ArgumentList.Arguments;
        var texts = method.IsStatic ? 2 : 1;
        if (arguments.Any(static a => a.NameColon is not null)
            || arguments.Count > texts + 1
            || (arguments.Count == texts + 1
                && file.Model.GetConstantValue(arguments[texts].Expression) is not { HasValue: true, Value: (int)System.StringComparison.Ordinal }))
            return null;

        return method.IsStatic ? (arguments[0].Expression, arguments[1].Expression) : (access.Expression, arguments[0].Expression);
    }

    private static bool IsString(ExpressionSyntax operand, SourceFile file) =>
        file.Model.GetTypeInfo(operand).Type is { SpecialType: SpecialType.System_String };

    /// <summary>A name or expression of a text that is not null; what may be null is tested first.</summary>
    private static string Text(ExpressionSyntax operand, SourceFile file, string[] names, ref string tests)
    {
        var written = operand.WithoutTrivia().ToString();
        if (file.Model.GetConstantValue(operand).HasValue
            || operand is InterpolatedStringExpressionSyntax
            || operand.IsKind(SyntaxKind.AddExpression)
            || file.Model.GetTypeInfo(operand).Nullability.FlowState == NullableFlowState.NotNull)
            return written;

        if (operand is IdentifierNameSyntax && file.Model.GetSymbolInfo(operand).Symbol is ILocalSymbol or IParameterSymbol)
        {
            tests += file.LanguageVersion >= LanguageVersion.CSharp9 ? written + " is not null && " : written + " != null && ";
            return written;
        }

        var name = FreshNames.At(file, operand.SpanStart, names);
        tests += written + " is { } " + name + " && ";
        return name;
    }

    /// <summary>Whether tests that are joined by <c>&amp;&amp;</c> need no parentheses around them.</summary>
    private static bool StandsAlone(ExpressionSyntax comparison) => comparison.Parent is not ExpressionSyntax
        || comparison.Parent is ParenthesizedExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax
        || comparison.Parent.IsKind(SyntaxKind.LogicalAndExpression) || comparison.Parent.IsKind(SyntaxKind.LogicalOrExpression);
}

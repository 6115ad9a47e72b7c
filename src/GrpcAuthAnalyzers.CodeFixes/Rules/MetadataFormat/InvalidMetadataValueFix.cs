using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.MetadataFormat;

/// <summary>GRPCAUTH4004: trims the text of a file, and awaits a task whose result is a text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InvalidMetadataValueFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH4004");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { File: var file, Node: var node }
            || ((node as ArgumentSyntax)?.Expression ?? node as ExpressionSyntax) is not { } term
            || file.Model.GetTypeInfo(term) is not { Type: { } type } found
            || !diagnostic.Properties.TryGetValue(FixHints.Fault, out var fault))
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        switch (fault)
        {
            case nameof(ValueFault.UntrimmedFile)
                when type.SpecialType == SpecialType.System_String && found.Nullability.FlowState != NullableFlowState.MaybeNull:
                if (IsPrimary(term))
                {
                    plan.Insert(file, term.Span.End, ".Trim()");
                }
                else
                {
                    plan.Insert(file, term.SpanStart, "(");
                    plan.Insert(file, term.Span.End, ").Trim()");
                }

                return Plans(plan.Build("Trim the token that is read from the file"));
            case nameof(ValueFault.TypeName) when IsTaskOfText(type) && IsPrimary(term) && IsPart(term) && IsAsync(term):
                plan.Insert(file, term.SpanStart, "await ");
                return Plans(plan.Build("Await the token"));
            case nameof(ValueFault.TypeNameOfFile) when IsTaskOfText(type) && IsPrimary(term) && IsPart(term) && IsAsync(term):
                plan.Insert(file, term.SpanStart, "(await ");
                plan.Insert(file, term.Span.End, ").Trim()");
                return Plans(plan.Build("Await and trim the token that is read from the file"));
            default:
                return ImmutableArray<FixPlan>.Empty;
        }
    }

    private static bool IsTaskOfText(ITypeSymbol type) =>
        type.IsTask() && type is INamedTypeSymbol { TypeArguments: { Length: 1 } results } && results[0].SpecialType == SpecialType.System_String
        && results[0].NullableAnnotation != NullableAnnotation.Annotated;

    /// <summary>Whether a term stands in a text, and nothing is called on it.</summary>
    private static bool IsPart(ExpressionSyntax term) => term.Parent is InterpolationSyntax or BinaryExpressionSyntax;

    private static bool IsPrimary(ExpressionSyntax term) =>
        term is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax;

    /// <summary>Whether the innermost function around a term is async, and a lock does not forbid to await there.</summary>
    private static bool IsAsync(SyntaxNode term)
    {
        for (var current = term.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MemberDeclarationSyntax or LockStatementSyntax or QueryExpressionSyntax or UnsafeStatementSyntax or CatchFilterClauseSyntax:
                    return false;
            }
        }

        return false;
    }
}

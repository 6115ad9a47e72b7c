using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.MetadataFormat;

/// <summary>
/// GRPCAUTH4001: writes the scheme in front of the token, as the file writes its texts. A token that may be missing throws, as it does today: otherwise the
/// scheme would be sent alone.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MissingBearerSchemeFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH4001");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { File: var file, Node: var node }
            || ((node as ArgumentSyntax)?.Expression ?? node as ExpressionSyntax) is not { } token)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        if (SchemeArgument(file, token) is { } scheme)
        {
            plan.Replace(file, TextSpan.FromBounds(scheme.SpanStart, token.SpanStart), $"\"{AuthorizationValue.Bearer}\", ");
        }
        else
        {
            var value = NullSuppression.Around(token);
            var mayMiss = value != token || file.Model.GetTypeInfo(token).Nullability.FlowState == NullableFlowState.MaybeNull;
            var missing = mayMiss ? TokenSources.OrThrow(new TypeNames(file, token.SpanStart, plan), "There is no access token.") : "";
            var isInterpolated = missing.Length == 0 && FitsInterpolation(token) && InterpolatesTexts(file);
            plan.Replace(file, value.Span, isInterpolated
                ? $"$\"{AuthorizationValue.Bearer} {{{token}}}\""
                : $"\"{AuthorizationValue.Bearer} \" + " + (missing.Length > 0 || !IsTerm(token) ? $"({token}{missing})" : token.ToString()));
        }

        return Plans(plan.Build($"Add '{AuthorizationValue.Bearer}' in front of the token"));
    }

    /// <summary>The argument that the token is, where the scheme of <c>AuthenticationHeaderValue</c> should stand; null elsewhere.</summary>
    private static ArgumentSyntax? SchemeArgument(SourceFile file, ExpressionSyntax token) =>
        token.FirstAncestorOrSelf<ArgumentSyntax>() is
        {
            Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: ObjectCreationExpressionSyntax made }
        } argument
            && file.Model.GetTypeInfo(made).Type.Is("System.Net.Http.Headers.AuthenticationHeaderValue")
            ? argument
            : null;

    private static bool IsTerm(ExpressionSyntax token) =>
        token is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or AwaitExpressionSyntax
            or ParenthesizedExpressionSyntax or LiteralExpressionSyntax;

    /// <summary>Quotes, line breaks and colons mean something else in a hole before C# 11.</summary>
    private static bool FitsInterpolation(ExpressionSyntax token) =>
        token is not LiteralExpressionSyntax && IsTerm(token) && token.ToString().IndexOfAny(new[] { '"', '\n', ':', '{' }) < 0;

    /// <summary>Whether the file puts its texts together by interpolation, and not by <c>+</c> alone.</summary>
    private static bool InterpolatesTexts(SourceFile file)
    {
        var adds = false;
        foreach (var node in file.Root.DescendantNodes())
        {
            if (node is InterpolatedStringExpressionSyntax)
                return true;

            adds |= node is BinaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.AddExpression, Left: LiteralExpressionSyntax { Token.RawKind: (int)SyntaxKind.StringLiteralToken }
            };
        }

        return !adds;
    }
}

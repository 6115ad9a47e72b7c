using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Server;

/// <summary>GRPCAUTH6003 and 6004: sets an option of token validation to the value that the report names: <c>true</c>, or the default clock skew.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ValidationOptionFix : GrpcAuthFixProvider
{
    private const string Parameters = "Microsoft.IdentityModel.Tokens.TokenValidationParameters";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH6003", "GRPCAUTH6004");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(FixHints.Value, out var value)
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node is not AssignmentExpressionSyntax { Right: var written } assignment)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        if (value == FixHints.ValueTrue)
        {
            plan.Replace(at.File, written.Span, "true");
            return Plans(plan.Build($"Set {NameOf(assignment)} to true"));
        }

        var type = new TypeNames(at.File, written.SpanStart, plan).Of(Parameters);
        plan.Replace(at.File, written.Span, type + ".DefaultClockSkew");
        return Plans(plan.Build("Use the default clock skew of five minutes"));
    }

    private static string NameOf(AssignmentExpressionSyntax assignment) =>
        assignment.Left is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : assignment.Left.ToString();
}

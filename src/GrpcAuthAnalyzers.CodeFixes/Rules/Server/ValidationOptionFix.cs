using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Server;

/// <summary>
/// GRPCAUTH6003 and 6004: sets an option of token validation to the value that the report names: <c>true</c>, or the default clock skew. A clock skew matters
/// as soon as the lifetime is validated: one that 6004 would report then becomes the default, too.
/// </summary>
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
            if (SkewBeside(at.File, assignment) is not { } skew)
                return Plans(plan.Build($"Set {NameOf(assignment)} to true"));

            SetDefault(plan, at.File, skew);
            return Plans(plan.Build($"Set {NameOf(assignment)} to true and use the default clock skew"));
        }

        SetDefault(plan, at.File, written);
        return Plans(plan.Build("Use the default clock skew of five minutes"));
    }

    private static void SetDefault(FixPlanBuilder plan, SourceFile file, ExpressionSyntax skew) =>
        plan.Replace(file, skew.Span, new TypeNames(file, skew.SpanStart, plan).Of(Parameters) + ".DefaultClockSkew");

    /// <summary>The clock skew that 6004 reports once the lifetime is validated; null for other options.</summary>
    private static ExpressionSyntax? SkewBeside(SourceFile file, AssignmentExpressionSyntax assignment) =>
        file.Facts is { } facts
        && ValidationOptions.In(assignment.SyntaxTree, facts)
            .FirstOrDefault(one => one.Assignment.Syntax == assignment) is { Name: "ValidateLifetime" } lifetime
        && !lifetime.HasBeside("LifetimeValidator")
        && lifetime.Beside("ClockSkew") is { Assignment.Syntax: AssignmentExpressionSyntax { Right: var skew } } beside
        && ClockSkewUnreasonable.UnreasonableIn(beside, new CredentialQuery(facts, file.GrpcAuthOptions, until: null, ofSomeCallers: true)) is not null
            ? skew
            : null;

    private static string NameOf(AssignmentExpressionSyntax assignment) =>
        assignment.Left is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : assignment.Left.ToString();
}

using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1012: awaits the work; the function becomes asynchronous where it is not yet.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CallbackNotAwaitedFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1012");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } work
            || StatementOf(work) is not { } statement
            || !AwaitChain.IsAwaitable(at.File.Model.GetTypeInfo(work).Type)
            || PerCallFunction.Around(at.File, statement) is not { } function
            || !MayAwait(at.File, function, statement))
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        if (!function.TryMakeAsync(plan))
            return ImmutableArray<FixPlan>.Empty;

        var isConfigured = work.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" };
        plan.Replace(at.File, statement.Span, "await " + work + (isConfigured ? "" : AwaitStyle.Suffix(at.File)) + ";");
        return Plans(plan.Build("Await the operation before the call is sent"));
    }

    /// <summary>The statement that does nothing but start the work.</summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax work)
    {
        var statement = work.Parent switch
        {
            ExpressionStatementSyntax bare => bare,
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax discarded } assignment when assignment.Right == work => discarded,
            EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local
                    }
                }
            } => local,
            _ => (StatementSyntax?)null,
        };
        return statement is { Parent: BlockSyntax } && !HasCommentBetween(statement, work) ? statement : null;
    }

    private static bool HasCommentBetween(StatementSyntax statement, InvocationExpressionSyntax work)
    {
        foreach (var trivia in statement.DescendantTrivia())
        {
            var isComment = trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);
            if (isComment && statement.Span.Contains(trivia.Span) && !work.Span.Contains(trivia.Span))
                return true;
        }

        return false;
    }

    /// <summary>Not in a lock or unsafe code, and not in a function that cannot give a task to its caller.</summary>
    private static bool MayAwait(SourceFile file, PerCallFunction function, StatementSyntax statement)
    {
        for (SyntaxNode? current = statement; current is not null && current != function.Node; current = current.Parent)
        {
            if (current is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax)
                return false;
        }

        var symbol = file.Model.GetSymbolInfo(function.Node).Symbol as IMethodSymbol ?? file.Model.GetDeclaredSymbol(function.Node) as IMethodSymbol;
        return symbol is not null && symbol.ReturnType.IsTask();
    }
}

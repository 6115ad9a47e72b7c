using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1010: throws an RpcException with status Unauthenticated instead of sending the call without its credential.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CredentialsFailOpenFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1010");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        var isPlanned = at.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is { } clause && clause.CatchKeyword.SpanStart == diagnostic.Location.SourceSpan.Start
            ? TryRethrow(plan, at.File, clause)
            : at.Node.FirstAncestorOrSelf<IfStatementSyntax>() is { } test
                && test.Condition.Span == diagnostic.Location.SourceSpan
                && TryThrowWhenMissing(plan, at.File, test, diagnostic.Properties.ContainsKey(FixHints.Returns));
        return Plans(isPlanned ? plan.Build("Fail the call with status Unauthenticated") : null);
    }

    private static bool TryRethrow(FixPlanBuilder plan, SourceFile file, CatchClauseSyntax clause)
    {
        var returns = clause.Block
            .DescendantNodes(static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .ToList();
        var last = clause.Block.Statements.LastOrDefault();
        if (returns.Any(r => r != last))
            return false;

        var statement = IsCancellation(file, clause)
            ? "throw;"
            : Throw(plan, file, clause.SpanStart, "The token could not be obtained.", NameIn(plan, file, clause));
        if (last is ReturnStatementSyntax)
            plan.Replace(file, last.Span, statement);
        else
            Append(plan, file, clause.Block, statement);
        return true;
    }

    private static bool TryThrowWhenMissing(FixPlanBuilder plan, SourceFile file, IfStatementSyntax test, bool returns)
    {
        if (test.Else is not null || test.Parent is not (BlockSyntax or SwitchSectionSyntax))
            return false;

        var statement = Throw(plan, file, test.SpanStart, "No token was obtained.", cause: null);
        var last = test.Statement is BlockSyntax block ? block.Statements.LastOrDefault() : test.Statement;
        if (returns)
        {
            if (last is not ReturnStatementSyntax)
                return false;

            plan.Replace(file, last.Span, statement);
            return true;
        }

        if (test.SyntaxTree.GetLineSpan(test.Span).StartLinePosition.Line == test.SyntaxTree.GetLineSpan(test.Span).EndLinePosition.Line)
        {
            plan.Insert(file, test.Span.End, file.Layout.BreakAt(test.SpanStart) + "else " + statement);
            return true;
        }

        var braces = test.Statement is BlockSyntax;
        plan.Insert(file, test.Span.End, file.Layout.BreakAt(test.SpanStart) + "else"
            + (braces ? file.Layout.BreakAt(test.SpanStart) + "{" : "")
            + file.Layout.BreakAt(test.SpanStart, 1) + statement
            + (braces ? file.Layout.BreakAt(test.SpanStart) + "}" : ""));
        return true;
    }

    private static void Append(FixPlanBuilder plan, SourceFile file, BlockSyntax block, string statement)
    {
        var lines = file.Text.Lines;
        if (lines.GetLineFromPosition(block.OpenBraceToken.SpanStart).LineNumber == lines.GetLineFromPosition(block.CloseBraceToken.SpanStart).LineNumber)
        {
            var isSpaced = block.CloseBraceToken.SpanStart > 0 && char.IsWhiteSpace(file.Text[block.CloseBraceToken.SpanStart - 1]);
            plan.Insert(file, block.CloseBraceToken.SpanStart, (isSpaced ? "" : " ") + statement + " ");
            return;
        }

        var closing = lines.GetLineFromPosition(block.CloseBraceToken.SpanStart);
        var indent = file.Layout.IndentAt(block.CloseBraceToken.SpanStart) + file.Layout.Indent;
        plan.Insert(file, closing.Start, indent + statement + file.Layout.NewLine);
    }

    /// <summary>A cancelled call ends as Cancelled by itself.</summary>
    private static bool IsCancellation(SourceFile file, CatchClauseSyntax clause) =>
        clause.Declaration is { } declaration
        && GrpcSymbols.IsA(file.Model.GetTypeInfo(declaration.Type).Type, TypeNames.TypeOf(file.Compilation, "System.OperationCanceledException"));

    private static string Throw(FixPlanBuilder plan, SourceFile file, int position, string detail, string? cause)
    {
        var names = new TypeNames(file, position, plan);
        return "throw new " + names.Of("Grpc.Core.RpcException") + "(new " + names.Of("Grpc.Core.Status") + "(" + names.Of("Grpc.Core.StatusCode")
            + ".Unauthenticated, \"" + detail + "\""
            + (cause is null ? "" : ", " + cause) + "));";
    }

    /// <summary>The variable of the caught error, declared where there is none; null where this version of gRPC cannot take it (before 2.27).</summary>
    private static string? NameIn(FixPlanBuilder plan, SourceFile file, CatchClauseSyntax clause)
    {
        if (TypeNames.TypeOf(file.Compilation, "Grpc.Core.Status") is not { } status || !status.InstanceConstructors.Any(static c => c.Parameters.Length == 3))
            return null;

        if (clause.Declaration is { Identifier: { RawKind: not 0, ValueText: { Length: > 0 } declared } })
            return declared;

        var name = FreshNames.ForLocal(file, clause, "ex", "exception", "cause", "tokenError", "credentialError");
        if (clause.Declaration is { } declaration)
            plan.Insert(file, declaration.Type.Span.End, " " + name);
        else
            plan.Insert(file, clause.CatchKeyword.Span.End, " (" + new TypeNames(file, clause.SpanStart, plan).Of("System.Exception") + " " + name + ")");
        return name;
    }
}

using System.Collections.Generic;
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
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1010: throws an RpcException with status Unauthenticated instead of sending the call without its credential.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CredentialsFailOpenFix : GrpcAuthFixProvider
{
    /// <summary>A cancelled call ends as Cancelled by itself, and an RpcException says its own status.</summary>
    private static readonly string[] GoingThrough = { "System.OperationCanceledException", "Grpc.Core.RpcException" };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1010");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        var isPlanned = at.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is { } clause && clause.CatchKeyword.SpanStart == diagnostic.Location.SourceSpan.Start
            ? TryRethrow(plan, at.File, clause)
            : EmptyTextIn(at.Node) is { } empty ? TryThrowInstead(plan, at.File, empty)
            : at.Node.FirstAncestorOrSelf<IfStatementSyntax>() is { } test
                && test.Condition.Span == diagnostic.Location.SourceSpan
                && TryThrowWhenMissing(plan, at.File, test, diagnostic.Properties.ContainsKey(FixHints.Returns));
        return Plans(isPlanned ? plan.Build("Fail the call with status Unauthenticated") : null);
    }

    /// <summary>The empty text that a reported <c>??</c> or <c>?:</c> gives in the place of a missing token; null for other nodes.</summary>
    private static ExpressionSyntax? EmptyTextIn(SyntaxNode node)
    {
        while (((node as ParenthesizedExpressionSyntax)?.Expression ?? (node as ArgumentSyntax)?.Expression) is { } inner)
            node = inner;

        return node switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce.Right,
            ConditionalExpressionSyntax { WhenTrue: var first, WhenFalse: var second } => IsEmptyText(first) ? first : IsEmptyText(second) ? second : null,
            _ => null,
        };
    }

    private static bool IsEmptyText(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { Token.Value: "" }
            or MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "Empty",
            Expression: PredefinedTypeSyntax or IdentifierNameSyntax { Identifier.ValueText: "String" }
        };

    private static bool TryThrowInstead(FixPlanBuilder plan, SourceFile file, ExpressionSyntax empty)
    {
        plan.Replace(file, empty.Span, Throw(plan, file, empty.SpanStart, "No token was obtained.", cause: null).TrimEnd(';'));
        return true;
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

        var statement = GoesThrough(file, clause)
            ? "throw;"
            : Throw(plan, file, clause.SpanStart, "The token could not be obtained.", DeclareCaught(plan, file, clause));
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

    private static bool GoesThrough(SourceFile file, CatchClauseSyntax clause) =>
        clause.Declaration is { } declaration
        && GoingThrough.Any(name => GrpcSymbols.IsA(file.Model.GetTypeInfo(declaration.Type).Type, TypeNames.TypeOf(file.Compilation, name)));

    /// <summary>
    /// Declares the caught error where it has no name, and leaves the errors out that go through as they are. The name; null where this version of gRPC cannot
    /// take it (before 2.27).
    /// </summary>
    private static string? DeclareCaught(FixPlanBuilder plan, SourceFile file, CatchClauseSyntax clause)
    {
        var takesCause = TypeNames.TypeOf(file.Compilation, "Grpc.Core.Status") is { } status
            && status.InstanceConstructors.Any(static c => c.Parameters.Length == 3);
        var names = new TypeNames(file, clause.SpanStart, plan);
        var caught = clause.Declaration is { } written ? file.Model.GetTypeInfo(written.Type).Type : TypeNames.TypeOf(file.Compilation, "System.Exception");
        var through = GoingThrough
            .Where(type => TypeNames.TypeOf(file.Compilation, type) is { } symbol && GrpcSymbols.IsA(symbol, caught as INamedTypeSymbol)
                && !LeavesOut(file, clause, clause.Filter?.FilterExpression, symbol)
                && !IsCaughtBefore(file, clause, symbol))
            .Select(names.Of)
            .ToList();
        if (!takesCause && through.Count == 0)
            return null;

        var name = clause.Declaration?.Identifier.ValueText is { Length: > 0 } declared
            ? declared
            : FreshNames.ForLocal(file, clause, "ex", "exception", "cause", "tokenError", "credentialError");
        var test = through.Count == 0 ? "" : Test(file, name, through);
        var when = test.Length == 0 || clause.Filter is not null ? "" : " when (" + test + ")";
        if (clause.Declaration is null)
            plan.Insert(file, clause.CatchKeyword.Span.End, " (" + names.Of("System.Exception") + " " + name + ")" + when);
        else if (name != clause.Declaration.Identifier.ValueText)
            plan.Replace(file, TextSpan.FromBounds(clause.Declaration.Type.Span.End, clause.Declaration.Span.End), " " + name + ")" + when);
        else
            plan.Insert(file, clause.Declaration.Span.End, when);

        if (clause.Filter is { } filter && test.Length > 0)
            plan.Replace(file, filter.FilterExpression.Span, And(filter.FilterExpression) + " && " + test);
        return takesCause ? name : null;
    }

    private static bool IsCaughtBefore(SourceFile file, CatchClauseSyntax clause, INamedTypeSymbol type) =>
        clause.Parent is TryStatementSyntax { Catches: var catches }
        && catches.TakeWhile(c => c != clause).Any(c => c is { Filter: null, Declaration.Type: var caught } && Covers(file, caught, type));

    /// <summary>Whether a filter tests the type of the error, and no error of this type passes: <c>ex is not T</c>, <c>ex is A or B</c>.</summary>
    private static bool LeavesOut(SourceFile file, CatchClauseSyntax clause, ExpressionSyntax? filter, INamedTypeSymbol type)
    {
        if (filter is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both)
            return LeavesOut(file, clause, both.Left, type) || LeavesOut(file, clause, both.Right, type);

        var tested = (filter as IsPatternExpressionSyntax)?.Expression ?? (filter as BinaryExpressionSyntax)?.Left;
        return (tested as IdentifierNameSyntax)?.Identifier.ValueText == clause.Declaration?.Identifier.ValueText && filter switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression, Right: var only } => !Passes(file, only, type),
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: var but } } => Types(but) is { } left && left.Any(t => Covers(file, t, type)),
            IsPatternExpressionSyntax { Pattern: var pattern } => Types(pattern) is { } some && some.All(t => !Passes(file, t, type)),
            _ => false,
        };
    }

    /// <summary>The types of <c>A or B</c>; null for other patterns.</summary>
    private static List<SyntaxNode>? Types(PatternSyntax pattern)
    {
        switch (pattern)
        {
            case ParenthesizedPatternSyntax { Pattern: var inner }:
                return Types(inner);
            case BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } or:
                return Types(or.Left) is { } left && Types(or.Right) is { } right ? left.Concat(right).ToList() : null;
            case ConstantPatternSyntax { Expression: var type }:
                return new List<SyntaxNode> { type };
            case TypePatternSyntax { Type: var type }:
                return new List<SyntaxNode> { type };
            case DeclarationPatternSyntax { Type: var type }:
                return new List<SyntaxNode> { type };
            default:
                return null;
        }
    }

    private static bool Covers(SourceFile file, SyntaxNode tested, INamedTypeSymbol type) => GrpcSymbols.IsA(type, TypeIn(file, tested));

    /// <summary>Whether an error of the type, or of a type that derives from it, may be of the tested type. True for what is no type.</summary>
    private static bool Passes(SourceFile file, SyntaxNode tested, INamedTypeSymbol type) =>
        TypeIn(file, tested) is not { TypeKind: TypeKind.Class } other || GrpcSymbols.IsA(type, other) || GrpcSymbols.IsA(other, type);

    private static INamedTypeSymbol? TypeIn(SourceFile file, SyntaxNode tested) => file.Model.GetSymbolInfo(tested).Symbol as INamedTypeSymbol;

    private static string Test(SourceFile file, string name, List<string> types) =>
        file.Root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 }
            ? name + " is not " + (types.Count == 1 ? types[0] : "(" + string.Join(" or ", types) + ")")
            : "!(" + string.Join(" || ", types.Select(type => name + " is " + type)) + ")";

    private static string And(ExpressionSyntax test) =>
        test is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } or ConditionalExpressionSyntax
            ? "(" + test + ")"
            : test.ToString();

    private static string Throw(FixPlanBuilder plan, SourceFile file, int position, string detail, string? cause)
    {
        var names = new TypeNames(file, position, plan);
        return "throw new " + names.Of("Grpc.Core.RpcException") + "(new " + names.Of("Grpc.Core.Status") + "(" + names.Of("Grpc.Core.StatusCode")
            + ".Unauthenticated, \"" + detail + "\""
            + (cause is null ? "" : ", " + cause) + "));";
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1012: awaits the work; the function becomes asynchronous where it is not yet.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CallbackNotAwaitedFix : GrpcAuthFixProvider
{
    private const int MaxCallers = 4;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1012");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } work)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        return Plans(await TryAwaitAsync(session, plan, at.File, work, MaxCallers).ConfigureAwait(false)
            ? plan.Build("Await the operation before the call is sent")
            : null);
    }

    /// <summary>
    /// Awaits work, and what calls the function around it as a mere statement: of that the compiler warns as soon as the function is asynchronous (CS4014).
    /// </summary>
    private static async Task<bool> TryAwaitAsync(FixSession session, FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax work, int callers)
    {
        if (callers == 0
            || StatementOf(file, work) is not { } statement
            || !AwaitChain.IsAwaitable(file.Model.GetTypeInfo(work).Type)
            || PerCallFunction.Around(file, statement) is not { } function
            || !MayAwait(file, function, statement))
            return false;

        var others = OtherStatementsIn(file, function).Where(other => other != work).ToList();
        if (others.Exists(other => StatementOf(file, other) is not { } bare || !MayAwait(file, function, bare))
            || !function.TryMakeAsync(plan, others.Append(work).Select(call => StatementOf(file, call)!).ToList()))
            return false;

        foreach (var call in others.Append(work))
        {
            var isConfigured = call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" };
            plan.Replace(file, StatementOf(file, call)!.Span, "await " + call + (isConfigured ? "" : AwaitStyle.Suffix(file)) + ";");
        }

        if (function.IsAsynchronous || file.Model.GetDeclaredSymbol(function.Node) is not IMethodSymbol symbol)
            return true;

        foreach (var (place, reference) in await References.ToAsync(session, file.Document.Project, symbol).ConfigureAwait(false))
        {
            if (reference.Parent is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call
                && call.Expression == reference
                && PerCallFunction.Around(place, call) is not { IsAsynchronous: true }
                && !await TryAwaitAsync(session, plan, place, call, callers - 1).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The work that a function starts as mere statements, and that 1012 reports there, too. None in an asynchronous one, where the compiler warns of it
    /// already.
    /// </summary>
    private static IEnumerable<InvocationExpressionSyntax> OtherStatementsIn(SourceFile file, PerCallFunction around)
    {
        var node = around.Node;
        var function = around.IsAsynchronous || file.Facts is not { } facts ? null
            : file.Model.GetDeclaredSymbol(node) is IMethodSymbol method ? facts.Bodies.FunctionOf(method)
            : facts.Bodies.OperationOf(node) is { } written ? facts.Bodies.FunctionGivenBy(written) : null;
        return function is null
            ? Enumerable.Empty<InvocationExpressionSyntax>()
            : UnawaitedWork.In(function, consumer: null, ChannelOf.QueryOf(file, file.Facts!)).Select(static work => work.Start.Syntax)
                .OfType<InvocationExpressionSyntax>().Where(call => call.Parent is ExpressionStatementSyntax && node.Contains(call));
    }

    /// <summary>The statement that does nothing but start the work.</summary>
    private static StatementSyntax? StatementOf(SourceFile file, InvocationExpressionSyntax work)
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
        return statement is { Parent: BlockSyntax }
            && !file.HasComment(TextSpan.FromBounds(statement.SpanStart, work.SpanStart))
            && !file.HasComment(TextSpan.FromBounds(work.Span.End, statement.Span.End))
            ? statement
            : null;
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

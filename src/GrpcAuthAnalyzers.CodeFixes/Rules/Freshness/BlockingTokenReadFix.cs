using System.Collections.Immutable;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Freshness;

/// <summary>
/// GRPCAUTH3005: awaits the token if the function is asynchronous or can become so: a credential callback, an asynchronous handler.
/// Interceptor methods cannot await.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class BlockingTokenReadFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH3005");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } found
            || WaitAt(found, diagnostic.Location) is not { } wait
            || PerCallFunction.Around(at.File, wait) is not { } function
            || !MayAwait(at.File, function, wait))
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        if (!function.TryMakeAsync(plan))
            return ImmutableArray<FixPlan>.Empty;

        if (IsForSeveral(at.File, wait))
        {
            var name = ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)wait).Expression).Name;
            plan.Insert(at.File, wait.SpanStart, "await ");
            plan.Replace(at.File, name.Span, "When" + name.Identifier.ValueText.Substring("Wait".Length));
            plan.Insert(at.File, wait.Span.End, AwaitStyle.Suffix(at.File));
            return Plans(plan.Build("Await the token instead of blocking"));
        }

        if (TaskOf(wait) is not { } waited)
            return ImmutableArray<FixPlan>.Empty;

        var task = WithoutAdapter(at.File, waited);
        var type = at.File.Model.GetTypeInfo(task).Type;
        var awaited = "await " + WithCancellation(at.File, task, function, plan) + (type.IsTask() ? AwaitStyle.Suffix(at.File) : "");
        plan.Replace(at.File, wait.Span, IsReceiver(wait) ? "(" + awaited + ")" : awaited);
        return Plans(plan.Build("Await the token instead of blocking"));
    }

    private static ExpressionSyntax? WaitAt(ExpressionSyntax found, Location location)
    {
        foreach (var node in found.AncestorsAndSelf())
        {
            if (node.Span == location.SourceSpan && node is InvocationExpressionSyntax or MemberAccessExpressionSyntax)
                return (ExpressionSyntax)node;
        }

        return null;
    }

    /// <summary>Whether a statement is <c>Task.WaitAll(...)</c> or <c>Task.WaitAny(...)</c> without a limit or cancellation.</summary>
    private static bool IsForSeveral(SourceFile file, ExpressionSyntax wait) =>
        wait is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax, Parent: ExpressionStatementSyntax }
        && file.Model.GetSymbolInfo(wait).Symbol is IMethodSymbol { Name: "WaitAll" or "WaitAny", Parameters.Length: 1 } method
        && method.ContainingType.IsTask();

    /// <summary>What is waited for; null for a wait with a limit or a cancellation, and for one behind <c>?.</c>.</summary>
    private static ExpressionSyntax? TaskOf(ExpressionSyntax wait) => wait switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => result.Expression,
        InvocationExpressionSyntax
        {
            ArgumentList.Arguments.Count: 0,
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" } method, Parent: ExpressionStatementSyntax
        } =>
            method.Expression,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetResult",
                Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter }
            }
        } =>
            awaiter.Expression,
        _ => null,
    };

    /// <summary>
    /// The task or value task inside of what code needs only in order to block: <c>valueTask.AsTask()</c>, and <c>Task.Run(() => call)</c>, which keeps the
    /// call from a thread that waits.
    /// </summary>
    private static ExpressionSyntax WithoutAdapter(SourceFile file, ExpressionSyntax task) => task switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsTask" } method }
            when file.Model.GetTypeInfo(method.Expression).Type.IsTask() => method.Expression,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" } run, ArgumentList.Arguments: { Count: 1 } arguments
        } when arguments[0].Expression is ParenthesizedLambdaExpressionSyntax { AsyncKeyword.RawKind: 0, ExpressionBody: InvocationExpressionSyntax call }
            && file.Model.GetTypeInfo(call).Type.IsTask()
            && (file.Model.GetSymbolInfo(run).Symbol as IMethodSymbol)?.ContainingType.IsTask() == true => call,
        _ => task,
    };

    /// <summary>The call with the cancellation token of the function, where its method takes one and the code leaves it out.</summary>
    private static string WithCancellation(SourceFile file, ExpressionSyntax task, PerCallFunction function, FixPlanBuilder plan)
    {
        var argument = CancellationArgument.In(file, task);
        return argument.IsLeftOut && function.Cancellation(plan) is { } token
            ? task.ToString().Insert(argument.Position.Start - task.SpanStart, argument.Prefix + token)
            : task.ToString();
    }

    private static bool IsReceiver(ExpressionSyntax wait) => wait.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == wait,
        ElementAccessExpressionSyntax access => access.Expression == wait,
        ConditionalAccessExpressionSyntax access => access.Expression == wait,
        PostfixUnaryExpressionSyntax => true,
        _ => false,
    };

    /// <summary>Not in a lock, unsafe code, a query or a filter, and not where somebody catches what only a blocking wait throws.</summary>
    private static bool MayAwait(SourceFile file, PerCallFunction function, ExpressionSyntax wait)
    {
        for (SyntaxNode? current = wait; current is not null && current != function.Node; current = current.Parent)
        {
            if (current is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax)
                return false;

            if (current.Parent is TryStatementSyntax attempt && current == attempt.Block)
            {
                foreach (var handler in attempt.Catches)
                {
                    if (handler.Declaration is { } declaration && file.Model.GetTypeInfo(declaration.Type).Type.Is("System.AggregateException"))
                        return false;
                }
            }
        }

        // An expression is no statement: it becomes the body of an asynchronous function only where it is that already.
        return function.IsAsynchronous
            || function.Node is AnonymousFunctionExpressionSyntax { Block: not null } or LocalFunctionStatementSyntax { Body: not null }
                or MethodDeclarationSyntax { Body: not null };
    }
}

using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>A function that runs for each call, and what it takes to await a token in it.</summary>
internal sealed class PerCallFunction
{
    private readonly SourceFile _file;

    private PerCallFunction(SourceFile file, SyntaxNode node)
    {
        _file = file;
        Node = node;
    }

    /// <summary>The lambda, local function or method.</summary>
    internal SyntaxNode Node { get; }

    internal bool IsAsynchronous => ModifiersOf(Node).Any(SyntaxKind.AsyncKeyword) || Node is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: not 0 };

    /// <summary>The innermost function around a node; null in an initializer or an accessor.</summary>
    internal static PerCallFunction? Around(SourceFile file, SyntaxNode node) =>
        FunctionOf(node) is { } function ? new PerCallFunction(file, function) : null;

    /// <summary>Whether a node stands where <c>await</c> may be written.</summary>
    internal static bool IsAsync(SyntaxNode node)
    {
        if (node
            .Ancestors()
            .TakeWhile(static n => n is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(static n => n is LockStatementSyntax or QueryExpressionSyntax))
            return false;

        return FunctionOf(node) is { } function
            ? ModifiersOf(function).Any(SyntaxKind.AsyncKeyword) || function is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: not 0 }
            : node.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null;
    }

    /// <summary>The expression of the cancellation token that the function is given; null when it has none that can be named.</summary>
    internal string? Cancellation(FixPlanBuilder plan)
    {
        foreach (var parameter in Parameters())
        {
            if (_file.Model.GetDeclaredSymbol(parameter) is not IParameterSymbol symbol)
                continue;
            if (symbol.Type.IsCancellationToken())
                return symbol.Name;
            if (GrpcSymbols.Is(symbol.Type, _file.Symbols?.AuthInterceptorContext) && symbol.Type.GetMembers("CancellationToken").Any())
                return NameOf(plan, parameter) + ".CancellationToken";
        }

        return null;
    }

    /// <summary>
    /// Makes the function asynchronous. False, and nothing is written, when its returns are not those of a completed task, or of a call whose result is
    /// handed on, and when it starts other work with metadata and drops the task. <paramref name="awaited"/> are the statements that the caller changes.
    /// </summary>
    internal bool TryMakeAsync(FixPlanBuilder plan, IReadOnlyCollection<StatementSyntax>? awaited = null)
    {
        if (IsAsynchronous)
            return true;

        var symbol = _file.Model.GetSymbolInfo(Node).Symbol as IMethodSymbol ?? _file.Model.GetDeclaredSymbol(Node) as IMethodSymbol;
        if (symbol is null
            || symbol.ReturnType is not INamedTypeSymbol result
            || !result.Is("System.Threading.Tasks.Task")
            || symbol.Parameters.Any(static p => p.RefKind != RefKind.None)
            || Body() is not { } body
            || IsUnsafe()
            || DroppedTasks(body, awaited) is not { } dropped)
            return false;

        var returns = InBody(body).OfType<ReturnStatementSyntax>().ToList();
        if (!returns.All(r => result.Arity == 0 ? IsCompleted(r.Expression) : IsPassedOn(r, body)))
            return false;

        foreach (var statement in dropped)
            plan.Insert(_file, statement.SpanStart, "_ = ");
        foreach (var statement in returns)
        {
            if (result.Arity > 0)
            {
                plan.Insert(_file, statement.Expression!.SpanStart, "await ");
                if (AwaitStyle.Suffix(_file) is { Length: > 0 } suffix)
                    plan.Insert(_file, statement.Expression.Span.End, suffix);
            }
            else if (statement.Parent == body && body.Statements.Last() == statement)
                plan.Replace(_file, _file.Layout.Removal(statement), "");
            else
                plan.Replace(_file, TextSpan.FromBounds(statement.ReturnKeyword.Span.End, statement.SemicolonToken.SpanStart), "");
        }

        plan.Insert(_file, AsyncPosition(), "async ");
        return true;
    }

    /// <summary>Unsafe code has no await, and an asynchronous function no variable that lives on the stack only.</summary>
    private bool IsUnsafe() =>
        Node.AncestorsAndSelf().Any(
            static n => n is UnsafeStatementSyntax || n is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.UnsafeKeyword))
            || InBody(Node).Any(n => n is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax
                && _file.Model.GetDeclaredSymbol(n) is ILocalSymbol local && (local.RefKind != RefKind.None || local.Type.IsRefLikeType));

    /// <summary>The statements that drop a task, of which the compiler warns in an asynchronous function only (CS4014); null where one gets metadata.</summary>
    private List<StatementSyntax>? DroppedTasks(BlockSyntax body, IReadOnlyCollection<StatementSyntax>? awaited)
    {
        var dropped = new List<StatementSyntax>();
        foreach (var statement in InBody(body).OfType<ExpressionStatementSyntax>())
        {
            if (awaited?.Contains(statement) == true || statement.Expression is AssignmentExpressionSyntax or AwaitExpressionSyntax
                || !AwaitChain.IsAwaitable(_file.Model.GetTypeInfo(statement.Expression).Type)
                || _file.Model.GetSymbolInfo(statement.Expression).Symbol is IMethodSymbol { IsAsync: true })
                continue;

            if (_file.Model.LookupSymbols(statement.SpanStart, name: "_").Any()
                || statement.DescendantNodes().OfType<ArgumentSyntax>()
                    .Any(a => GrpcSymbols.Is(_file.Model.GetTypeInfo(a.Expression).Type, _file.Symbols?.Metadata)))
                return null;

            dropped.Add(statement);
        }

        return dropped;
    }

    private static IEnumerable<SyntaxNode> InBody(SyntaxNode function) =>
        function.DescendantNodes(n => n == function || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>Whether a return hands on the task of a call, outside of anything that ends with the function: <c>return base.SendAsync(...);</c></summary>
    private static bool IsPassedOn(ReturnStatementSyntax statement, BlockSyntax body) =>
        statement.Expression is InvocationExpressionSyntax
            && !statement
                .Ancestors()
                .TakeWhile(node => node != body)
                .Any(static node => node is TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax);

    private static bool IsCompleted(ExpressionSyntax? expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" } } => true,
        _ => false,
    };

    /// <summary>The block of the function; null for an expression body.</summary>
    internal BlockSyntax? Body() => Node switch
    {
        AnonymousFunctionExpressionSyntax function => function.Block,
        LocalFunctionStatementSyntax local => local.Body,
        MethodDeclarationSyntax method => method.Body,
        _ => null,
    };

    private int AsyncPosition() => Node switch
    {
        MethodDeclarationSyntax method => method.ReturnType.SpanStart,
        LocalFunctionStatementSyntax local => local.ReturnType.SpanStart,
        AnonymousMethodExpressionSyntax anonymous => anonymous.DelegateKeyword.SpanStart,
        ParenthesizedLambdaExpressionSyntax { ReturnType: { } type } => type.SpanStart,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.SpanStart,
        SimpleLambdaExpressionSyntax simple => simple.Parameter.SpanStart,
        _ => Node.SpanStart,
    };

    private IEnumerable<ParameterSyntax> Parameters() => Node switch
    {
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
        AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
        MethodDeclarationSyntax method => method.ParameterList.Parameters,
        _ => Enumerable.Empty<ParameterSyntax>(),
    };

    // A parameter that is called _ gets a name, since it is used now.
    private string NameOf(FixPlanBuilder plan, ParameterSyntax parameter)
    {
        var name = parameter.Identifier.ValueText;
        if (name != "_" || Node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static n => n.Identifier.ValueText == "_"))
            return name;

        var fresh = FreshNames.At(_file, Node.SpanStart, "context", "authContext");
        plan.Replace(_file, parameter.Identifier.Span, fresh);
        return fresh;
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax:
                    return ancestor;
                case AccessorDeclarationSyntax or GlobalStatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private static SyntaxTokenList ModifiersOf(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax anonymous => anonymous.Modifiers,
        LocalFunctionStatementSyntax local => local.Modifiers,
        MethodDeclarationSyntax method => method.Modifiers,
        _ => default,
    };
}

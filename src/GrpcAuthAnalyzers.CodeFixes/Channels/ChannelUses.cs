using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>
/// Where a channel goes from the place that makes it: the clients that are made over it and the calls that are made through them. A fix asks this
/// before it gives the channel a token, since a call that brings its own would send two.
/// </summary>
internal sealed class ChannelUses
{
    private const int MostSymbols = 100;
    private readonly FixSession _session;
    private readonly Project _project;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<(SourceFile, ExpressionSyntax)> _invokers = new();
    private readonly List<(SourceFile, InvocationExpressionSyntax)> _calls = new();
    private readonly List<(SourceFile, InvocationExpressionSyntax)> _intercepts = new();

    private ChannelUses(FixSession session, Project project)
    {
        _session = session;
        _project = project;
    }

    /// <summary>False when the channel goes somewhere that could not be followed.</summary>
    internal bool IsComplete { get; private set; } = true;

    /// <summary>The expressions that hand the channel to a client's constructor, or to the <c>CreateGrpcService</c> of a code-first client.</summary>
    internal IReadOnlyList<(SourceFile File, ExpressionSyntax Argument)> Invokers => _invokers;

    internal IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Call)> Calls => _calls;

    /// <summary>The <c>Intercept</c> calls over the channel and its invokers.</summary>
    internal IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Intercept)> Intercepts => _intercepts;

    internal static Task<ChannelUses> OfAsync(FixSession session, SourceFile file, ExpressionSyntax creation) =>
        session.OnceAsync((file.Key, creation.Span, "reach"), async () =>
        {
            var reach = new ChannelUses(session, file.Document.Project);
            await reach.FollowAsync(file, creation).ConfigureAwait(false);
            return reach;
        });

    private async Task FollowAsync(SourceFile file, ExpressionSyntax expression)
    {
        expression = Outermost(expression);
        switch (expression.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                await FollowAsync(file.Model.GetDeclaredSymbol(declarator)).ConfigureAwait(false);
                break;
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                await FollowAsync(file.Model.GetDeclaredSymbol(property)).ConfigureAwait(false);
                break;
            case AssignmentExpressionSyntax assignment when assignment.Right == expression:
                await FollowAsync(file.Model.GetSymbolInfo(assignment.Left).Symbol).ConfigureAwait(false);
                await FollowAsync(file, assignment).ConfigureAwait(false);
                break;
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                await FollowAsync(Returning(file, expression)).ConfigureAwait(false);
                break;
            case ArgumentSyntax argument:
                await FollowArgumentAsync(file, argument).ConfigureAwait(false);
                break;
            case MemberAccessExpressionSyntax member when member.Expression == expression:
                await FollowReceiverAsync(file, member).ConfigureAwait(false);
                break;
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax } invocation }:
                await FollowInvocationAsync(file, invocation).ConfigureAwait(false);
                break;
            case ExpressionStatementSyntax or UsingStatementSyntax:
                break;
            default:
                IsComplete = false;
                break;
        }
    }

    private async Task FollowAsync(ISymbol? symbol)
    {
        if (symbol is null || symbol.DeclaringSyntaxReferences.IsEmpty || _seen.Count > MostSymbols)
        {
            IsComplete = false;
            return;
        }

        if (!_seen.Add(symbol))
            return;

        var documents = System.Collections.Immutable.ImmutableHashSet.CreateRange(_project.Documents);
        foreach (var reference in await SymbolFinder.FindReferencesAsync(symbol, _session.Solution, documents, _session.Cancellation).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                if (await _session.OpenAsync(location.Document).ConfigureAwait(false) is not { } file
                    || file.Root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax name)
                    continue;

                var use = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : name;
                if (symbol is IMethodSymbol && use.Parent is InvocationExpressionSyntax invocation && invocation.Expression == use)
                    use = invocation;
                if (use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use)
                    continue;

                await FollowAsync(file, use).ConfigureAwait(false);
            }
        }
    }

    private async Task FollowArgumentAsync(SourceFile file, ArgumentSyntax argument)
    {
        var called = argument.Parent?.Parent;
        if (called is null || file.Model.GetSymbolInfo(called).Symbol is not IMethodSymbol method)
        {
            IsComplete = false;
            return;
        }

        if (method.MethodKind == MethodKind.Constructor && GrpcSymbols.IsA(method.ContainingType, file.Symbols?.ClientBase))
        {
            // Of a client that calls base(...) or this(...) with it, every instance is meant: those are not followed.
            if (called is not ExpressionSyntax creation)
            {
                IsComplete = false;
                return;
            }

            _invokers.Add((file, argument.Expression));
            await FollowAsync(file, creation).ConfigureAwait(false);
            return;
        }

        // An extension method that is called as a static method: CreateGrpcService(channel)
        if (method.IsExtensionMethod && IsPassedOn(method))
        {
            Note(file, (ExpressionSyntax)called, method, argument.Expression);
            await FollowAsync(file, (ExpressionSyntax)called).ConfigureAwait(false);
            return;
        }

        await FollowAsync(ParameterOf(method, argument)).ConfigureAwait(false);
    }

    private async Task FollowReceiverAsync(SourceFile file, MemberAccessExpressionSyntax member)
    {
        if (member.Parent is InvocationExpressionSyntax invocation && invocation.Expression == member)
            await FollowInvocationAsync(file, invocation).ConfigureAwait(false);
    }

    private async Task FollowInvocationAsync(SourceFile file, InvocationExpressionSyntax invocation)
    {
        if (file.Model.GetSymbolInfo(invocation).Symbol is not IMethodSymbol method)
            return;

        if (IsCall(file, invocation, method))
            _calls.Add((file, invocation));
        else if (IsPassedOn(method))
        {
            Note(file, invocation, method, (invocation.Expression as MemberAccessExpressionSyntax)?.Expression);
            await FollowAsync(file, invocation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether an invocation on a client or invoker is a gRPC call. So is one through any interface that takes headers or options, for it may wrap the
    /// client: a call that is missed here would get a second credential.
    /// </summary>
    private static bool IsCall(SourceFile file, InvocationExpressionSyntax invocation, IMethodSymbol method) =>
        CompilationFacts.For(file.Compilation) is { } facts
        && (method.ContainingType.TypeKind == TypeKind.Interface && facts.Symbols.TakesCallOptions(method)
            || facts.Bodies.OperationOf(invocation) is { } operation && GrpcCall.From(operation, facts) is not null);

    private void Note(SourceFile file, ExpressionSyntax called, IMethodSymbol method, ExpressionSyntax? invoker)
    {
        if (method.Name == "Intercept" && called is InvocationExpressionSyntax intercept)
            _intercepts.Add((file, intercept));
        else if (method.Name == "CreateGrpcService" && invoker is not null)
            _invokers.Add((file, invoker));
    }

    private static bool IsPassedOn(IMethodSymbol method) => method.Name is "CreateCallInvoker" or "CreateGrpcService" or "Intercept" or "WithHost";

    private static ExpressionSyntax Outermost(ExpressionSyntax expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or ConditionalExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }
            || expression.Parent is BinaryExpressionSyntax binary && (binary.IsKind(SyntaxKind.CoalesceExpression) || binary.IsKind(SyntaxKind.AsExpression)))
        {
            expression = (ExpressionSyntax)expression.Parent;
        }

        return expression;
    }

    private static ISymbol? Returning(SourceFile file, SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax:
                    return null;
                case LocalFunctionStatementSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax:
                    return file.Model.GetDeclaredSymbol(ancestor);
            }
        }

        return null;
    }

    private static ISymbol? ParameterOf(IMethodSymbol method, ArgumentSyntax argument)
    {
        if (argument.NameColon is { } name)
            return method.Parameters.FirstOrDefault(p => p.Name == name.Name.Identifier.ValueText);

        var index = argument.Parent is BaseArgumentListSyntax list ? list.Arguments.IndexOf(argument) : -1;
        return index >= 0 && index < method.Parameters.Length && !method.Parameters[index].IsParams ? method.Parameters[index] : null;
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>Passes a call the headers or options that another call of its client passes, where the expression means the same.</summary>
internal static class SiblingHeaders
{
    /// <summary>
    /// The plan that passes to <paramref name="call"/> what the argument of a sibling says: its expression, the headers in its call options, or what a
    /// local that is only passed on was made from. Null when none of them means the same at the call, or holds no credential there yet, and for headers that
    /// another rule reports: a token that is hard-coded (2001) or kept (3001) is not sent with one more call.
    /// </summary>
    internal static async Task<FixPlan?> PlanAsync(
        FixSession session, SourceFile file, InvocationExpressionSyntax call, SourceFile siblingFile, ArgumentSyntax sibling)
    {
        if (await ReportedHeaders.AreBehindAsync(session, siblingFile, sibling.Expression).ConfigureAwait(false))
            return null;

        foreach (var expression in Candidates(siblingFile, sibling.Expression))
        {
            var plan = new FixPlanBuilder();
            if (new CredentialLoop(file, call, default).IsClosedBy(expression)
                || !IsSame(siblingFile, expression, file, call)
                || Moved(siblingFile, expression, file, call, plan) is not { } moved
                || OnOneLine(moved) is not { } text)
                continue;

            var type = siblingFile.Model.GetTypeInfo(expression).ConvertedType;
            if (GrpcSymbols.Is(type, siblingFile.Symbols?.Metadata)
                ? HeadersArgument.TryPass(plan, file, call, text)
                : GrpcSymbols.IsCallOptions(type, siblingFile.Symbols) && HeadersArgument.TryPassOptions(plan, file, call, text))
                return plan.Build("Pass the same headers as the other calls of this client");
        }

        return null;
    }

    private static IEnumerable<ExpressionSyntax> Candidates(SourceFile file, ExpressionSyntax expression)
    {
        if (expression is BaseObjectCreationExpressionSyntax { ArgumentList: { } list, Initializer: null } options
            && GrpcSymbols.IsCallOptions(file.Model.GetTypeInfo(options).Type, file.Symbols))
        {
            foreach (var argument in list.Arguments)
            {
                if (HeadersArgument.IsMetadata(file, argument))
                    expression = argument.Expression;
            }
        }

        yield return expression;
        if (InitializerOf(file, expression) is { } initializer)
            yield return initializer;
    }

    /// <summary>What a local is made from that is declared with it, written once, and otherwise only passed to calls; null for others.</summary>
    private static ExpressionSyntax? InitializerOf(SourceFile file, ExpressionSyntax expression)
    {
        if (file.Model.GetSymbolInfo(expression).Symbol is not ILocalSymbol local
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value })
            return null;

        var isPassedOn = UsesOf(file, local).All(static use => use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.None });
        return isPassedOn && value is not BaseObjectCreationExpressionSyntax { RawKind: (int)SyntaxKind.ImplicitObjectCreationExpression } ? value : null;
    }

    private static bool IsSame(SourceFile from, ExpressionSyntax expression, SourceFile to, InvocationExpressionSyntax call)
    {
        var awaits = expression.DescendantNodesAndSelf().Any(static n => n is AwaitExpressionSyntax);
        return (!awaits || PerCallFunction.IsAsync(call))
            && !IsWrittenAgain(from, expression)
            && MayHoldCredential(from, expression, to, call);
    }

    /// <summary>The expression as it means the same at the call, with the cancellation token that is at hand there; null when it cannot stand there.</summary>
    private static ExpressionSyntax? Moved(SourceFile from, ExpressionSyntax expression, SourceFile to, InvocationExpressionSyntax call, FixPlanBuilder plan)
    {
        if (ExpressionTransfer.CanMove(from, expression, to, call))
            return expression;

        return CancellationArgument.In(from, expression).Written is IdentifierNameSyntax written
            && from.Model.GetSymbolInfo(written).Symbol is IParameterSymbol or ILocalSymbol
            && ExpressionTransfer.CanMove(from, expression, to, call, written)
                ? expression.ReplaceNode(written, SyntaxFactory.ParseExpression(CancellationAt(to, call, plan)))
                : null;
    }

    /// <summary>The cancellation token that the call passes, else one of its function, else none.</summary>
    private static string CancellationAt(SourceFile file, InvocationExpressionSyntax call, FixPlanBuilder plan)
    {
        var own = call.ArgumentList.Arguments.Select(static argument => argument.Expression)
            .FirstOrDefault(e => e is IdentifierNameSyntax or MemberAccessExpressionSyntax && file.Model.GetTypeInfo(e).Type?.IsCancellationToken() == true);
        if (own is not null)
            return own.ToString();

        var visible = VisibleSymbols.At(file, call)
            .FirstOrDefault(symbol => symbol is IParameterSymbol or ILocalSymbol && VisibleSymbols.TypeOf(file, symbol)?.IsCancellationToken() == true);
        return visible is null
            ? new TypeNames(file, call.SpanStart, plan).Of("System.Threading.CancellationToken") + ".None"
            : VisibleSymbols.Text(visible);
    }

    /// <summary>A local that is written twice may hold something else at the call.</summary>
    private static bool IsWrittenAgain(SourceFile file, ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Select(name => file.Model.GetSymbolInfo(name).Symbol).OfType<ILocalSymbol>()
            .Any(local => UsesOf(
                file,
                local).Any(static use => use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use
                    || use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None }));

    /// <summary>False when it is known that the headers hold no credential when the call runs: it is added later.</summary>
    private static bool MayHoldCredential(SourceFile from, ExpressionSyntax expression, SourceFile to, InvocationExpressionSyntax call)
    {
        if (to.Facts is not { } facts
            || facts.Bodies.OperationOf(call) is not { } until
            || facts.Bodies.OperationOf(expression) is not { } headers)
            return true;

        var query = new CredentialQuery(facts, to.GrpcAuthOptions, until);
        var isMetadata = GrpcSymbols.Is(from.Model.GetTypeInfo(expression).ConvertedType, from.Symbols?.Metadata);
        return (isMetadata
            ? HeadersLayer.Of(query, new TracedValue(headers))
            : CallOptionsLayer.Of(query, new TracedValue(headers))).Presence != CredentialPresence.Absent;
    }

    private static IEnumerable<IdentifierNameSyntax> UsesOf(SourceFile file, ILocalSymbol local) =>
        file.Root.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(n).Symbol, local));

    /// <summary>The expression without its line breaks; null when it holds comments or text over several lines.</summary>
    private static string? OnOneLine(ExpressionSyntax expression)
    {
        var text = expression.ToString();
        if (text.IndexOf('\n') < 0)
            return text;

        var result = new StringBuilder();
        var last = expression.GetLastToken();
        foreach (var token in expression.DescendantTokens())
        {
            var next = token.GetNextToken();
            var between = token.TrailingTrivia.Concat(next.LeadingTrivia).ToList();
            if (token.Text.IndexOf('\n') >= 0
                || token != last && between.Any(static t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)))
                return null;

            if (!(token.IsKind(SyntaxKind.CommaToken) && next.IsKind(SyntaxKind.CloseBraceToken)))
                result.Append(token.Text);
            if (token != last
                && between.Any()
                && !token.IsKind(SyntaxKind.OpenParenToken)
                && !next.IsKind(SyntaxKind.CloseParenToken)
                && !next.IsKind(SyntaxKind.DotToken))
                result.Append(' ');
        }

        return result.ToString();
    }
}

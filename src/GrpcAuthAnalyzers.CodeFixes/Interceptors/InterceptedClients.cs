using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>Makes clients from the invoker that <c>channel.Intercept(...)</c> returns instead of from the channel.</summary>
internal static class InterceptedClients
{
    /// <summary>
    /// The plan for a dropped <c>Intercept</c>; null unless the channel is a variable of the function, every client that is made from it is made in the block
    /// of the call, and nothing else is done with it but to close it. A call that comes after the clients moves before the first of them.
    /// </summary>
    internal static FixPlan? Plan(SourceFile file, InvocationExpressionSyntax intercept, ExpressionSyntax channel)
    {
        if (!GrpcMethods.IsIntercept(file, intercept) || intercept.Expression is not MemberAccessExpressionSyntax { Expression: var receiver }
            || receiver != channel
            || channel is not IdentifierNameSyntax || !GrpcSymbols.IsA(file.Model.GetTypeInfo(channel).Type, file.Symbols?.ChannelBase)
            || file.Model.GetSymbolInfo(channel).Symbol is not (ILocalSymbol
                or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } })
            || file.Model.GetSymbolInfo(channel).Symbol is not { } symbol
            || BlockStatementOf(intercept) is not { } statement
            || ClientsOf(file, symbol, statement) is not { Count: > 0 } clients)
            return null;

        var plan = new FixPlanBuilder();
        var name = NameOf(file, intercept, symbol.Name);
        var first = StatementIn(statement.Parent!, clients[0]);
        if (first.SpanStart < statement.SpanStart)
        {
            if (!CanMove(file, intercept, first, statement))
                return null;

            plan.Insert(file, first.SpanStart, "var " + name + " = " + intercept + ";" + file.Layout.BreakAt(first.SpanStart));
            plan.Replace(file, file.Layout.Removal(statement), "");
        }
        else if (intercept.Parent is AssignmentExpressionSyntax discard)
            plan.Replace(file, discard.Left.Span, "var " + name);
        else if (intercept.Parent is ExpressionStatementSyntax)
            plan.Insert(file, intercept.SpanStart, "var " + name + " = ");
        foreach (var client in clients)
            plan.Replace(file, client.Span, name);

        return plan.Build("Create the clients from the invoker that 'Intercept' returns");
    }

    /// <summary>The statement of the call, where it stands directly in a block: what it declares can be seen by all that follows.</summary>
    private static StatementSyntax? BlockStatementOf(InvocationExpressionSyntax intercept)
    {
        var statement = intercept.Parent switch
        {
            ExpressionStatementSyntax alone => alone,
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax discarded } => discarded,
            EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax declaration } => (StatementSyntax)declaration,
            _ => null,
        };
        return statement?.Parent is BlockSyntax or GlobalStatementSyntax ? statement : null;
    }

    /// <summary>The statement of a block, or of the program, that a node stands in.</summary>
    private static StatementSyntax StatementIn(SyntaxNode block, SyntaxNode node) => node.Ancestors().OfType<StatementSyntax>()
        .Last(s => s.Parent == block || block is GlobalStatementSyntax && s.Parent is GlobalStatementSyntax);

    /// <summary>Whether the call does the same before an earlier statement: it names only what has its value there, and runs no other code.</summary>
    private static bool CanMove(SourceFile file, InvocationExpressionSyntax intercept, StatementSyntax before, StatementSyntax statement)
    {
        if (!ExpressionTransfer.CanMove(file, intercept, file, before)
            || intercept.ArgumentList.DescendantNodes(static n => n is not AnonymousFunctionExpressionSyntax)
                .Any(static n => n is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax)
            || statement.GetLeadingTrivia().Any(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia)))
            return false;

        var names = new HashSet<string>(intercept.DescendantNodes().OfType<IdentifierNameSyntax>().Select(static n => n.Identifier.ValueText));
        var block = before.Parent is GlobalStatementSyntax ? file.Root : before.Parent!;
        return !block.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(
            a => a.SpanStart >= before.SpanStart && a.Span.End <= statement.SpanStart && a.Left is IdentifierNameSyntax left
                && names.Contains(left.Identifier.ValueText));
    }

    private static string NameOf(SourceFile file, InvocationExpressionSyntax intercept, string channel)
    {
        if (intercept.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator })
            return declarator.Identifier.Text;

        // One name for each channel, so that the plans for two channels of one function agree.
        var name = channel == "channel"
            ? "invoker"
            : channel.EndsWith("Channel", StringComparison.Ordinal) ? channel.Substring(0, channel.Length - "Channel".Length) + "Invoker" : channel + "Invoker";
        return FreshNames.ForLocal(file, intercept, name, channel + "Intercepted");
    }

    /// <summary>The mentions of the channel that make clients; null when one cannot be changed, or when the channel is used in another way.</summary>
    private static List<ExpressionSyntax>? ClientsOf(SourceFile file, ISymbol channel, StatementSyntax statement)
    {
        var clients = new List<ExpressionSyntax>();
        var isGlobal = statement.Parent is GlobalStatementSyntax;
        var isDeclaration = statement is LocalDeclarationStatementSyntax;
        var block = isGlobal ? file.Root : statement.Parent!;
        var member = isGlobal
            ? file.Root
            : statement.Ancestors().First(static a => a is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        foreach (var mention in member.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (mention.Identifier.ValueText != channel.Name
                || statement.Span.Contains(mention.Span)
                || !SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(mention).Symbol, channel))
                continue;

            if (mention.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation }
                && InterceptText.MayTakeInvoker(file, file.Model.GetTypeInfo(creation).Type))
            {
                if (!block.Span.Contains(mention.Span) || isDeclaration && mention.SpanStart < statement.Span.End)
                    return null;

                clients.Add(mention);
            }
            else if (mention.Parent is not MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "ShutdownAsync" or "Dispose" or "DisposeAsync"
                or "ConnectAsync" or "State" or "Target"
            } access
                || access.Expression != mention)
            {
                return null;
            }
        }

        return clients;
    }
}

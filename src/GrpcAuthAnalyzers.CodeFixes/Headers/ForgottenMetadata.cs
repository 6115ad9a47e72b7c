using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>Metadata with a credential that a local holds and that no call gets (GRPCAUTH1007), and the one call that lacks it.</summary>
internal static class ForgottenMetadata
{
    private const string Title = "Pass the metadata to the call";

    /// <summary>The plan that passes what a creation makes to the one call of its block that passes no headers; null when there is none, or several.</summary>
    internal static FixPlan? PlanFor(SourceFile file, BaseObjectCreationExpressionSyntax creation) =>
        CallFor(file, creation) is { } call && NameOf(creation) is { } name ? Plan(file, call, name) : null;

    /// <summary>As the other one, from the side of the call.</summary>
    internal static FixPlan? PlanForCall(SourceFile file, InvocationExpressionSyntax call)
    {
        foreach (var around in call.Ancestors())
        {
            var statements = around switch
            {
                BlockSyntax block => block.Statements.AsEnumerable(),
                CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(static g => g.Statement),
                _ => Enumerable.Empty<StatementSyntax>(),
            };
            foreach (var declaration in statements.OfType<LocalDeclarationStatementSyntax>().Where(d => d.Span.End < call.SpanStart))
            {
                foreach (var declarator in declaration.Declaration.Variables)
                {
                    if (declarator.Initializer?.Value is BaseObjectCreationExpressionSyntax creation
                        && GrpcSymbols.Is(file.Model.GetTypeInfo(creation).Type, file.Symbols?.Metadata)
                        && IsUnsent(file, creation) && CallFor(file, creation) == call)
                        return Plan(file, call, declarator.Identifier.Text);
                }
            }
        }

        return null;
    }

    private static FixPlan? Plan(SourceFile file, InvocationExpressionSyntax call, string name)
    {
        var plan = new FixPlanBuilder();
        return HeadersArgument.TryPass(plan, file, call, name) ? plan.Build(Title) : null;
    }

    private static bool IsUnsent(SourceFile file, ExpressionSyntax creation)
    {
        if (file.Facts is not { } facts
            || facts.Bodies.OperationOf(creation) is not { } operation
            || UnsentMetadata.HolderOf(operation, facts) is null)
            return false;

        var query = ChannelOf.QueryOf(file, facts);
        return HeadersLayer
            .CredentialsIn(query, query.TouchesOf(new Origin(new TracedValue(operation), System.Collections.Immutable.ImmutableStack<Alias>.Empty)))
            .Any();
    }

    private static string? NameOf(BaseObjectCreationExpressionSyntax creation) => (creation.Parent?.Parent as VariableDeclaratorSyntax)?.Identifier.Text;

    /// <summary>
    /// The only call after the metadata is complete that passes no headers, in its block and function, and in no loop: there it
    /// would be sent again and again.
    /// </summary>
    private static InvocationExpressionSyntax? CallFor(SourceFile file, BaseObjectCreationExpressionSyntax creation)
    {
        if (creation.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
            || declarator.Parent?.Parent is not LocalDeclarationStatementSyntax declaration
            || file.Model.GetDeclaredSymbol(declarator) is not { } local || file.Facts is not { } facts)
            return null;

        var block = declaration.Parent is GlobalStatementSyntax ? file.Root : declaration.Parent;
        if (block is not (BlockSyntax or CompilationUnitSyntax))
            return null;

        var isComplete = declaration.Span.End;
        foreach (var mention in block.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (mention.Identifier.ValueText == local.Name && mention.Span.End > isComplete)
                isComplete = mention.FirstAncestorOrSelf<StatementSyntax>()?.Span.End ?? mention.Span.End;
        }

        InvocationExpressionSyntax? found = null;
        foreach (var call in block
            .DescendantNodes(
                static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
                    or MemberDeclarationSyntax and not GlobalStatementSyntax))
            .OfType<InvocationExpressionSyntax>())
        {
            if (!LacksHeaders(file, facts, call))
                continue;
            if (found is not null || call.SpanStart < isComplete || call.Ancestors().TakeWhile(a => a != block).Any(IsLoop))
                return null;

            found = call;
        }

        return found;
    }

    /// <summary>A call that passes none, needs some, and is not known to have a credential from its client.</summary>
    private static bool LacksHeaders(SourceFile file, CompilationFacts facts, InvocationExpressionSyntax invocation)
    {
        if (facts.Bodies.OperationOf(invocation) is not { } operation || GrpcCall.From(operation, facts) is not { } call)
            return false;

        var query = ChannelOf.QueryOf(file, facts);
        return !AnonymousCalls.Contains(call.Name, query.Options)
            && CallLayers.Own(query, call).Presence == CredentialPresence.Absent
            && CallLayers.Below(query, call).Presence != CredentialPresence.Present;
    }

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// Metadata with a credential that a local holds and that no call gets (GRPCAUTH1007), and the one call that it was made for: the fix passes it there, so that
/// call is one that is meant to pass the credential.
/// </summary>
internal static class ForgottenCall
{
    /// <summary>So much unsent metadata of one file is looked at.</summary>
    private const int Most = 32;

    private static readonly Memo<(SyntaxTree Tree, GrpcAuthOptions Options), Dictionary<SyntaxNode, NamedCredential>> Known =
        new(static (facts, key) => Find(key.Tree, facts, key.Options));

    /// <summary>The credential in the metadata that was made for a call and that it does not pass; null where there is none.</summary>
    internal static NamedCredential? CredentialFor(GrpcCall call, CompilationFacts facts, GrpcAuthOptions options) =>
        facts.Get(Known, (call.Operation.Syntax.SyntaxTree, options)).TryGetValue(call.Operation.Syntax, out var credential) ? credential : null;

    /// <summary>
    /// The only call after the metadata of a local is complete that passes no headers, in its block and function, and in no loop: there it would be sent
    /// again and again. Null where there is none, or several.
    /// </summary>
    internal static InvocationExpressionSyntax? Of(BaseObjectCreationExpressionSyntax creation, CompilationFacts facts, GrpcAuthOptions options)
    {
        if (creation.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
            || declarator.Parent?.Parent is not LocalDeclarationStatementSyntax declaration)
            return null;

        var block = declaration.Parent is GlobalStatementSyntax ? creation.SyntaxTree.GetRoot() : declaration.Parent;
        if (block is not (BlockSyntax or CompilationUnitSyntax))
            return null;

        var isComplete = declaration.Span.End;
        foreach (var mention in TreeIndex.Of(creation.SyntaxTree).MentionsOf(declarator.Identifier.ValueText, block.Span))
        {
            if (mention.Span.End > isComplete)
                isComplete = mention.FirstAncestorOrSelf<StatementSyntax>()?.Span.End ?? mention.Span.End;
        }

        InvocationExpressionSyntax? found = null;
        foreach (var call in block
            .DescendantNodes(
                static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
                    or MemberDeclarationSyntax and not GlobalStatementSyntax))
            .OfType<InvocationExpressionSyntax>())
        {
            if (!LacksHeaders(call, facts, options))
                continue;
            if (found is not null || call.SpanStart < isComplete || call.Ancestors().TakeWhile(a => a != block).Any(IsLoop))
                return null;

            found = call;
        }

        return found;
    }

    /// <summary>The first credential in metadata that is made for a local and reaches no call; null where none is in it, or something may get it.</summary>
    internal static NamedCredential? UnsentIn(ExpressionSyntax creation, CompilationFacts facts, GrpcAuthOptions options)
    {
        if (facts.Bodies.OperationOf(creation) is not { } operation
            || !GrpcSymbols.Is(operation.Type, facts.Symbols.Metadata)
            || UnsentMetadata.HolderOf(operation, facts) is null)
            return null;

        var query = new CredentialQuery(facts, options, until: null);
        var made = new Origin(new TracedValue(operation), ImmutableStack<Alias>.Empty);
        foreach (var credential in HeadersLayer.CredentialsIn(query, query.TouchesOf(made)))
            return new NamedCredential(credential, made);

        return null;
    }

    private static Dictionary<SyntaxNode, NamedCredential> Find(SyntaxTree tree, CompilationFacts facts, GrpcAuthOptions options)
    {
        var found = new Dictionary<SyntaxNode, NamedCredential>();
        var unsent = 0;
        foreach (var mention in TreeIndex.Of(tree).MentionsOf("Metadata"))
        {
            if (CreationAt(mention) is not { } creation || UnsentIn(creation, facts, options) is not { } credential)
                continue;

            if (++unsent > Most)
                break;

            if (Of(creation, facts, options) is { } call)
                found[call] = credential;
        }

        return found;
    }

    /// <summary>What is assigned to the local of <c>var x = new Metadata()</c> or <c>Metadata x = new()</c>, where the type is named.</summary>
    private static BaseObjectCreationExpressionSyntax? CreationAt(SyntaxNode type)
    {
        while (type.Parent is QualifiedNameSyntax or NullableTypeSyntax or AliasQualifiedNameSyntax)
            type = type.Parent;

        return type.Parent switch
        {
            ObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax } } creation => creation,
            VariableDeclarationSyntax { Variables: { Count: 1 } variables, Parent: LocalDeclarationStatementSyntax } =>
                variables[0].Initializer?.Value as ImplicitObjectCreationExpressionSyntax,
            _ => null,
        };
    }

    /// <summary>A call that passes none, needs some, and is not known to have a credential from its client.</summary>
    private static bool LacksHeaders(InvocationExpressionSyntax invocation, CompilationFacts facts, GrpcAuthOptions options)
    {
        if (facts.Bodies.OperationOf(invocation) is not { } operation || GrpcCall.From(operation, facts) is not { } call)
            return false;

        var query = new CredentialQuery(facts, options, until: null);
        return !AnonymousCalls.Contains(call.Name, options)
            && CallLayers.Own(query, call).Presence == CredentialPresence.Absent
            && CallLayers.Below(query, call).Presence != CredentialPresence.Present;
    }

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;
}

using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.TokenProviders;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>A hard-coded credential that a fix is to take out of the source: where it is written, and what sends it.</summary>
internal sealed class ReportedSecret
{
    private ReportedSecret(SourceFile file, ExpressionSyntax literal, CompilationFacts facts, GrpcAuthOptions options)
    {
        File = file;
        Literal = literal;
        Facts = facts;
        Options = options;
        Group = GroupOf(file, literal);
    }

    /// <summary>The file of the literal.</summary>
    internal SourceFile File { get; }

    /// <summary>The literal that holds the secret, or the longest part of it.</summary>
    internal ExpressionSyntax Literal { get; }

    /// <summary>The literal with the constants that <c>+</c> and parentheses join to it.</summary>
    internal ExpressionSyntax Group { get; }

    /// <summary>The constant that is sent; null when nothing is seen to send it.</summary>
    internal SentConstant? Sent { get; private set; }

    /// <summary>The whole constant that a token provider hands out; null for other secrets.</summary>
    internal string? HandedOut { get; private set; }

    /// <summary>Whether what sends the constant sends nothing else.</summary>
    internal bool IsOnlyAtSink { get; private set; }

    /// <summary>The call, creation or element that sends the constant, and its file; null when nothing is seen to send it.</summary>
    internal (SourceFile File, SyntaxNode Node)? Sink { get; private set; }

    internal CompilationFacts Facts { get; }

    internal GrpcAuthOptions Options { get; }

    /// <summary>Null when the diagnostic does not lead to an expression of the project.</summary>
    internal static async Task<ReportedSecret?> FindAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.File.Facts is not { } facts)
            return null;

        var options = at.File.GrpcAuthOptions;
        if (diagnostic.Id == "GRPCAUTH2003")
            return await OfProviderAsync(session, document, diagnostic, facts, options).ConfigureAwait(false);

        if (diagnostic.AdditionalLocations.Count == 0)
            return at.Node is ExpressionSyntax unsent ? new ReportedSecret(at.File, unsent, facts, options) : null;

        if (await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } sink)
            return null;

        var constants = ConstantsAt(sink.Node, facts, options);
        var sent = constants.FirstOrDefault(c => c.Place.SyntaxTree == at.File.Root.SyntaxTree && c.Place.Span == diagnostic.Location.SourceSpan);
        var written = sent?.Literal is InterpolatedStringTextSyntax { Parent: InterpolatedStringExpressionSyntax { Contents.Count: 1 } interpolated }
            ? interpolated
            : sent?.Literal;
        return written is ExpressionSyntax literal && await FileOfAsync(session, document.Project, literal).ConfigureAwait(false) is { } file
            ? new ReportedSecret(file, literal, facts, options) { Sent = sent, Sink = sink, IsOnlyAtSink = constants.Count == 1 }
            : null;
    }

    /// <summary>What a provider hands out, where it is written: that may be another file than the one of the report.</summary>
    private static async Task<ReportedSecret?> OfProviderAsync(
        FixSession session, Document document, Diagnostic diagnostic, CompilationFacts facts, GrpcAuthOptions options)
    {
        if (diagnostic.AdditionalLocations.Count == 0
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } named
            || named.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration
            || named.File.Model.GetDeclaredSymbol(declaration) is not { } symbol
            || TokenProviderMember.From(declaration, symbol)?.TokenIn(new CredentialQuery(facts, options, until: null)) is not var (_, constant, part, _)
            || part.Operation.Syntax is not ExpressionSyntax literal
            || await FileOfAsync(session, document.Project, literal).ConfigureAwait(false) is not { } file)
            return null;

        return new ReportedSecret(file, literal, facts, options) { HandedOut = constant };
    }

    private static async Task<SourceFile?> FileOfAsync(FixSession session, Project project, SyntaxNode node) =>
        project.GetDocument(node.SyntaxTree) is { } document ? await session.OpenAsync(document).ConfigureAwait(false) : null;

    private static List<SentConstant> ConstantsAt(SyntaxNode node, CompilationFacts facts, GrpcAuthOptions options)
    {
        foreach (var candidate in node.AncestorsAndSelf().TakeWhile(n => n.Span == node.Span))
        {
            if (WrittenHeader.OperationOf(facts, candidate) is not { } operation)
                continue;

            var query = new CredentialQuery(facts, options, until: null, ofSomeCallers: true);
            if (HeaderWrite.From(operation, facts) is { } write)
                return SentConstant.Of(write, query).ToList();
        }

        return new List<SentConstant>();
    }

    private static ExpressionSyntax GroupOf(SourceFile file, ExpressionSyntax literal)
    {
        var group = literal;
        while (group.Parent is ParenthesizedExpressionSyntax
            || (group.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && file.Model.GetConstantValue(sum).Value is string))
        {
            group = (ExpressionSyntax)group.Parent;
        }

        return group;
    }
}

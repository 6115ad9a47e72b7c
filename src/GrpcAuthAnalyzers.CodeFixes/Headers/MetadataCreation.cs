using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>A <c>new Metadata</c> with its entries, the variable that holds it, and the arguments that pass it to calls.</summary>
internal sealed class MetadataCreation
{
    private readonly List<StatementSyntax> _writes = new();
    private readonly List<(SourceFile, ArgumentSyntax)> _uses = new();
    private readonly List<(SyntaxNode Node, string? Key, ExpressionSyntax? Value)> _entries = new();
    private bool _isUnderstood = true;

    private MetadataCreation(SourceFile file, BaseObjectCreationExpressionSyntax creation)
    {
        File = file;
        Creation = creation;
    }

    internal SourceFile File { get; }

    internal BaseObjectCreationExpressionSyntax Creation { get; }

    /// <summary>The local, field or property that the creation is written to; null when it is handed on in place.</summary>
    internal ISymbol? Holder { get; private set; }

    /// <summary>The declaration of the holder; null without one.</summary>
    internal SyntaxNode? Declaration { get; private set; }

    /// <summary>The statement that assigns the creation to a holder that is declared elsewhere; null when its declaration does.</summary>
    internal AssignmentExpressionSyntax? Assignment { get; private set; }

    /// <summary>The arguments that hand it to calls or call options.</summary>
    internal IReadOnlyList<(SourceFile File, ArgumentSyntax Argument)> Uses => _uses;

    /// <summary>
    /// Every entry: an element of the initializer or a statement that adds it. The key is null when it is not constant, the value
    /// when the entry has another form.
    /// </summary>
    internal IReadOnlyList<(SyntaxNode Node, string? Key, ExpressionSyntax? Value)> Entries => _entries;

    /// <summary>True when every reference to the holder is one of the above.</summary>
    internal bool IsUnderstood => _isUnderstood;

    /// <summary>The entries that may authenticate a call; one with an unknown key may.</summary>
    internal IEnumerable<(SyntaxNode Node, string? Key, ExpressionSyntax? Value)> Credentials =>
        _entries.Where(e => e.Key is null || CredentialHeaderName.MayAuthenticate(e.Key, File.GrpcAuthOptions));

    /// <summary>The entries, variable and uses of a creation.</summary>
    internal static async Task<MetadataCreation> OfAsync(FixSession session, SourceFile file, BaseObjectCreationExpressionSyntax creation)
    {
        var metadata = new MetadataCreation(file, creation);
        if (creation.Initializer is { } initializer)
        {
            foreach (var element in initializer.Expressions)
                metadata._entries.Add(metadata.Entry(element, element));
        }

        switch (creation.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } } declarator }:
                metadata.Declaration = declarator.FirstAncestorOrSelf<SyntaxNode>(static n => n is StatementSyntax or FieldDeclarationSyntax);
                metadata.Holder = file.Model.GetDeclaredSymbol(declarator);
                break;
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                metadata.Declaration = property;
                metadata.Holder = file.Model.GetDeclaredSymbol(property);
                break;
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } assignment when assignment.Right == creation:
                metadata.Assignment = assignment;
                metadata.Holder = file.Model.GetSymbolInfo(assignment.Left).Symbol;
                metadata.Declaration =
                    metadata.Holder?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<SyntaxNode>(
                        static n => n is StatementSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax);
                metadata._writes.Add(statement);
                break;
            case ArgumentSyntax argument:
                metadata._uses.Add((file, argument));
                break;
            default:
                metadata._isUnderstood = false;
                break;
        }

        if (metadata.Holder is { } holder)
        {
            metadata._isUnderstood &= holder.DeclaringSyntaxReferences.Length == 1 && metadata.Declaration?.SyntaxTree == file.Root.SyntaxTree;
            foreach (var (place, reference) in await References.ToAsync(session, file.Document.Project, holder).ConfigureAwait(false))
                metadata.Note(place, reference);
        }

        return metadata;
    }

    /// <summary>
    /// The metadata that an expression gives to a call, alone or in call options without call credentials. Null when it is not one creation in the same
    /// file, in place or behind one variable.
    /// </summary>
    internal static async Task<MetadataCreation?> BehindAsync(FixSession session, SourceFile file, ExpressionSyntax expression)
    {
        if (file.Facts is not { } facts || facts.Bodies.OperationOf(expression) is not { } operation)
            return null;

        if (operation is IObjectCreationOperation options && GrpcSymbols.IsCallOptions(options.Type, facts.Symbols))
        {
            if (HeadersIn(options, facts.Symbols) is not { } headers)
                return null;

            operation = headers;
        }

        var origins = ChannelOf.QueryOf(file, facts).Origins.Trace(new TracedValue(operation))
            .Where(static o => !NullTests.IsNull(o.Operation))
            .ToList();
        return origins.Count == 1 && origins[0] is { IsSeen: true, Value.Frame: null, Operation: IObjectCreationOperation made } origin
            && origin.Aliases.Count() <= 1
            && GrpcSymbols.Is(made.Type, facts.Symbols.Metadata)
            && made.Syntax is BaseObjectCreationExpressionSyntax creation && creation.SyntaxTree == file.Root.SyntaxTree
            ? await OfAsync(session, file, creation).ConfigureAwait(false)
            : null;
    }

    /// <summary>The metadata among the arguments of call options; null when there is none, or when they get call credentials, too.</summary>
    private static IOperation? HeadersIn(IObjectCreationOperation options, GrpcSymbols symbols)
    {
        IOperation? headers = null;
        foreach (var argument in options.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.Explicit)
                continue;
            if (GrpcSymbols.Is(argument.Parameter?.Type, symbols.CallCredentials))
                return null;
            if (GrpcSymbols.Is(argument.Parameter?.Type, symbols.Metadata))
                headers = argument.Value;
        }

        return headers;
    }

    /// <summary>
    /// Removes the credential; without other entries all of it, from the declaration to the arguments. False when an entry is not understood.
    /// </summary>
    internal async Task<bool> TryRemoveCredentialAsync(FixSession session, FixPlanBuilder plan)
    {
        var credentials = Credentials.ToList();
        if (credentials.Count == 0 || credentials.Any(static c => c.Key is null || c.Value is null))
            return false;

        if (credentials.Count == _entries.Count && _isUnderstood && _uses.Count > 0 && (Holder is null || !File.LeavesOut(Holder.Name)))
        {
            foreach (var (file, argument) in _uses)
                HeadersArgument.Remove(plan, file, argument);
            foreach (var statement in _entries.Select(static e => e.Node).OfType<StatementSyntax>().Concat(_writes))
                plan.Replace(File, File.Layout.Removal(statement), "");
            if (Declaration is not null && !_writes.Contains(Declaration))
                plan.Replace(File, File.Layout.Removal(Declaration), "");
        }
        else
        {
            foreach (var (node, _, _) in credentials)
                RemoveEntry(plan, node);
        }

        foreach (var (_, _, value) in credentials)
            await UnusedDeclarations.CleanUpAsync(session, plan, File, value!).ConfigureAwait(false);
        return true;
    }

    private void RemoveEntry(FixPlanBuilder plan, SyntaxNode node)
    {
        if (node is StatementSyntax statement)
        {
            plan.Replace(File, File.Layout.Removal(statement), "");
            return;
        }

        var list = Creation.Initializer!.Expressions;
        var index = list.IndexOf((ExpressionSyntax)node);
        var span = index + 1 < list.Count ? TextSpan.FromBounds(node.SpanStart, list[index + 1].SpanStart)
            : index > 0 ? TextSpan.FromBounds(list[index - 1].Span.End, node.Span.End)
            : TextSpan.FromBounds(node.SpanStart, Creation.Initializer.CloseBraceToken.SpanStart);
        plan.Replace(File, span, "");
    }

    private void Note(SourceFile file, ExpressionSyntax reference)
    {
        switch (reference.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment == Assignment:
                break;
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } call }
                when file == File && statement.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax:
                _entries.Add(Entry(statement, call));
                break;
            case ArgumentSyntax argument:
                _uses.Add((file, argument));
                break;
            default:
                _isUnderstood = false;
                break;
        }
    }

    /// <summary>The header that a node writes; without key and value for a node that writes none, or none that is understood.</summary>
    private (SyntaxNode, string?, ExpressionSyntax?) Entry(SyntaxNode node, ExpressionSyntax added) =>
        WrittenHeader.At(File, added) is { Name: { } name } header
            ? (node, File.Model.GetConstantValue(name).Value as string, header.Value)
            : (node, null, null);
}

using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>The metadata with a credential that the calls of one client pass: created at the call, in a local, or by a private helper.</summary>
internal sealed class ManualHeaders
{
    private readonly List<MetadataCreation> _creations = new();
    private readonly List<Helper> _helpers = new();

    private ManualHeaders()
    {
    }

    /// <summary>The value of the credential at the first call.</summary>
    internal ExpressionSyntax Value => First.Credentials.First().Value!;

    /// <summary>The file of <see cref="Value"/>.</summary>
    internal SourceFile File => First.File;

    private MetadataCreation First => _creations.Count > 0 ? _creations[0] : _helpers[0].Metadata;

    /// <summary>The headers of these calls; null when one of them is not understood, goes elsewhere, too, or holds more than the one credential.</summary>
    internal static async Task<ManualHeaders?> OfAsync(
        FixSession session, string header, IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Call)> calls)
    {
        var headers = new ManualHeaders();
        foreach (var (file, call) in calls)
        {
            if (HeadersArgument.Of(file, call) is not { } argument
                || !await headers.TryAddAsync(session, file, argument.Expression, calls).ConfigureAwait(false))
                return null;
        }

        return headers._creations
            .Select(static c => c.Credentials)
            .Concat(headers._helpers.Select(static h => h.Metadata.Credentials))
            .All(c => IsOnly(c.ToList(), header))
            ? headers
            : null;
    }

    /// <summary>Takes the credential away everywhere; where nothing else is in the metadata, all of it. False when that cannot be done.</summary>
    internal async Task<bool> TryRemoveAsync(FixSession session, FixPlanBuilder plan)
    {
        foreach (var metadata in _creations)
        {
            if (!await metadata.TryRemoveCredentialAsync(session, plan).ConfigureAwait(false))
                return false;
        }

        foreach (var helper in _helpers)
        {
            if (helper.Metadata.Entries.Count > 1)
            {
                if (!await helper.Metadata.TryRemoveCredentialAsync(session, plan).ConfigureAwait(false))
                    return false;
                continue;
            }

            foreach (var (file, argument) in helper.Arguments)
                HeadersArgument.Remove(plan, file, argument);
            plan.Replace(helper.Metadata.File, helper.Metadata.File.Layout.Removal(helper.Declaration), "");
        }

        return true;
    }

    private static bool IsOnly(List<(SyntaxNode Node, string? Key, ExpressionSyntax? Value)> credentials, string header) =>
        credentials.Count == 1 && credentials[0].Value is not null && credentials[0].Key?.ToLowerInvariant() == header;

    private async Task<bool> TryAddAsync(
        FixSession session, SourceFile file, ExpressionSyntax headers, IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Call)> calls)
    {
        if (headers is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var parts, Initializer: null } options
            && GrpcSymbols.IsCallOptions(file.Model.GetTypeInfo(options).Type, file.Symbols))
        {
            if (parts.Count(a => HeadersArgument.IsMetadata(file, a)) != 1)
                return false;

            headers = parts.First(a => HeadersArgument.IsMetadata(file, a)).Expression;
        }

        if (_helpers.Any(h => h.Arguments.Any(a => a.Argument.Expression == headers)))
            return true;

        var symbol = file.Model.GetSymbolInfo(headers).Symbol;
        if (headers is InvocationExpressionSyntax || symbol is IPropertySymbol)
            return await TryAddHelperAsync(session, file, symbol, calls).ConfigureAwait(false);

        if (!GrpcSymbols.Is(file.Model.GetTypeInfo(headers).ConvertedType, file.Symbols?.Metadata)
            || await MetadataCreation.BehindAsync(session, file, headers).ConfigureAwait(false) is not { } metadata)
            return false;
        if (_creations.Any(c => c.File == metadata.File && c.Creation == metadata.Creation))
            return true;
        if (!metadata.IsUnderstood || metadata.Holder is not (null or ILocalSymbol) || !metadata.Uses.All(u => IsOfCall(u.File, u.Argument, calls)))
            return false;

        _creations.Add(metadata);
        return true;
    }

    private async Task<bool> TryAddHelperAsync(
        FixSession session, SourceFile file, ISymbol? symbol, IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Call)> calls)
    {
        if (symbol is not (IMethodSymbol { Parameters.IsEmpty: true } or IPropertySymbol { Parameters.IsEmpty: true })
            || symbol.IsVirtual
            || symbol.IsOverride
            || symbol.IsAbstract
            || symbol is not IMethodSymbol { MethodKind: MethodKind.LocalFunction } && symbol.DeclaredAccessibility != Accessibility.Private
            || symbol.DeclaringSyntaxReferences.Length != 1 || file.LeavesOut(symbol.Name)
            || await session.NodeAtAsync(file.Document.Project, symbol.Locations[0]).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<SyntaxNode>(
                static n => n is MethodDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax) is not { } declaration
            || CreationIn(declaration) is not { } creation)
            return false;

        var arguments = new List<(SourceFile, ArgumentSyntax)>();
        foreach (var (place, reference) in await References.ToAsync(session, file.Document.Project, symbol).ConfigureAwait(false))
        {
            var use = reference.Parent is InvocationExpressionSyntax invocation && invocation.Expression == reference ? invocation : reference;
            if (use.Parent is not ArgumentSyntax argument || !IsOfCall(place, argument, calls))
                return false;

            arguments.Add((place, argument));
        }

        _helpers.Add(new Helper(declaration, await MetadataCreation.OfAsync(session, at.File, creation).ConfigureAwait(false), arguments));
        return true;
    }

    /// <summary>The one metadata that a helper makes and returns; null when it does anything else.</summary>
    private static BaseObjectCreationExpressionSyntax? CreationIn(SyntaxNode declaration)
    {
        var (body, block) = declaration switch
        {
            MethodDeclarationSyntax method => (method.ExpressionBody, method.Body),
            LocalFunctionStatementSyntax local => (local.ExpressionBody, local.Body),
            PropertyDeclarationSyntax { ExpressionBody: { } arrow } => (arrow, null),
            PropertyDeclarationSyntax { AccessorList.Accessors: { Count: 1 } accessors } => (accessors[0].ExpressionBody, accessors[0].Body),
            _ => default,
        };
        var returned = body?.Expression ?? (block?.Statements.Count == 1 ? (block.Statements[0] as ReturnStatementSyntax)?.Expression : null);
        return returned as BaseObjectCreationExpressionSyntax;
    }

    private static bool IsOfCall(SourceFile file, ArgumentSyntax argument, IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Call)> calls) =>
        argument.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(i => i.ArgumentList.Span.Contains(argument.Span)) is { } call
        && calls.Any(c => c.File == file && c.Call == call);

    private sealed class Helper
    {
        internal Helper(SyntaxNode declaration, MetadataCreation metadata, List<(SourceFile File, ArgumentSyntax Argument)> arguments)
        {
            Declaration = declaration;
            Metadata = metadata;
            Arguments = arguments;
        }

        internal SyntaxNode Declaration { get; }

        internal MetadataCreation Metadata { get; }

        internal List<(SourceFile File, ArgumentSyntax Argument)> Arguments { get; }
    }
}

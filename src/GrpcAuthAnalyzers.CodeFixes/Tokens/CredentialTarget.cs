using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// What receives the credential that is written at a place: a channel and everything made from it, one client over a channel, or the registration of a
/// client. None of them if only one call receives it.
/// </summary>
internal sealed class CredentialTarget
{
    private const int MostRounds = 4;

    private readonly SourceFile _file;
    private readonly HashSet<ISymbol> _carriers = new(SymbolEqualityComparer.Default);
    private readonly bool _isChannel;
    private readonly ITypeSymbol? _client;

    internal CredentialTarget(SourceFile file, SyntaxNode place)
    {
        _file = file;
        foreach (var node in place.AncestorsAndSelf().Append(ChannelWithOptions(place)))
        {
            if (node is not ExpressionSyntax expression)
                continue;
            if (ClientOf(expression) is { } client)
            {
                _client = client;
                return;
            }

            if (IsClient(expression, out var made))
            {
                Collect(expression);
                _client = _carriers.Count == 0 ? made : null;
                return;
            }

            if (IsInvoker(file.Model.GetTypeInfo(expression).Type) && expression is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax)
            {
                _isChannel = true;
                Collect(expression);
                return;
            }
        }
    }

    /// <summary>True when a call through this variable, member or method is sent with the credential.</summary>
    internal bool Holds(ISymbol symbol) =>
        _carriers.Contains(symbol.OriginalDefinition)
        // A channel whose holder is not seen may be the one that comes from outside.
        || _isChannel && _carriers.Count == 0 && IsInvoker(VisibleSymbols.TypeOf(symbol));

    /// <summary>True when a client of this type is sent with the credential.</summary>
    internal bool Covers(ITypeSymbol? type) => _client is not null && SymbolEqualityComparer.Default.Equals(type, _client);

    /// <summary>Whether an expression makes a client of a channel: by its constructor, or by what makes code-first clients.</summary>
    private bool IsClient(ExpressionSyntax expression, out ITypeSymbol? client)
    {
        client = _file.Model.GetTypeInfo(expression).Type;
        return expression switch
        {
            BaseObjectCreationExpressionSyntax => GrpcSymbols.IsA(client, _file.Symbols?.ClientBase),
            InvocationExpressionSyntax => _file.Symbols is { CodeFirst: var codeFirst }
                && _file.Model.GetSymbolInfo(expression).Symbol is IMethodSymbol method && codeFirst.MakesClient(method),
            _ => false,
        };
    }

    private bool IsInvoker(ITypeSymbol? type) =>
        GrpcSymbols.IsA(type, _file.Symbols?.ChannelBase) || GrpcSymbols.IsA(type, _file.Symbols?.CallInvoker);

    // The options are made before the channel: new GrpcChannelOptions { ... } in a variable.
    private SyntaxNode? ChannelWithOptions(SyntaxNode place)
    {
        var declarator = place.FirstAncestorOrSelf<VariableDeclaratorSyntax>();
        return declarator?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is var scope && declarator is not null
            ? (scope ?? _file.Root as SyntaxNode).DescendantNodes().OfType<ArgumentSyntax>()
                .FirstOrDefault(
                    a => a.Expression is IdentifierNameSyntax name
                        && name.Identifier.ValueText == declarator.Identifier.ValueText
                        && IsInvoker(_file.Model.GetTypeInfo(a.Parent!.Parent!).Type))?.Parent?.Parent
            : null;
    }

    // The registration, or a call further down its chain.
    private ITypeSymbol? ClientOf(ExpressionSyntax? expression)
    {
        while (expression is InvocationExpressionSyntax invocation)
        {
            if (_file.Model.GetSymbolInfo(invocation).Symbol is IMethodSymbol { TypeArguments.Length: > 0 } method
                && method.TypeArguments.FirstOrDefault(t => GrpcSymbols.IsA(t, _file.Symbols?.ClientBase)) is { } client)
            {
                return client;
            }

            expression = (invocation.Expression as MemberAccessExpressionSyntax)?.Expression;
        }

        return null;
    }

    private void Collect(ExpressionSyntax creation)
    {
        if (HolderOf(creation) is not { } holder)
            return;

        _carriers.Add(holder.OriginalDefinition);
        var declarations = holder.ContainingType is { } type && holder is not ILocalSymbol
            ? type.DeclaringSyntaxReferences.Select(static r => r.GetSyntax())
            : Enumerable.Empty<SyntaxNode>();
        var scopes = declarations
            .Where(d => d.SyntaxTree == _file.Root.SyntaxTree)
            .DefaultIfEmpty(creation.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? (SyntaxNode)_file.Root)
            .ToList();
        for (var round = 0; round < MostRounds; round++)
        {
            var before = _carriers.Count;
            foreach (var (target, value) in scopes.SelectMany(Writes))
            {
                if (target is not null
                    && value
                        .DescendantNodesAndSelf()
                        .OfType<IdentifierNameSyntax>()
                        .Any(n => _file.Model.GetSymbolInfo(n).Symbol is { } symbol && _carriers.Contains(symbol.OriginalDefinition)))
                    _carriers.Add(target.OriginalDefinition);
            }

            if (_carriers.Count == before)
                break;
        }
    }

    /// <summary>Everything that is assigned in a piece of code.</summary>
    private IEnumerable<(ISymbol? Target, SyntaxNode Value)> Writes(SyntaxNode scope) => scope.DescendantNodes().Select(n => n switch
    {
        VariableDeclaratorSyntax { Initializer.Value: { } value } => (_file.Model.GetDeclaredSymbol(n), (SyntaxNode)value),
        AssignmentExpressionSyntax assignment => (_file.Model.GetSymbolInfo(assignment.Left).Symbol, assignment.Right),
        PropertyDeclarationSyntax { Initializer.Value: { } value } => (_file.Model.GetDeclaredSymbol(n), value),
        PropertyDeclarationSyntax { ExpressionBody.Expression: { } value } => (_file.Model.GetDeclaredSymbol(n), value),
        _ => (null, n),
    }).Where(static w => w.Item1 is not null);

    // What the creation is assigned to, also as a part of a larger expression.
    private ISymbol? HolderOf(ExpressionSyntax creation)
    {
        foreach (var ancestor in creation.Ancestors())
        {
            switch (ancestor)
            {
                case VariableDeclaratorSyntax or PropertyDeclarationSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax:
                    return _file.Model.GetDeclaredSymbol(ancestor);
                case AssignmentExpressionSyntax assignment
                    when assignment.Left is not ImplicitElementAccessSyntax && assignment.Parent is not InitializerExpressionSyntax:
                    return _file.Model.GetSymbolInfo(assignment.Left).Symbol;
                case AnonymousFunctionExpressionSyntax or ConstructorDeclarationSyntax or GlobalStatementSyntax:
                    return null;
            }
        }

        return null;
    }
}

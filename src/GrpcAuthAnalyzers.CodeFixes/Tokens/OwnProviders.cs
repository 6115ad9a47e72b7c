using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>Token providers of the code base itself: variables and services that hand out a token (<see cref="TokenMethods"/>).</summary>
internal sealed class OwnProviders
{
    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly IReadOnlyList<ISymbol> _visible;
    private readonly TypeNames _names;
    private readonly CredentialLoop _loop;
    private readonly DeclaredFacts _declared;
    private readonly CancellationToken _cancellation;

    /// <summary><paramref name="visible"/> is what the place may name, the nearest first.</summary>
    internal OwnProviders(
        SourceFile file, SyntaxNode place, IReadOnlyList<ISymbol> visible, TypeNames names, CredentialLoop loop, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _file = file;
        _place = place;
        _visible = visible;
        _names = names;
        _loop = loop;
        _declared = file.Facts?.Declared ?? DeclaredFacts.None;
    }

    /// <summary>
    /// The providers in scope that fit the header, asynchronous ones first. A provider that needs the credential being written is left
    /// out, because it would wait for itself.
    /// </summary>
    internal IEnumerable<TokenSource> InScope(string header)
    {
        foreach (var wantTask in new[] { true, false })
        {
            foreach (var symbol in _visible)
            {
                if (Of(symbol, header) is { } found && TokenResult.Of(found.Method)!.IsTask == wantTask
                    && HoldsScheme(found.Method, symbol, header) is { } holdsScheme)
                    yield return Call(
                        found.Type is null ? VisibleSymbols.Text(symbol) : OnInstance(VisibleSymbols.Text(symbol), found.Type, found.Method),
                        found.Method, holdsScheme);
            }
        }
    }

    /// <summary>The method of a registered service; null when it hands out no token.</summary>
    internal TokenSource? Registered(INamedTypeSymbol service, string header, Func<string> instance, bool usesServiceProvider) =>
        TokenMethods.Of(service, header, _declared, IsAccessible) is { } method && HoldsScheme(method, null, header) is { } holdsScheme
            ? Call(OnInstance(instance(), service, method), method, holdsScheme, usesServiceProvider)
            : null;

    /// <summary>The static methods of which a facts file says that they hand out a token; none for the header of a key.</summary>
    internal IEnumerable<TokenSource> Declared(string header) =>
        from method in _declared.SymbolsSaidToBe(FactKinds.Token, _file.Compilation).OfType<IMethodSymbol>()
        where method.IsStatic && TokenMethods.IsTokenMethod(method, header, _declared) && IsAccessible(method)
        orderby TokenResult.Of(method)!.IsTask descending, method.GetDocumentationCommentId()
        let holdsScheme = HoldsScheme(method, null, header)
        where holdsScheme is not null
        select Call(_names.Of(method.ContainingType) + "." + method.Name, method, holdsScheme.Value);

    /// <summary>
    /// Whether what a method hands out has its scheme. Null where the method, called on the receiver if there is one, needs the credential that is being
    /// written, and where what it returns cannot be sent.
    /// </summary>
    internal bool? HoldsScheme(IMethodSymbol method, ISymbol? receiver, string header) =>
        _loop.IsClosedBy(method, receiver) ? null : ReturnedToken.HoldsScheme(method, receiver, header, _file, _cancellation);

    /// <summary>The expression that calls a method which hands out a token.</summary>
    internal TokenSource Call(string callee, IMethodSymbol method, bool holdsScheme, bool usesServiceProvider = false)
    {
        var index = method.Parameters.IndexOf(method.Parameters.FirstOrDefault(static p => p.Type.IsCancellationToken())!);
        string? fallback = null;
        var before = callee + "(";
        if (index >= 0)
        {
            if (index > 0)
                before += method.Parameters[index].Name + ": ";
            fallback = _names.Of("System.Threading.CancellationToken") + ".None";
        }

        var description = callee.IndexOf('(') < 0 ? "'" + callee + "'" : "'" + method.ContainingType.Name + "." + method.Name + "'";
        return TokenResult.Of(method)!.Source(
            description, before, fallback, PartsOf(callee), () => TokenSources.OrThrow(_names, "There is no token."),
            usesServiceProvider, holdsScheme);
    }

    /// <summary>The object that is asked, where it takes a call to get it.</summary>
    private static ImmutableArray<TokenPart> PartsOf(string callee) =>
        callee.LastIndexOf('.') is var dot && dot > 0 && callee.Substring(0, dot) is var receiver && receiver.EndsWith("()", StringComparison.Ordinal)
            ? ImmutableArray.Create(new TokenPart("tokens", receiver))
            : ImmutableArray<TokenPart>.Empty;

    // An explicit implementation is reached by its interface alone.
    internal string OnInstance(string instance, ITypeSymbol type, IMethodSymbol method) =>
        (method.ContainingType.TypeKind == TypeKind.Interface && TokenMethods.NeedsCast(type, method.Name)
            ? "((" + _names.Of(method.ContainingType) + ")" + instance + ")"
            : instance)
            + "." + method.Name;

    // Without a type it is called by its name: a method or a delegate.
    private (ITypeSymbol? Type, IMethodSymbol Method)? Of(ISymbol symbol, string header)
    {
        if (symbol is IMethodSymbol own)
            return TokenMethods.IsTokenMethod(own, header, _declared) && !own.DeclaringSyntaxReferences.IsEmpty ? (null, own) : null;
        if (VisibleSymbols.TypeOf(_file, symbol) is not { NullableAnnotation: not NullableAnnotation.Annotated } type)
            return null;
        if (TokenMethods.OfDelegate(symbol.Name, type, header) is { } invoke)
            return (null, invoke);

        return TokenMethods.Of(type, header, _declared, IsAccessible) is { } method ? (type, method) : null;
    }

    private bool IsAccessible(ISymbol symbol) => _file.Model.IsAccessible(_place.SpanStart, symbol);
}

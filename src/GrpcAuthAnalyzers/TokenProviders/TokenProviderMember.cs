using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.TokenProviders;

/// <summary>A method or property that hands out a token: by its own name, or as a member of a type that says it provides tokens.</summary>
internal sealed class TokenProviderMember
{
    private const int MinLength = 8;

    /// <summary>The answer of Azure.Core, and of the many projects that have one of their own.</summary>
    private const string AccessToken = "AccessToken";

    private readonly MemberDeclarationSyntax _declaration;
    private readonly ISymbol _symbol;
    private readonly bool _isOfProvider;

    private TokenProviderMember(MemberDeclarationSyntax declaration, ISymbol symbol, bool isOfProvider)
    {
        _declaration = declaration;
        _symbol = symbol;
        _isOfProvider = isOfProvider;
    }

    /// <summary>For messages: <c>BillingTokens.GetTokenAsync</c>.</summary>
    internal string Name => _symbol.ContainingType.Name + "." + _symbol.Name;

    /// <summary>Where its name is declared.</summary>
    internal Location NameLocation => _declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        _ => _declaration.GetLocation(),
    };

    /// <summary>Whether it belongs to a double for tests.</summary>
    internal bool IsTestDouble => TokenProviderType.IsTestDouble(_symbol.ContainingType);

    /// <summary>The provider that a declaration is; null for members that hand out no token, or of which another body may run.</summary>
    internal static TokenProviderMember? From(MemberDeclarationSyntax declaration, ISymbol symbol)
    {
        if (symbol.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type
            || symbol.IsVirtual
            || symbol.IsAbstract
            || symbol.IsExtern
            || !GivesToken(symbol))
            return null;

        // An explicit implementation is named as its contract names it.
        var name = symbol.Name.Substring(symbol.Name.LastIndexOf('.') + 1);
        if (TokenProviderType.IsProvider(type))
            return TokenWords.HandsOutTokenOfProvider(name) ? new TokenProviderMember(declaration, symbol, isOfProvider: true) : null;

        return symbol is IMethodSymbol method && method.Parameters.All(static p => p.Type.IsCancellationToken()) && IsTokenByName(method, type)
            ? new TokenProviderMember(declaration, symbol, isOfProvider: false)
            : null;
    }

    /// <summary>
    /// The one constant that every code path returns, if it may be a credential; null if there is another path,
    /// if it names something, or if nothing is known.
    /// </summary>
    internal (Secret Secret, string Constant, TextPart Literal, SyntaxNode Returned)? TokenIn(CredentialQuery query) =>
        TokenIn(Returned(query), _isOfProvider, query);

    /// <summary>The same for any method: null for a constant that is a single word, which only a provider of tokens returns for one.</summary>
    internal static (Secret Secret, string Constant, TextPart Literal, SyntaxNode Returned)? TokenIn(
        IEnumerable<TracedValue> values, bool isOfProvider, CredentialQuery query)
    {
        string? constant = null;
        TextPart? literal = null;
        SyntaxNode? place = null;
        foreach (var returned in values)
        {
            foreach (var text in query.Texts.Alternatives(returned))
            {
                if (text.Constant is not { } next
                    || (constant is not null && constant != next)
                    || SentConstant.SecretPart(text) is not { } part
                    || !SentConstant.IsFixed(part.Source, query))
                    return null;

                constant = next;
                literal ??= part;
                place ??= returned.Operation.Syntax;
            }
        }

        if (constant is null || literal is not { } known || place is null || AuthorizationValue.Of(constant).Credential is not { Length: >= MinLength } token)
            return null;

        if (NameText.IsName(token) || (!isOfProvider && NameText.IsWord(token)))
            return null;

        return (SecretText.AtCredential(constant, query.Options), constant, known, place);
    }

    /// <summary>What the member returns; for an auto-property, what is written to it. Empty if not all of it is seen.</summary>
    private IEnumerable<TracedValue> Returned(CredentialQuery query)
    {
        var bodies = query.Facts.Bodies;
        if (_symbol is IPropertySymbol automatic && OriginTracer.IsAutomatic(automatic))
        {
            var writes = bodies.WritesTo(automatic);
            return writes.IsComplete ? writes.Writes.Select(static w => new TracedValue(w.Value!)) : Enumerable.Empty<TracedValue>();
        }

        var method = _symbol as IMethodSymbol ?? (_symbol as IPropertySymbol)?.GetMethod;
        return method is not null && bodies.FunctionOf(method) is { } function ? ReturnedBy(function, query) : Enumerable.Empty<TracedValue>();
    }

    /// <summary>The tokens that a function returns, out of their tasks and answers; empty for one that only throws.</summary>
    internal static List<TracedValue> ReturnedBy(IOperation function, CredentialQuery query) =>
        query.Facts.Bodies.ReturnsOf(function).SelectMany(returned => TokensIn(new TracedValue(returned), query)).ToList();

    /// <summary>The text itself, or what an <c>AccessToken</c> is made of.</summary>
    private static IEnumerable<TracedValue> TokensIn(TracedValue returned, CredentialQuery query)
    {
        if (returned.Operation.Type is { SpecialType: SpecialType.System_String })
            return new[] { returned };

        return query.Origins.Trace(returned).Select(static origin =>
            origin is { IsSeen: true, Operation: IObjectCreationOperation { Type: { Name: AccessToken }, Arguments: { Length: > 0 } arguments } }
                && arguments.TypeAt(0)?.SpecialType == SpecialType.System_String
                ? origin.Value.With(arguments.At(0))
                : origin.Value);
    }

    private static bool IsTokenByName(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (TokenWords.SpeaksOfOtherTokens(type.Name))
            return false;

        return TokenWords.HandsOutToken(method.Name)
            || (TokenWords.MayHandOutToken(method.Name) && (method.ReturnType.IsTask() || TokenWords.SpeaksOfAuthentication(type.Name)));
    }

    private static bool GivesToken(ISymbol symbol)
    {
        var type = symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method => method.ReturnType,
            IPropertySymbol { GetMethod: not null, IsIndexer: false } property => property.Type,
            _ => null,
        };
        if (type is INamedTypeSymbol { TypeArguments: { Length: 1 } results } && type.IsTask())
            type = results[0];

        return type is { SpecialType: SpecialType.System_String } or { Name: AccessToken, TypeKind: TypeKind.Struct or TypeKind.Class };
    }
}

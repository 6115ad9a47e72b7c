using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// The token managers of Duende.AccessTokenManagement, which cache and refresh tokens. In version 4, <c>...Manager</c> returns a
/// <c>TokenResult</c> whose <c>GetToken</c> throws if the token is missing. In versions 2 and 3, <c>...ManagementService</c> returns a
/// token whose <c>AccessToken</c> is null then. The code must name the client or the user.
/// </summary>
internal sealed class DuendeTokens
{
    private const string ForClients = "Duende.AccessTokenManagement.IClientCredentialsTokenManager";
    private const string ForUsers = "Duende.AccessTokenManagement.OpenIdConnect.IUserTokenManager";
    private const string ClientsBefore4 = "Duende.AccessTokenManagement.IClientCredentialsTokenManagementService";
    private const string UsersBefore4 = "Duende.AccessTokenManagement.OpenIdConnect.IUserTokenManagementService";

    private readonly SourceFile _file;
    private readonly IReadOnlyList<ISymbol> _visible;
    private readonly string? _services;

    /// <summary><paramref name="services"/> is the expression of the service provider at the place; null where there is none.</summary>
    internal DuendeTokens(SourceFile file, IReadOnlyList<ISymbol> visible, string? services)
    {
        _file = file;
        _visible = visible;
        _services = services;
    }

    /// <summary>In the order in which they are taken.</summary>
    internal static IEnumerable<string> Types => new[] { ForUsers, UsersBefore4, ForClients, ClientsBefore4 };

    /// <summary>The names of the methods that register a manager; empty for other types.</summary>
    internal static string[] RegistrationsOf(string type) => type switch
    {
        ForUsers or UsersBefore4 => new[] { "AddOpenIdConnectAccessTokenManagement" },
        ForClients or ClientsBefore4 => new[] { "AddOpenIdConnectAccessTokenManagement", "AddClientCredentialsTokenManagement" },
        _ => Array.Empty<string>(),
    };

    /// <summary>
    /// The source for a manager of one of the <see cref="Types"/>; null when the code names neither the client nor the user whose
    /// token it is.
    /// </summary>
    internal TokenSource? Of(string kind, string receiver, TypeNames names, bool usesServiceProvider)
    {
        var isManager = kind is ForClients or ForUsers;
        if ((kind is ForClients or ClientsBefore4 ? Client(isManager, names) : User(names)) is not { } whose)
            return null;

        var callee = receiver + ".GetAccessTokenAsync";
        var cancellation = isManager ? ", ct: " : ", cancellationToken: ";
        if (isManager)
        {
            if (TypeNames.TypeOf(
                _file.Compilation,
                kind)?.GetMembers("GetAccessTokenAsync").OfType<IMethodSymbol>().FirstOrDefault()?.ReturnType is not INamedTypeSymbol answer)
                return null;
            names.ImportExtensions(answer, "GetToken", "Duende.AccessTokenManagement");
        }

        return new TokenSource(
            TokenSource.Named(receiver, kind.Substring(kind.LastIndexOf('.') + 1), "GetAccessTokenAsync"), callee + "(" + whose.Inline + cancellation,
            names.Of("System.Threading.CancellationToken") + ".None", isManager ? ").GetToken()" : ")", isAsync: true)
        {
            Member = ".AccessToken",
            NullCheck = isManager ? "" : TokenSources.OrThrow(names, "There is no token."),
            Parts = ImmutableArray.Create(new TokenPart("tokens", receiver), whose).RemoveAll(static p => p.Text.IndexOf('(') < 0 && p.NullCheck.Length == 0),
            UsesServiceProvider = usesServiceProvider || whose.Text.Contains(TokenSource.ServiceProvider + "."),
        };
    }

    /// <summary>The one client that the code registers or asks for by a literal or a constant.</summary>
    private TokenPart? Client(bool isManager, TypeNames names)
    {
        var found = new HashSet<string>();
        foreach (var tree in _file.Compilation.SyntaxTrees)
        {
            foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddClient" }
                    && call.ArgumentList.Arguments is { Count: 2 } arguments
                    && NameIn((arguments[0].NameColon is null ? arguments[0] : arguments.FirstOrDefault(IsName) ?? arguments[0]).Expression) is { } name)
                    found.Add(name);
            }
        }

        if (found.Count != 1)
            return null;

        var text = "\"" + found.Single() + "\"";
        return new TokenPart("client", isManager ? names.Of("Duende.AccessTokenManagement.ClientCredentialsClientName") + ".Parse(" + text + ")" : text);
    }

    private static bool IsName(ArgumentSyntax argument) => argument.NameColon is { Name.Identifier.ValueText: "name" or "clientName" };

    // "orders.client", or ClientCredentialsClientName.Parse("orders.client")
    private static string? NameIn(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text }
            when text.Length > 0 && text.All(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_') => text,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parse" },
            ArgumentList.Arguments: { Count: 1 } arguments
        } =>
            NameIn(arguments[0].Expression),
        _ => null,
    };

    /// <summary>The principal that the place may name, or that of the request.</summary>
    private TokenPart? User(TypeNames names)
    {
        if (Named("System.Security.Claims.ClaimsPrincipal") is { } user)
            return new TokenPart("principal", VisibleSymbols.Text(user));

        const string Accessor = "Microsoft.AspNetCore.Http.IHttpContextAccessor";
        if (TypeNames.TypeOf(_file.Compilation, Accessor) is not { } type)
            return null;

        string accessor;
        if (Named(Accessor) is { } symbol)
            accessor = VisibleSymbols.Text(symbol);
        else if (_services is not null)
            accessor = _services + ".GetRequiredService<" + names.Of(type) + ">()";
        else
            return null;

        return new TokenPart("user", accessor + ".HttpContext?.User", TokenSources.OrThrow(names, "Nobody is signed in."));
    }

    private ISymbol? Named(string metadataName) => TypeNames.TypeOf(_file.Compilation, metadataName) is { } type
        ? _visible.FirstOrDefault(
            s => VisibleSymbols.TypeOf(_file, s) is { NullableAnnotation: not NullableAnnotation.Annotated } own
                && SymbolEqualityComparer.Default.Equals(own, type))
        : null;
}

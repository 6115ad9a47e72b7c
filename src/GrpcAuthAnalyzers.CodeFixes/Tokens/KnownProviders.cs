using System;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The token providers of well-known libraries, which take a scope and do not match <see cref="TokenMethods"/>.</summary>
internal sealed class KnownProviders
{
    /// <summary>In the order in which they are taken.</summary>
    internal static readonly ImmutableArray<string> Types = ImmutableArray.Create(
        "Azure.Core.TokenCredential", "Microsoft.Identity.Abstractions.IAuthorizationHeaderProvider", "Microsoft.Identity.Web.ITokenAcquisition",
        "Google.Apis.Auth.OAuth2.ITokenAccess")
        .AddRange(DuendeTokens.Types).Add(Browser);

    private const string Browser = "Microsoft.AspNetCore.Components.WebAssembly.Authentication.IAccessTokenProvider";

    private readonly SourceFile _file;
    private readonly int _position;
    private readonly DuendeTokens _duende;
    private readonly Func<TypeNames, TokenScope> _scope;

    /// <summary><paramref name="scope"/> gives what a token is asked for.</summary>
    internal KnownProviders(SourceFile file, SyntaxNode place, DuendeTokens duende, Func<TypeNames, TokenScope> scope)
    {
        _file = file;
        _position = place.SpanStart;
        _duende = duende;
        _scope = scope;
    }

    /// <summary>The methods by which a library registers one of the <see cref="Types"/> without naming it; empty if there are none.</summary>
    internal static string[] RegistrationsOf(string type) => type == Browser
        ? new[] { "AddMsalAuthentication", "AddOidcAuthentication", "AddApiAuthorization" }
        : type.StartsWith("Microsoft.Identity.", StringComparison.Ordinal)
        ? new[] { "EnableTokenAcquisitionToCallDownstreamApi", "AddTokenAcquisition" }
        : DuendeTokens.RegistrationsOf(type);

    /// <summary>
    /// The source for a provider of one of the <see cref="Types"/>. <paramref name="receiver"/> writes the expression that yields
    /// it; <paramref name="type"/> is what that expression has. Null when the code does not say whose token it is.
    /// </summary>
    internal TokenSource? Of(string kind, Func<TypeNames, string> receiver, ITypeSymbol type, bool usesServiceProvider)
    {
        var imports = ImmutableArray.CreateBuilder<string>();
        var names = new TypeNames(_file, _position, imports.Add);
        var text = receiver(names);
        var source = kind switch
        {
            "Azure.Core.TokenCredential" => Azure(text, names, usesServiceProvider),
            "Google.Apis.Auth.OAuth2.ITokenAccess" => Google(text, names, type, usesServiceProvider),
            Browser => OfBrowser(text, names, usesServiceProvider),
            _ when DuendeTokens.Types.Contains(kind) => _duende.Of(kind, text, names, usesServiceProvider),
            _ => MicrosoftIdentity(text, names, givesHeader: kind.EndsWith("IAuthorizationHeaderProvider", StringComparison.Ordinal), usesServiceProvider),
        };
        if (source is not null)
            source.Namespaces = imports.ToImmutable();
        return source;
    }

    /// <summary>The token of the signed-in user of a program in a browser; without one the call fails.</summary>
    private TokenSource OfBrowser(string receiver, TypeNames names, bool usesServiceProvider)
    {
        var variable = FreshNames.At(_file, _position, "accessToken", "browserToken");
        var request = "await " + receiver + ".RequestAccessToken()" + AwaitStyle.Suffix(_file);
        return new TokenSource(
            TokenSource.Named(receiver, "IAccessTokenProvider", "RequestAccessToken"),
            "(" + request + ").TryGetToken(out var " + variable + ") ? " + variable
                + ".Value : throw new " + names.Of("System.InvalidOperationException") + "(\"Nobody is signed in.\")",
            null, "", isAsync: true)
        {
            AwaitsItself = true,
            Parts = ImmutableArray.Create(new TokenPart("tokenResult", request, inline: "(" + request + ")")),
            UsesServiceProvider = usesServiceProvider,
        };
    }

    private TokenSource Azure(string receiver, TypeNames names, bool usesServiceProvider)
    {
        var scope = _scope(names);
        var request = "new " + names.Of("Azure.Core.TokenRequestContext") + "(" + scope.Array + ")";
        return new TokenSource(
            TokenSource.Named(receiver, "TokenCredential", "GetTokenAsync") + scope.Description,
            receiver + ".GetTokenAsync(" + request + ", ", NoCancellation(names), ")", isAsync: true)
        {
            Member = ".Token",
            Parts = scope.Parts.Add(new TokenPart("request", request)).AddRange(PartOf(receiver, "credential")),
            Setting = scope.Setting,
            UsesServiceProvider = usesServiceProvider,
        };
    }

    /// <summary>
    /// Requests a token for the application if the code does so today, or if only an application can have the scope; otherwise for the
    /// signed-in user, which fails if nobody is signed in.
    /// </summary>
    private TokenSource MicrosoftIdentity(string receiver, TypeNames names, bool givesHeader, bool usesServiceProvider)
    {
        var scope = _scope(names);
        var forApplication = scope.Single is not null && (scope.IsOfApplication || AsksTodayAs("ForAppAsync")) && !AsksTodayAs("ForUserAsync");
        var method = (givesHeader ? "CreateAuthorizationHeader" : "GetAccessToken") + (forApplication ? "ForAppAsync" : "ForUserAsync");
        var before = receiver + "." + method + "(" + (forApplication ? scope.Single : scope.Array);
        return new TokenSource(
            TokenSource.Named(receiver, givesHeader ? "IAuthorizationHeaderProvider" : "ITokenAcquisition", method) + scope.Description,
            before + (givesHeader ? ", cancellationToken: " : ""),
            givesHeader ? NoCancellation(names) : null, ")", isAsync: true)
        {
            HoldsScheme = givesHeader,
            Parts = (forApplication ? scope.Parts : scope.PartsOfArray).AddRange(PartOf(receiver, givesHeader ? "headers" : "tokens")),
            Setting = scope.Setting,
            UsesServiceProvider = usesServiceProvider,
        };
    }

    // Most credentials implement the method publicly, GoogleCredential does not. Grpc.Auth hands over the service's address too: for
    // it a service account without scopes signs a token itself.
    private TokenSource Google(string receiver, TypeNames names, ITypeSymbol type, bool usesServiceProvider)
    {
        const string Method = "GetAccessTokenForRequestAsync";
        var credential = TokenMethods.NeedsCast(type, Method) ? "(" + names.Of("Google.Apis.Auth.OAuth2.ITokenAccess") + ")" + receiver : receiver;
        var part = new TokenPart("credential", credential, inline: credential == receiver ? receiver : "(" + credential + ")");
        return new TokenSource(
            TokenSource.Named(receiver, type.Name, Method), part.Inline + "." + Method + "(", NoCancellation(names), ")", isAsync: true)
        {
            TakesServiceUrl = true,
            Parts = part.Inline.IndexOf('(') < 0 ? ImmutableArray<TokenPart>.Empty : ImmutableArray.Create(part),
            GoogleCredential = TypeNames.TypeOf(_file.Compilation, "Grpc.Auth.GoogleGrpcCredentials") is null || usesServiceProvider ? null : receiver,
            UsesServiceProvider = usesServiceProvider,
        };
    }

    private bool AsksTodayAs(string ending) => _file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Any(i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
            && name.EndsWith(ending, StringComparison.Ordinal)
            && TokenScopes.ScopedMethods.Contains(name));

    /// <summary>The object that is asked, where it takes a call to get it.</summary>
    private static ImmutableArray<TokenPart> PartOf(string receiver, string name) =>
        receiver.IndexOf('(') < 0 ? ImmutableArray<TokenPart>.Empty : ImmutableArray.Create(new TokenPart(name, receiver));

    private static string NoCancellation(TypeNames names) => names.Of("System.Threading.CancellationToken") + ".None";
}

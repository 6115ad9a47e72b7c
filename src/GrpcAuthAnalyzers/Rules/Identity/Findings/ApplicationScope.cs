using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Identity.Findings;

/// <summary>
/// A scope in the request of an application for a token of Microsoft Entra ID that does not end in <c>/.default</c>. Entra refuses it with AADSTS1002012: an
/// application gets all permissions that it was granted for a resource, and cannot choose.
/// </summary>
internal sealed class ApplicationScope
{
    private const string Default = "/.default";

    /// <summary>The credentials of Azure.Identity that can only be those of an application; others may be a user or a managed identity.</summary>
    private static readonly TypeSet ApplicationCredentials = new(
        "Azure.Identity.ClientSecretCredential", "Azure.Identity.ClientCertificateCredential", "Azure.Identity.ClientAssertionCredential",
        "Azure.Identity.WorkloadIdentityCredential", "Azure.Identity.AzurePipelinesCredential");

    private static readonly TypeSet Applications = new(
        "Microsoft.Identity.Client.IConfidentialClientApplication", "Microsoft.Identity.Client.ConfidentialClientApplication");

    /// <summary>Whether the compilation names an identity provider besides Entra: AD FS and others have scopes of another form.</summary>
    private static readonly Memo<bool> UsesOthers = new(static facts => NamesOtherProvider(facts));

    private ApplicationScope(TextPart last, string text, bool isAlone)
    {
        Literal = last.Operation;
        Text = text;
        IsAlone = isAlone;
    }

    /// <summary>The literal that ends the scope.</summary>
    internal IOperation Literal { get; }

    /// <summary>What is known of the scope, for a message.</summary>
    internal string Text { get; }

    /// <summary>Whether the literal is the whole scope, and no other scope is asked for.</summary>
    internal bool IsAlone { get; }

    /// <summary>The scopes of a request that are refused; empty for requests for users and managed identities, and where a scope is not known.</summary>
    internal static IEnumerable<ApplicationScope> In(IInvocationOperation request, CredentialQuery query)
    {
        if (ScopesOf(request, query) is not { } given)
            yield break;

        var scopes = new List<TracedValue>();
        AddElements(given, query, scopes);
        foreach (var scope in scopes)
        {
            var texts = query.Texts.Alternatives(scope);
            if (ConfiguredScopes.AtEndOf(texts, query) is { } configured)
            {
                if (FirstRefused(configured) is { } refused && !query.Facts.Get(UsesOthers))
                    yield return refused;
            }
            else if (!EndsInHole(texts))
            {
                foreach (var text in texts)
                {
                    if (IsRefused(text, out var known) && !texts.Any(other => Completes(other, known)) && !query.Facts.Get(UsesOthers))
                        yield return new ApplicationScope(
                            text.Parts[text.Parts.Length - 1], known, isAlone: scopes.Count == 1 && texts.Length == 1 && text.Parts.Length == 1);
                }
            }
        }

        if (scopes.Count == 0
            && ConfiguredScopes.InList(given, query) is { } list
            && FirstRefused(list) is { } listed
            && !query.Facts.Get(UsesOthers))
            yield return listed;
    }

    /// <summary>
    /// The first in the alphabet of the scopes that files give, if all of them are refused: any may be the one that the program reads, and an editor has the
    /// files in another order than the build. Null otherwise.
    /// </summary>
    private static ApplicationScope? FirstRefused(IReadOnlyList<TracedText> scopes)
    {
        ApplicationScope? first = null;
        foreach (var scope in scopes)
        {
            if (!IsRefused(scope, out var known))
                return null;

            if (first is null || string.CompareOrdinal(known, first.Text) < 0)
                first = new ApplicationScope(scope.Parts[scope.Parts.Length - 1], known, isAlone: false);
        }

        return first;
    }

    /// <summary>
    /// The same resource with all permissions that the application has for it: <c>api://orders/.default</c>. A permission at the end (<c>Orders.Read</c>,
    /// <c>user_impersonation</c>) is replaced. Null if no resource is named.
    /// </summary>
    internal static string? Completed(string scope)
    {
        scope = scope.Trim().TrimEnd('/');
        if (Guid.TryParse(scope, out _))
            return scope + Default;

        var host = scope.IndexOf("://", StringComparison.Ordinal);
        if (host <= 0 || host + 3 == scope.Length)
            return null;

        var slash = scope.LastIndexOf('/');
        var last = scope.Substring(slash + 1);
        var isPermission = slash > host + 3 && (last.IndexOf('.') > 0 || last.IndexOf('_') > 0);
        return (isPermission ? scope.Substring(0, slash) : scope) + Default;
    }

    /// <summary>Whether one way to the scope ends in what is known at run time only: then a constant is a default that a setting replaces.</summary>
    private static bool EndsInHole(ImmutableArray<TracedText> texts)
    {
        foreach (var text in texts)
        {
            if (text.Parts[text.Parts.Length - 1].Constant is null)
                return true;
        }

        return false;
    }

    private static TracedValue? ScopesOf(IInvocationOperation request, CredentialQuery query)
    {
        var method = request.TargetMethod;
        if (request.Arguments.Of(0) is not { Value: var given })
            return null;

        switch (method.Name)
        {
            case "AcquireTokenForClient" when Applications.Contains(method.ContainingType):
                return new TracedValue(given);
            case "GetAccessTokenForAppAsync" or "GetAuthenticationResultForAppAsync" or "CreateAuthorizationHeaderForAppAsync"
                when method.ContainingType.IsIn("Microsoft.Identity.Web") || method.ContainingType.IsIn("Microsoft.Identity.Abstractions"):
                return new TracedValue(given);
            case "GetToken" or "GetTokenAsync" when request.Instance is { } credential && IsOfApplication(credential, query):
                var contexts = query.Origins.Trace(new TracedValue(given));
                return contexts.Length == 1 && contexts[0] is { IsSeen: true, Operation: IObjectCreationOperation context }
                    && context.Type.Is("Azure.Core.TokenRequestContext") && context.Arguments.Of(0) is { } scopes
                    ? contexts[0].Value.With(scopes.Value)
                    : null;
            default:
                return null;
        }
    }

    private static bool IsOfApplication(IOperation credential, CredentialQuery query)
    {
        if (ApplicationCredentials.Contains(credential.Type))
            return true;

        if (!credential.Type.Is("Azure.Core.TokenCredential"))
            return false;

        var origins = query.Origins.Trace(new TracedValue(credential));
        foreach (var origin in origins)
        {
            if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation made || !ApplicationCredentials.Contains(made.Type))
                return false;
        }

        return !origins.IsEmpty;
    }

    /// <summary>The scopes of an array, list or collection expression that is written with its elements; the value itself for a text.</summary>
    private static void AddElements(TracedValue given, CredentialQuery query, List<TracedValue> scopes)
    {
        var written = Conversions.BuiltInInside(given.Operation);
        if (given.Operation.Type?.SpecialType == SpecialType.System_String)
            scopes.Add(given);
        else if (written.Syntax is CollectionExpressionSyntax)
            AddAll(given, written, scopes);
        else
            AddElementsOf(query.Origins.Trace(given), scopes);
    }

    private static void AddElementsOf(ImmutableArray<Origin> origins, List<TracedValue> scopes)
    {
        foreach (var origin in origins)
        {
            if (!origin.IsSeen && origin.Operation.Syntax is not CollectionExpressionSyntax)
                return;
        }

        foreach (var origin in origins)
        {
            switch (origin.Operation)
            {
                case IArrayCreationOperation { Initializer: { } initializer }:
                    foreach (var element in initializer.ElementValues)
                        scopes.Add(origin.Value.With(element));

                    break;
                case IObjectCreationOperation { Initializer: { } initializer, Arguments.Length: 0 }:
                    foreach (var element in initializer.Initializers)
                    {
                        if (element is IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } added })
                            scopes.Add(origin.Value.With(added.At(0)));
                    }

                    break;
                case { Syntax: CollectionExpressionSyntax } expression:
                    AddAll(origin.Value, expression, scopes);
                    break;
            }
        }
    }

    private static void AddAll(TracedValue around, IOperation collection, List<TracedValue> scopes)
    {
        foreach (var element in collection.ChildOperations)
        {
            if (element.Type?.SpecialType == SpecialType.System_String)
                scopes.Add(around.With(element));
        }
    }

    /// <summary>
    /// Whether a text ends in a constant that is no <c>/.default</c>. False for a template, a list of scopes with one that is right, and an empty text.
    /// </summary>
    private static bool IsRefused(TracedText text, out string known)
    {
        known = "";
        foreach (var part in text.Parts)
            known += part.Constant ?? "...";

        var scope = known.Trim();
        return scope.Length > 0
            && scope.IndexOf(".default", StringComparison.OrdinalIgnoreCase) < 0
            && scope.IndexOfAny(new[] { '<', '[', '{', '\n' }) < 0;
    }

    /// <summary>Whether another way to the scope adds to a text what it lacks: the code asks whether it does.</summary>
    private static bool Completes(TracedText other, string known) =>
        !IsRefused(other, out var longer) && longer.StartsWith(known, StringComparison.Ordinal);

    private static bool NamesOtherProvider(CompilationFacts facts)
    {
        if (facts.CallsNamed("WithAdfsAuthority", "WithGenericAuthority", "WithOidcAuthority").GetEnumerator().MoveNext())
            return true;

        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var text in TreeIndex.Of(tree).Texts)
            {
                if (text.ToString().IndexOf("/adfs", StringComparison.OrdinalIgnoreCase) >= 0)
                    return true;
            }
        }

        return false;
    }
}

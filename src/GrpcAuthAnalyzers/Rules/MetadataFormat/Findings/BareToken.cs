using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Formats;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;

/// <summary>
/// A value that is an OAuth or OpenID token and nothing else, without a scheme in front. Many servers want another text under <c>authorization</c>, so a value
/// counts only with evidence of what it is.
/// </summary>
internal sealed class BareToken
{
    private const int MaxTrims = 3;

    /// <summary>What an incoming request brings: its values may hold their scheme.</summary>
    private static readonly TypeSet Incoming = new(
        "Grpc.Core.Metadata", "Grpc.Core.Metadata+Entry", "Grpc.Core.ServerCallContext", "System.Net.Http.Headers.HttpHeaders",
        "System.Net.Http.Headers.AuthenticationHeaderValue", "Microsoft.AspNetCore.Http.HttpRequest", "Microsoft.AspNetCore.Http.IHeaderDictionary",
        "Microsoft.Extensions.Primitives.StringValues", "System.Collections.Specialized.NameValueCollection", "Microsoft.AspNetCore.Http.IQueryCollection");

    /// <summary>Methods of a text that keep the scheme at its beginning.</summary>
    private static readonly HashSet<string> SameText = new(StringComparer.Ordinal)
    {
        "Trim", "TrimStart", "TrimEnd", "ToString", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Normalize",
    };

    private static readonly Memo<INamedTypeSymbol, HashSet<string>> MembersWithScheme =
        new(static (facts, _) => CollectMembers(facts), SymbolEqualityComparer.Default);

    private BareToken(string says, bool isKnown)
    {
        Says = says;
        IsKnown = isKnown;
    }

    /// <summary>For messages: what the token is. Never a part of it.</summary>
    internal string Says { get; }

    /// <summary>Whether a type of a library, or the text itself, shows that it is a token; false where only a name says so.</summary>
    internal bool IsKnown { get; }

    /// <summary>The token that a value is in every case; null if it may be something else, if it has a scheme in front, or if that is unknown.</summary>
    internal static BareToken? Of(TracedValue value, CredentialQuery query) => Of(value, ImmutableStack<Alias>.Empty, query, trims: 0);

    private static BareToken? Of(TracedValue value, ImmutableStack<Alias> aliases, CredentialQuery query, int trims)
    {
        BareToken? weakest = null;
        foreach (var origin in query.Origins.Trace(value, aliases))
        {
            if (IsMissing(origin))
                continue;

            if (Of(origin, query, trims) is not { } token)
                return null;

            if (weakest is null || (weakest.IsKnown && !token.IsKnown))
                weakest = token;
        }

        return weakest;
    }

    private static BareToken? Of(Origin origin, CredentialQuery query, int trims)
    {
        var operation = origin.Operation;
        if (SameTokenIn(operation, query) is { } same)
            return trims >= MaxTrims ? null : Of(origin.Value.With(same), origin.Aliases, query, trims + 1);

        if (operation.ConstantValue is { HasValue: true, Value: string { Length: > 0 } constant })
        {
            var isToken = constant.StartsWith("ey", StringComparison.Ordinal) && Jwt.In(constant) is not null;
            return isToken ? new BareToken("A JSON Web Token", isKnown: true) : null;
        }

        return (OfLibrary(operation, query) ?? Named(origin, query)) is { } token && !IsOfRequest(operation) && !HasScheme(operation, query) ? token : null;
    }

    /// <summary>The value that is trimmed, or that a pattern gives its name; null for other operations.</summary>
    private static IOperation? SameTokenIn(IOperation operation, CredentialQuery query) => operation switch
    {
        IInvocationOperation
        {
            TargetMethod: { Name: "Trim" or "TrimEnd" or "TrimStart", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } trimmed
        } => trimmed,
        ILocalReferenceOperation { Local: var matched } => PatternInput.Of(matched, query.Facts.Bodies),
        _ => null,
    };

    /// <summary>What a variable or property holds before it has a token.</summary>
    private static bool IsMissing(Origin origin) =>
        NullTests.IsNullOrEmpty(origin.Operation)
        && !origin.Aliases.Any(static alias => alias.Symbol is IPropertySymbol property && IsTokenOfAnswer(property));

    /// <summary>What a method of a library hands out as a token, whatever the code calls it.</summary>
    private static BareToken? OfLibrary(IOperation operation, CredentialQuery query)
    {
        if (operation is not IInvocationOperation { TargetMethod: { ContainingType: var type } method, Arguments: var arguments })
            return null;

        var isToken = method.Name switch
        {
            "WriteToken" or "CreateEncodedJwt" => type.DerivesFrom("Microsoft.IdentityModel.Tokens.SecurityTokenHandler"),
            "CreateToken" => type.DerivesFrom("Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler"),
            "GetTokenAsync" => type.Is("Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions")
                && query.Texts.ConstantOf(new TracedValue(arguments.Last())) is "access_token" or "id_token",
            "GetAccessTokenForUserAsync" or "GetAccessTokenForAppAsync" => type.Is("Microsoft.Identity.Web.ITokenAcquisition"),
            "GetAccessTokenForRequestAsync" => type.IsIn("Google.Apis.Auth.OAuth2"),
            _ => false,
        };
        return isToken ? new BareToken(Shown(method), isKnown: true) : null;
    }

    private static bool IsTokenOfAnswer(IPropertySymbol property) => property.Name switch
    {
        "AccessToken" when property.ContainingType.Name == "TokenResponse" => true,
        "AccessToken" or "IdToken" =>
            property.ContainingType.Is(
                "Microsoft.Identity.Client.AuthenticationResult", "Microsoft.IdentityModel.Clients.ActiveDirectory.AuthenticationResult"),
        "Token" => property.ContainingType.Is("Azure.Core.AccessToken"),
        _ => false,
    };

    /// <summary>
    /// What is called a token by the member that gives it, or by a variable that held it. Null for a value that is put together, and for one that is not
    /// followed.
    /// </summary>
    private static BareToken? Named(Origin origin, CredentialQuery query)
    {
        ISymbol? given = origin.Operation switch
        {
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation or IPropertyReferenceOperation => ((IMemberReferenceOperation)origin.Operation).Member,
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call => CalledFunction.DelegateOf(call),
            IInvocationOperation { TargetMethod: var method } when !PutsTogether(method) => method,
            var none when NullTests.IsNullOrEmpty(none) => origin.Aliases.Select(static alias => alias.Symbol).FirstOrDefault(),
            _ => null,
        };
        if (given is null || origin.Unseen == UnseenReason.TooDeep)
            return null;

        foreach (var symbol in new[] { given }.Concat(origin.Aliases.Select(static alias => alias.Symbol)))
        {
            if (symbol is IPropertySymbol property && IsTokenOfAnswer(property))
                return new BareToken(Shown(symbol), isKnown: true);

            if (TokenWords.NamesBareToken(symbol.Name))
                return IsTested(origin, query) ? null : new BareToken(Shown(symbol), isKnown: false);
        }

        return null;
    }

    /// <summary>Whether the code looks for a scheme in the value, takes it away, or parses the value: then it may have one.</summary>
    private static bool IsTested(Origin origin, CredentialQuery query)
    {
        foreach (var alias in origin.Aliases)
        {
            if (IsTestedIn(origin.Operation, alias.Symbol) || IsTestedIn(alias.Reference.Operation, alias.Symbol))
                return true;
        }

        return origin.Operation is IMemberReferenceOperation { Member: var member } && IsTestedIn(origin.Operation, member);

        bool IsTestedIn(IOperation body, ISymbol symbol)
        {
            var facts = query.Facts.Bodies.FactsOf(body);
            return facts.ReferencesTo(symbol).Exists(reference => LooksForScheme(reference)
                || (TextAround(reference).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var held } }
                    && facts.ReferencesTo(held).Exists(LooksForScheme)));
        }
    }

    private static bool LooksForScheme(IOperation reference) => TextAround(reference).Parent switch
    {
        IInvocationOperation call => HasSchemeInArgument(call),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: var type } call } when type.Is("System.MemoryExtensions") =>
            HasSchemeInArgument(call),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } =>
            (method.Name is "Parse" or "TryParse" && method.ContainingType.IsIn("System.Net.Http.Headers"))
            || method.ContainingType.Is("System.Text.RegularExpressions.Regex"),
        _ => false,
    };

    /// <summary>What the text of an expression goes through before code looks at it: trimmed, in other letters, behind <c>?.</c> and <c>??</c>.</summary>
    private static IOperation TextAround(IOperation reference)
    {
        for (var text = Conversions.BuiltInAround(reference); ; text = Conversions.BuiltInAround(text))
        {
            switch (text.Parent)
            {
                case IInvocationOperation { Instance: { } instance, TargetMethod: { ContainingType.SpecialType: SpecialType.System_String } changing } call
                    when instance == text && SameText.Contains(changing.Name):
                    text = call;
                    break;
                case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: var method } span }
                    when method.ContainingType.Is("System.MemoryExtensions") && (method.Name == "AsSpan" || SameText.Contains(method.Name)):
                    text = span;
                    break;
                case IConditionalAccessOperation access when access.Operation == text && ObjectHolder.OfAccess(access) is { } held:
                    text = held;
                    break;
                case IConditionalAccessOperation access when access.WhenNotNull == text:
                    text = access;
                    break;
                case ICoalesceOperation coalesce when coalesce.Value == text:
                    text = coalesce;
                    break;
                default:
                    return text;
            }
        }
    }

    private static bool HasSchemeInArgument(IInvocationOperation call)
    {
        var searched = call.TargetMethod.IsStatic ? 1 : 0;
        return call.Arguments.Length > searched
            && Conversions.Inside(call.Arguments.At(searched)).ConstantValue is { HasValue: true, Value: string text }
            && AuthorizationValue.Of(text).Kind != SchemeKind.None;
    }

    /// <summary>Functions over texts, and those that are named after a whole header.</summary>
    private static bool PutsTogether(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String
        || method.ContainingType.IsIn("System.Text")
        || method.ContainingType.IsIn("System.Text.RegularExpressions")
        || method.Name == "ToString"
        || NameWords.Of(method.Name).Exists(static word => word is "header" or "headers" or "authorization" or "scheme" or "prefix" or "format");

    /// <summary>Whether a value is read from a request: it is forwarded as it came.</summary>
    private static bool IsOfRequest(IOperation operation)
    {
        if (operation is IInvocationOperation { TargetMethod.Name: "GetTokenAsync" })
            return false;

        foreach (var part in operation.DescendantsAndSelf())
        {
            if (Incoming.ContainsBaseOf(part.Type))
                return true;
        }

        return false;
    }

    /// <summary>Whether a member that other types implement returns a value with a scheme in front in one of them.</summary>
    private static bool HasScheme(IOperation operation, CredentialQuery query)
    {
        ISymbol? member = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IPropertyReferenceOperation read => read.Property,
            _ => null,
        };
        return member is { IsAbstract: true } or { IsVirtual: true } or { IsOverride: true }
            && query.Facts.Get(MembersWithScheme, query.Facts.Symbols.Metadata).Contains(member.Name);
    }

    /// <summary>The names of the methods and properties of a compilation that have a text with a scheme in front.</summary>
    private static HashSet<string> CollectMembers(CompilationFacts facts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var text in TreeIndex.Of(tree).Texts)
            {
                var start = text is InterpolatedStringExpressionSyntax interpolated
                    ? interpolated.Contents.FirstOrDefault()?.ToString()
                    : (text as LiteralExpressionSyntax)?.Token.ValueText;
                if (start is not null && AuthorizationValue.Of(start).Kind != SchemeKind.None
                    && text.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
                    && ((member as MethodDeclarationSyntax)?.Identifier ?? (member as PropertyDeclarationSyntax)?.Identifier) is { } name)
                    names.Add(name.ValueText);
            }
        }

        return names;
    }

    private static string Shown(ISymbol symbol) =>
        symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol && symbol.ContainingType is { Name.Length: > 0, IsTupleType: false } type
            ? $"'{type.Name}.{symbol.Name}'"
            : $"'{symbol.Name}'";
}

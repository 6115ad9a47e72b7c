using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>Expressions that are a credential by where they take it from: a credential header, a token provider, the result of one, a secret setting.</summary>
internal static class ObtainedCredential
{
    /// <summary>Whose <c>GetTokenAsync</c> gives the token that the name in its last argument says.</summary>
    private static readonly TypeSet ContextExtensions = new(
        "Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions",
        "Microsoft.AspNetCore.Authentication.AuthenticationTokenExtensions");

    private static readonly TypeSet ServerHeaders = new(
        "Microsoft.AspNetCore.Http.IHeaderDictionary", "Microsoft.AspNetCore.Http.HeaderDictionary",
        "Microsoft.AspNetCore.Http.Headers.RequestHeaders");

    /// <summary>The credential that an expression takes from somewhere; null when it is not known to be one.</summary>
    internal static LoggedCredential? Of(TracedValue value, CredentialQuery query)
    {
        switch (value.Operation)
        {
            case IInvocationOperation call:
                return OfCall(call, value, query);
            case IObjectCreationOperation creation
                when HeaderWrite.From(creation, query.Facts) is { } write && query.Texts.ConstantOf(value.With(write.Value)) is null:
                return write.CredentialIn(query, value) is { } credential ? Header(credential.Header, creation) : null;
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member when query.Facts.GivesToken(member.Member):
                return HoldsText(member.Type) ? Token(member, member.Member) : null;
            case IPropertyReferenceOperation property:
                return OfProperty(property, value, query);
            default:
                return null;
        }
    }

    /// <summary>What <c>TryGetValue("Authorization", out var header)</c> and its like give; null for other writes.</summary>
    internal static LoggedCredential? OfOut(IOperation write, TracedValue value, CredentialQuery query)
    {
        if (write is not IArgumentOperation
            {
                Parent: IInvocationOperation
                {
                    TargetMethod: { Name: "TryGetValue" or "TryGetValues" } method,
                    Arguments: { Length: > 1 } arguments
                } call
            })
            return null;

        return IsHeaders(method.ContainingType, query) || IsHeaders(call.Instance?.Type, query) ? Named(arguments.At(0), call, value, query) : null;
    }

    private static LoggedCredential? OfCall(IInvocationOperation call, TracedValue value, CredentialQuery query)
    {
        var method = call.TargetMethod;
        var arguments = call.Arguments;
        switch (method.Name)
        {
            case "GetValue" or "Get" or "GetAll" when GrpcSymbols.Is(method.ContainingType, query.Symbols.Metadata):
            case "GetValues" when arguments.Length > 0 && IsHeaders(method.ContainingType, query):
                return Named(arguments.Last(), call, value, query);
            case "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault"
                when arguments.Length == 2 && GrpcSymbols.Is(method.TypeArguments.Length == 1 ? method.TypeArguments[0] : null, query.Symbols.MetadataEntry):
                return SearchedHeader(arguments.At(1), query) is { } header ? Header(header, call) : null;
            case "GetEnvironmentVariable" when method.ContainingType.Is("System.Environment"):
                return Setting(arguments.At(0), call, value, query);
            case "GetValue" when method.ContainingType.Is("Microsoft.Extensions.Configuration.ConfigurationBinder"):
                return Setting(arguments.At(1), call, value, query);
            default:
                return IsProvider(call, query) && HoldsText(method.ReturnType) ? Token(call, method) : null;
        }
    }

    private static LoggedCredential? OfProperty(IPropertyReferenceOperation reference, TracedValue value, CredentialQuery query)
    {
        var property = reference.Property;
        var type = property.ContainingType;
        if (property.IsIndexer && reference.Arguments.Length == 1)
        {
            var key = reference.Arguments.At(0);
            if (IsHeaders(type, query) || IsHeaders(reference.Instance?.Type, query))
                return Named(key, reference, value, query);

            return SettingRead.IsConfiguration(type)
                ? Setting(key, reference, value, query)
                : null;
        }

        switch (property.Name)
        {
            case var name when HeaderWrite.HeaderOf(name) is { } header && IsHeaders(type, query):
                return Header(header, reference);
            case "Value" when reference.Instance is IInvocationOperation { TargetMethod.Name: "GetSection", Arguments: { Length: > 0 } section }:
                return Setting(section.Last(), reference, value, query);
            default:
                return TokenWords.IsSecretOfAnswer(property.Name)
                    && property.Type.SpecialType == SpecialType.System_String
                    && reference.Instance is { } result
                    && MadeBy(value.With(result), query) is { Operation: IInvocationOperation call } && (IsProvider(call, query) || IsLogin(call, query))
                    ? Token(call, call.TargetMethod)
                    : null;
        }
    }

    /// <summary>The expression that makes an object, through variables that are written once and patterns; the last one that could be followed.</summary>
    private static TracedValue? MadeBy(TracedValue value, CredentialQuery query)
    {
        while (query.Budget.TryStep())
        {
            var operation = value.Operation;
            if (OriginTracer.PassedOn(operation) is { } passedOn)
                value = value.With(passedOn);
            else if (operation is ILocalReferenceOperation local
                && query.Facts.Bodies.FactsOf(local).WritesTo(local.Local) is var writes
                && writes.Count == 1
                && writes[0].Value is { } written)
                value = value.With(written);
            else if (operation is ILocalReferenceOperation { Local: var matched } && PatternInput.Of(matched, query.Facts.Bodies) is { } input)
                value = value.With(input);
            else
                return value;
        }

        return null;
    }

    /// <summary>
    /// Whether a call obtains a token by its name, or by a fact. <c>HttpContext.GetTokenAsync</c> gives the one that its argument names.
    /// </summary>
    private static bool IsProvider(IInvocationOperation call, CredentialQuery query)
    {
        var method = call.TargetMethod;
        if (query.Facts.GivesToken(method))
            return true;

        if (method.Name == "GetTokenAsync" && ContextExtensions.Contains(method.ContainingType))
            return call.Arguments.Last().ConstantValue is { HasValue: true, Value: "access_token" or "id_token" or "refresh_token" };

        return TokenWords.ObtainsToken(method.Name, call.Instance?.Type?.Name ?? method.ContainingType.Name);
    }

    /// <summary>Whether a call is an RPC that signs a user in: its response holds the token.</summary>
    private static bool IsLogin(IInvocationOperation call, CredentialQuery query) =>
        TokenWords.LogsIn(call.TargetMethod.Name) && query.Symbols.TakesCallOptions(call.TargetMethod);

    private static bool HoldsText(ITypeSymbol? type) =>
        type?.SpecialType == SpecialType.System_String
        || type is INamedTypeSymbol { TypeArguments: { Length: 1 } results } && type.IsTask()
            && results[0].SpecialType == SpecialType.System_String;

    private static bool IsHeaders(ITypeSymbol? type, CredentialQuery query) =>
        GrpcSymbols.IsA(type, query.Symbols.HttpHeaders)
            || ServerHeaders.Contains(type);

    /// <summary>The credential header whose key a predicate over entries compares with; null for other predicates.</summary>
    private static string? SearchedHeader(IOperation predicate, CredentialQuery query)
    {
        if (query.Facts.Bodies.FunctionGivenBy(predicate) is not { } function
            || query.Facts.Bodies.ReturnsOf(function) is not { Count: 1 } returned
            || !PrintedHeaders.LooksAtKey(returned[0]))
            return null;

        string? header = null;
        foreach (var operation in returned[0].DescendantsAndSelf())
        {
            if (operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }
                or IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals or BinaryOperatorKind.ConditionalOr })
                return null;

            if (operation.ConstantValue is { HasValue: true, Value: string })
                header ??= query.CredentialHeaderNamed(new TracedValue(operation));
        }

        return header;
    }

    private static LoggedCredential? Named(IOperation name, IOperation source, TracedValue value, CredentialQuery query) =>
        query.CredentialHeaderNamed(value.With(name)) is { } header ? Header(header, source) : null;

    private static LoggedCredential? Setting(IOperation key, IOperation source, TracedValue value, CredentialQuery query) =>
        query.Texts.ConstantOf(value.With(key)) is { } name && SecretName.IsSecret(name, query.Options)
            ? new LoggedCredential($"The setting '{name}'", source)
            : null;

    private static LoggedCredential Header(string header, IOperation source) => new($"The value of '{header}'", source);

    private static LoggedCredential Token(IOperation source, ISymbol member) => new($"The token from '{member.Name}'", source);
}

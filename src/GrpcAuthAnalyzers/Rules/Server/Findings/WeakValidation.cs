using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>
/// What a server accepts because of one option. A validator that is assigned runs even where its check is off (Validators.cs of
/// Microsoft.IdentityModel.Tokens), so the check beside it says nothing.
/// </summary>
internal sealed class WeakValidation
{
    private const string OtherService = "a token that was issued for another service";
    private const string KnownKey = "a token of anybody who knows the code, because the key is written in it";
    private const string ZeroKey = "a token of anybody, because the key is all zeros";
    private const string AnyIssuer = "a token of any issuer";
    private const string Expired = "an expired token";
    private const string Unsigned = "a forged token without a signature";

    private static readonly string[] IssuerValidators = { "IssuerValidator", "IssuerValidatorAsync", "IssuerValidatorUsingConfiguration" };

    private static readonly string[] KeyOptions =
    {
        "IssuerSigningKey", "IssuerSigningKeys", "IssuerSigningKeyResolver", "IssuerSigningKeyResolverUsingConfiguration", "Configuration",
        "ConfigurationManager",
    };

    private WeakValidation(string accepted, bool isInformation = false, bool canBeTurnedOn = false)
    {
        Accepted = accepted;
        IsInformation = isInformation;
        CanBeTurnedOn = canBeTurnedOn;
    }

    /// <summary>What is accepted: words that complete "lets the server accept".</summary>
    internal string Accepted { get; }

    /// <summary>Whether it may be meant so.</summary>
    internal bool IsInformation { get; }

    /// <summary>Whether the option can be set to true: a token that the right issuer made for this server passes then, too.</summary>
    internal bool CanBeTurnedOn { get; }

    /// <summary>The weakness of one option; null when there is none, or that is not known.</summary>
    internal static WeakValidation? Of(ValidationOption option, CredentialQuery query) => option.Is(false) ? OfSwitch(option, query) : OfValue(option, query);

    private static WeakValidation? OfSwitch(ValidationOption option, CredentialQuery query)
    {
        switch (option.Name)
        {
            case "ValidateAudience" when !option.HasBeside("AudienceValidator") && !MayCheckClaims(option):
                return new WeakValidation(OtherService, isInformation: HasOwnKey(option) || ChecksClaims(query));
            case "ValidateIssuer" when !option.HasBeside(IssuerValidators) && !MayCheckClaims(option):
                return new WeakValidation(AnyIssuer, isInformation: HasOwnKey(option) || IsForManyTenants(option, query));
            case "ValidateLifetime" when !option.HasBeside("LifetimeValidator"):
                var isMeant = ReadsExpired(option);
                return new WeakValidation(Expired, isMeant, canBeTurnedOn: !isMeant);
            case "RequireExpirationTime" when !option.HasBeside("LifetimeValidator"):
                return new WeakValidation("a token that never expires", canBeTurnedOn: true);
            case "RequireSignedTokens" when !option.HasBeside("SignatureValidator", "SignatureValidatorUsingConfiguration"):
                return new WeakValidation(Unsigned, canBeTurnedOn: true);
            case "RequireHttpsMetadata" when KeySourceOf(option) is { } source:
                return OfKeySource(query.Texts.Alternatives(source.Value), query);
            default:
                return null;
        }
    }

    private static WeakValidation? OfValue(ValidationOption option, CredentialQuery query) => option.Name switch
    {
        "SignatureValidator" or "SignatureValidatorUsingConfiguration" when IsTrusting(option, query, IsParsedToken) =>
            new WeakValidation("a forged token, because it does not check the signature"),
        "LifetimeValidator" when IsTrusting(option, query, IsTrue) => new WeakValidation(Expired),
        "AudienceValidator" when IsTrusting(option, query, IsTrue) => new WeakValidation(OtherService),
        "IssuerValidator" when IsTrusting(option, query, IsParameter) => new WeakValidation(AnyIssuer),
        "IssuerSigningKey" when WrittenKey.Of(option.Value, query) is { } key => new WeakValidation(key == WrittenKeyKind.Zero ? ZeroKey : KnownKey),
        _ => null,
    };

    /// <summary>The option that says where the signing keys come from; null for keys that the code gives.</summary>
    private static ValidationOption? KeySourceOf(ValidationOption option) =>
        HasOwnKey(option) ? null : option.Beside("MetadataAddress") ?? option.Beside("Authority");

    private static WeakValidation? OfKeySource(ImmutableArray<TracedText> address, CredentialQuery query)
    {
        if (address.Length != 1 || !address[0].Prefix.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return null;

        var host = HostName.Of(address[0]);
        var reach = host.ReachUnder(query.Options);
        return reach is HostReach.Public or HostReach.Private
            ? new WeakValidation($"signing keys of whoever is on the way to '{host.Name}'", isInformation: reach == HostReach.Private)
            : null;
    }

    /// <summary>Whether the code gives the signing key: then no other service is likely to have tokens of the same issuer.</summary>
    private static bool HasOwnKey(ValidationOption option) => option.HasBeside(KeyOptions);

    /// <summary>Whether an event of the scheme may check what the option leaves out.</summary>
    private static bool MayCheckClaims(ValidationOption option) => option.HasBeside("Events");

    /// <summary>Whether a policy of the compilation asks for a claim, such as the scope of this service.</summary>
    private static bool ChecksClaims(CredentialQuery query) =>
        query.Facts.CallsNamed("RequireClaim", "RequireScope", "RequireAssertion", "AddRequirements", "RequiredScope").GetEnumerator().MoveNext();

    /// <summary>Whether the authority of the scheme signs for many tenants, each of which is an issuer.</summary>
    private static bool IsForManyTenants(ValidationOption option, CredentialQuery query)
    {
        if (option.Beside("Authority") is not { } authority)
            return false;

        foreach (var address in query.Texts.Alternatives(authority.Value))
        {
            if (address.Prefix.Contains("/common") || address.Prefix.Contains("/organizations"))
                return true;
        }

        return false;
    }

    /// <summary>Whether the code reads a token because it has expired: in order to refresh it, or to end a session.</summary>
    private static bool ReadsExpired(ValidationOption option)
    {
        for (var function = EnclosingFunction.Enclosing(option.Assignment); ; function = EnclosingFunction.Enclosing(function))
        {
            if (EnclosingFunction.SymbolOf(function) is { } method && NamesExpired(method.Name))
                return true;

            if (function.Parent is null)
                return NamesExpired(EnclosingFunction.SymbolOf(function)?.ContainingType, option);
        }
    }

    /// <summary>Whether a class reads expired tokens, by its name or that of a member: it has the parameters for that purpose in a field.</summary>
    private static bool NamesExpired(INamedTypeSymbol? type, ValidationOption option)
    {
        if (type is null)
            return false;

        if (NamesExpired(type.Name))
            return true;

        foreach (var member in option.IsOfScheme ? ImmutableArray<ISymbol>.Empty : type.GetMembers())
        {
            if (NamesExpired(member.Name))
                return true;
        }

        return false;
    }

    private static bool NamesExpired(string name)
    {
        foreach (var word in new[] { "Expire", "Refresh", "Renew", "Logout", "SignOut", "Revoke" })
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether every return of a validator is of one kind, and nothing in it can refuse a token: it calls only what parses one.</summary>
    private static bool IsTrusting(ValidationOption option, CredentialQuery query, Func<Origin, bool> isTrusted)
    {
        if (query.Facts.Bodies.FunctionGivenBy(option.Assignment.Value) is not { } function)
            return false;

        foreach (var operation in function.Descendants())
        {
            if (operation is IThrowOperation || (operation is IInvocationOperation call && !IsParsing(call)))
                return false;
        }

        var returns = query.Facts.Bodies.ReturnsOf(function);
        foreach (var returned in returns)
        {
            foreach (var origin in query.Origins.Trace(TracedValue.Returned(returned, function)))
            {
                if (!isTrusted(origin))
                    return false;
            }
        }

        return returns.Count > 0;
    }

    private static bool IsTrue(Origin value) => value.IsSeen && value.Operation.ConstantValue is { HasValue: true, Value: true };

    private static bool IsParameter(Origin value) => value.Operation is IParameterReferenceOperation { Parameter.Ordinal: 0 };

    private static bool IsParsedToken(Origin value) => value.IsSeen && (value.Operation is IInvocationOperation call
        ? IsParsing(call)
        : value.Operation is IObjectCreationOperation { Type: var type } && IsToken(type));

    private static bool IsToken(ITypeSymbol? type) =>
        type.Is("System.IdentityModel.Tokens.Jwt.JwtSecurityToken", "Microsoft.IdentityModel.JsonWebTokens.JsonWebToken");

    private static bool IsParsing(IInvocationOperation call) =>
        call.TargetMethod.Name is "ReadToken" or "ReadJwtToken" or "ReadJsonWebToken" or "CanReadToken"
        && call.TargetMethod.ContainingType.DerivesFrom("Microsoft.IdentityModel.Tokens.TokenHandler");
}

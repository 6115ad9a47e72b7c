using System;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>Which types hold a token, and which of their members is its expiry.</summary>
internal static class TokenTypes
{
    /// <summary>What else expires beside a token, or is one that no call is sent with.</summary>
    private static readonly string[] Others =
    {
        "session", "cookie", "absolute", "sliding", "invit", "confirm", "verif", "reset", "csrf", "xsrf", "license", "licence", "subscription",
        "certificate", "password", "upload", "share",
    };

    /// <summary>The security tokens of Microsoft.IdentityModel and the retired System.IdentityModel, and what their claims are read from.</summary>
    private static readonly TypeSet SecurityTokens = new(
        "Microsoft.IdentityModel.Tokens.SecurityToken", "System.IdentityModel.Tokens.SecurityToken",
        "System.IdentityModel.Tokens.Jwt.JwtPayload", "System.IdentityModel.Tokens.Jwt.JwtRegisteredClaimNames",
        "Microsoft.IdentityModel.JsonWebTokens.JwtRegisteredClaimNames");

    /// <summary>
    /// Whether a moment or Unix time is the expiry of a token: <c>ValidTo</c> and <c>ValidFrom</c> of a security token, or a member named as an expiry of a
    /// type that also holds a token. <paramref name="isKnown"/> for those of well-known types, which are UTC by their documentation, and of protobuf messages.
    /// </summary>
    internal static bool IsExpiry(ISymbol member, out bool isKnown)
    {
        isKnown = false;
        var type = member.ContainingType;
        if (type is null || !(ClockValueReader.IsMoment(TypeOf(member)) || ClockValueReader.IsNumber(TypeOf(member))))
            return false;

        if (member.Name is "ValidTo" or "ValidFrom" && IsToken(type))
            return isKnown = true;

        var isAnyEnd = !ExpiryWords.NamesExpiry(member.Name);
        if ((isAnyEnd && !ExpiryWords.NamesAnyEnd(member.Name))
            || Has(member.Name, "cache")
            || SpeaksOfOthers(member.Name)
            || SpeaksOfOthers(type.Name)
            || !HoldsToken(type, mustBeAccessToken: isAnyEnd && !NamesToken(type)))
            return false;

        isKnown = IsAnswer(type);
        return true;
    }

    /// <summary>Whether a moment is the one at which a type that holds a token fetches the next.</summary>
    internal static bool IsRenewal(ISymbol member) =>
        ExpiryWords.NamesRenewal(member.Name)
        && (ClockValueReader.IsMoment(TypeOf(member)) || ClockValueReader.IsNumber(TypeOf(member)))
        && member.ContainingType is { } type
        && !SpeaksOfOthers(type.Name)
        && HoldsToken(type, mustBeAccessToken: false);

    /// <summary>Whether a type derives from <c>SecurityToken</c> of Microsoft.IdentityModel.</summary>
    internal static bool IsToken(ITypeSymbol type) => SecurityTokens.ContainsBaseOf(type);

    /// <summary>What token services answer with: Azure.Core.AccessToken, the AuthenticationResult of MSAL, and the messages of protobuf.</summary>
    internal static bool IsAnswer(ITypeSymbol type) =>
        type.Is("Azure.Core.AccessToken", "Microsoft.Identity.Client.AuthenticationResult") || IsMessage(type);

    /// <summary>Whether a type is a protobuf message: what it holds was sent, and stays as it is.</summary>
    internal static bool IsMessage(ITypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces)
        {
            if (contract.Is("Google.Protobuf.IMessage"))
                return true;
        }

        return false;
    }

    /// <summary>Whether the name of a type says that it is one of tokens: <c>TokenEntry</c>, <c>AuthState</c>.</summary>
    private static bool NamesToken(INamedTypeSymbol type) =>
        TokenWords.SpeaksOfAuthentication(type.Name) || NameWords.Of(type.Name) is var words && (words.Contains("token") || words.Contains("tokens"));

    private static bool HoldsToken(INamedTypeSymbol type, bool mustBeAccessToken)
    {
        for (INamedTypeSymbol? current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsConst: false } or IPropertySymbol
                    && TypeOf(member) is { SpecialType: SpecialType.System_String }
                    && IsTokenName(member.Name)
                    && (!mustBeAccessToken || TokenWords.HandsOutToken(member.Name)))
                    return true;

                if (member is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol
                    && TypeOf(member) is { } held
                    && (IsAnswer(held) || IsToken(held)))
                    return true;
            }
        }

        return false;
    }

    private static bool IsTokenName(string name) => !SpeaksOfOthers(name) && !SecretWords.HoldsVeto(name) && TokenWords.HoldsToken(name);

    private static bool SpeaksOfOthers(string name)
    {
        foreach (var other in Others)
        {
            if (Has(name, other))
                return true;
        }

        return false;
    }

    private static bool Has(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>How token and expiry are read from what a method fetches.</summary>
internal sealed class FetchedToken
{
    /// <summary>The variable that holds what was fetched.</summary>
    internal const string Variable = "fetched";

    private static readonly string[] TokenNames = { "accesstoken", "token", "bearertoken", "jwt", "value", "rawdata" };

    private readonly ISymbol? _token;
    private readonly ISymbol? _expiry;

    private FetchedToken(ISymbol? token, ISymbol? expiry)
    {
        _token = token;
        _expiry = expiry;
    }

    /// <summary>Whether what is fetched says until when it is good; if not, the user of the provider has to.</summary>
    internal bool KnowsExpiry => _expiry is not null;

    /// <summary>The expression of the token that was fetched.</summary>
    internal string Token => Read(_token);

    /// <summary>Null for a type that holds no token.</summary>
    internal static FetchedToken? Of(ITypeSymbol type, Compilation compilation)
    {
        if (type.SpecialType == SpecialType.System_String)
            return new FetchedToken(null, null);
        if (type.SpecialType != SpecialType.None || type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
            return null;

        var members = Members(type, compilation).ToList();
        var token = TokenNames.Select(name => members.FirstOrDefault(m => TypeOf(m).SpecialType == SpecialType.System_String && Plain(m.Name) == name))
            .FirstOrDefault(static m => m is not null);
        return token is null ? null : new FetchedToken(token, members.FirstOrDefault(IsMoment) ?? members.FirstOrDefault(IsDuration));
    }

    /// <summary>
    /// The expression of the moment of expiry, given that of the moment when the token was asked for; without <see cref="KnowsExpiry"/>
    /// from a lifetime.
    /// </summary>
    internal string Expires(string asked, string lifetime, Func<string, string> typeName)
    {
        if (_expiry is null)
            return $"{asked} + {lifetime}";

        var optional = TypeOf(_expiry).OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var type = Underlying(_expiry);
        var expiry = Read(_expiry);
        switch (type.Name)
        {
            // An expiry that is not there is none: the token is handed out and not kept.
            case "DateTimeOffset":
                return optional ? $"{expiry} ?? {asked}" : expiry;
            case "DateTime":
                return optional ? $"{expiry} == null ? {asked} : {Utc(expiry + ".Value", typeName)}" : Utc(expiry, typeName);
            case "TimeSpan":
                return optional ? $"{asked} + ({expiry} ?? {typeName("System.TimeSpan")}.Zero)" : $"{asked} + {expiry}";
            default:
                return $"{asked} + {typeName("System.TimeSpan")}.FromSeconds({(optional ? expiry + " ?? 0" : expiry)})";
        }
    }

    // A time without a kind is UTC, as in the answers of token services; the conversion to DateTimeOffset would take it for a local one.
    private static string Utc(string moment, Func<string, string> typeName)
    {
        var kind = typeName("System.DateTimeKind");
        return $"new {typeName("System.DateTimeOffset")}({moment}.Kind == {kind}.Local ? {moment}.ToUniversalTime() "
            + $": {typeName("System.DateTime")}.SpecifyKind({moment}, {kind}.Utc))";
    }

    private static string Read(ISymbol? member) => member is null ? Variable : Variable + "." + member.Name;

    private static IEnumerable<ISymbol> Members(ITypeSymbol type, Compilation compilation)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null }
                    && member.CanBeReferencedByName && IsAccessible(member, compilation))
                    yield return member;
            }
        }
    }

    private static bool IsAccessible(ISymbol member, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(member, compilation.Assembly)
        && (member is not IPropertySymbol { GetMethod: { } getter } || compilation.IsSymbolAccessibleWithin(getter, compilation.Assembly));

    private static bool IsMoment(ISymbol member) =>
        Underlying(member).Is("System.DateTime", "System.DateTimeOffset")
        && Plain(member.Name) is "expires" or "expireson" or "expiresat" or "expiresutc" or "expiresonutc" or "expiresatutc" or "expiry"
            or "expiryutc" or "expiration"
            or "expirationtime" or "expirationutc" or "expirationdate" or "expiretime" or "validto" or "validuntil" or "tokenexpiry" or "accesstokenexpiration";

    // Whole numbers are seconds, as expires_in of RFC 6749 (5.1).
    private static bool IsDuration(ISymbol member) =>
        Plain(member.Name) is "expiresin"
            && (Underlying(member) is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double }
                || Underlying(member).Is("System.TimeSpan"))
        || Plain(member.Name) is "expiresinseconds"
            && Underlying(member).SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double;

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();

    /// <summary>The type of a field or property, without <c>?</c>.</summary>
    internal static ITypeSymbol Underlying(ISymbol member) =>
        TypeOf(member) is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } optional
            ? optional.TypeArguments[0]
            : TypeOf(member);

    private static ITypeSymbol TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
}

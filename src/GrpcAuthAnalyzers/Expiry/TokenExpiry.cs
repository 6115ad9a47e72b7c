using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>A stored moment that is the expiry of a token: one of a known type, a member beside a token, or the claim <c>exp</c>.</summary>
internal sealed class TokenExpiry
{
    private TokenExpiry(IOperation source, string name, TimeKind kind, bool isWhole)
    {
        Source = source;
        Name = name;
        Kind = kind;
        IsWhole = isWhole;
    }

    /// <summary>The member or call that gives it.</summary>
    internal IOperation Source { get; }

    /// <summary>For messages: <c>JwtSecurityToken.ValidTo</c>, or <c>exp</c>.</summary>
    internal string Name { get; }

    /// <summary>In what time a <c>DateTime</c> holds it; Unknown where it is not seen.</summary>
    internal TimeKind Kind { get; }

    /// <summary>Whether it is known to be the moment from which on the server refuses the token: nothing was taken from it when it was stored.</summary>
    internal bool IsWhole { get; }

    /// <summary>A stored moment as an expiry; null if nothing shows that it is that of a token.</summary>
    internal static TokenExpiry? From(ClockValue stored, ClockValueReader reader, CredentialQuery query)
    {
        switch (stored.Source)
        {
            case IInvocationOperation { Arguments: { Length: 1 } arguments } unix
                when unix.Type.Is("System.DateTimeOffset") && ReadsClaim(arguments.At(0), query):
            case { } number when ClockValueReader.IsNumber(number.Type) && ReadsClaim(number, query):
                return new TokenExpiry(stored.Source, "exp", TimeKind.Unknown, isWhole: true);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference when TokenTypes.IsExpiry(reference.Member, out var isKnown):
                var (kind, isWhole) = isKnown ? (TimeKind.Utc, reference.Member.Name != "ValidFrom") : StoredIn(reference.Member, reader, query);
                return new TokenExpiry(reference, reference.Member.ContainingType.Name + "." + reference.Member.Name, kind, isWhole);
            default:
                return null;
        }
    }

    /// <summary><c>long.Parse(jwt.Claims.First(c => c.Type == "exp").Value)</c>, at once or through locals.</summary>
    internal static bool ReadsClaim(IOperation number, CredentialQuery query)
    {
        var pending = new Stack<IOperation>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        pending.Push(number);
        while (pending.Count > 0)
        {
            foreach (var operation in pending.Pop().DescendantsAndSelf())
            {
                if (!query.Budget.TryStep())
                    return false;

                switch (operation)
                {
                    case { ConstantValue: { HasValue: true, Value: "exp" } }:
                        return true;
                    case IMemberReferenceOperation { Member: { Name: "Exp" or "Expiration", ContainingType: var type } } when TokenTypes.IsToken(type):
                        return true;
                    case ILocalReferenceOperation local when seen.Add(local.Local):
                        foreach (var write in query.Facts.Bodies.FactsOf(local).WritesTo(local.Local))
                        {
                            if ((write.Value ?? write.Site) is { } value)
                                pending.Push(Statement(value));
                        }

                        break;
                }
            }
        }

        return false;
    }

    /// <summary>An <c>out</c> argument is what its call gives.</summary>
    private static IOperation Statement(IOperation value) => value is IArgumentOperation { Parent: IInvocationOperation call } ? call : value;

    /// <summary>
    /// In what time a member of this compilation is written, and whether it gets the whole lifetime; Unknown where one write says
    /// another, or nothing.
    /// </summary>
    private static (TimeKind Kind, bool IsWhole) StoredIn(ISymbol member, ClockValueReader reader, CredentialQuery query)
    {
        TimeKind? kind = member.Name.EndsWith("Utc", StringComparison.OrdinalIgnoreCase) ? TimeKind.Utc : null;
        var writes = query.Facts.Bodies.WritesTo(member);
        var isWhole = IsWrittenHere(member, writes, query);
        foreach (var write in writes.Writes)
        {
            if (write.Value is null)
                return (kind ?? TimeKind.Unknown, false);

            foreach (var value in StoredExpiry.ValuesOf(write.Value, query))
            {
                if (IsNoMoment(value))
                    continue;

                var next = reader.Read(value);
                var nextKind = next is { IsClock: false, Kind: TimeKind.Unknown, Source: IMemberReferenceOperation { Member: var other } }
                    && TokenTypes.IsExpiry(other, out var isKnown)
                    && isKnown
                    ? TimeKind.Utc
                    : next?.Kind ?? TimeKind.Unknown;
                kind = kind is null || kind == nextKind ? nextKind : TimeKind.Unknown;
                isWhole &= StoredExpiry.IsWhole(value, next, query);
            }
        }

        return (kind ?? TimeKind.Unknown, isWhole);
    }

    /// <summary><c>DateTime.MinValue</c>, <c>default</c> and null: no token yet.</summary>
    private static bool IsNoMoment(IOperation value) =>
        NullTests.IsNull(value)
            || value is { ConstantValue.HasValue: true }
                or IFieldReferenceOperation { Field: { Name: "MinValue" or "MaxValue" or "UnixEpoch" } }
            || value is IObjectCreationOperation { Arguments.Length: 0 };

    /// <summary>Whether all writes are seen: no other assembly can write the member, and nothing fills it by reflection.</summary>
    private static bool IsWrittenHere(ISymbol member, WriteSet writes, CredentialQuery query)
    {
        var visibility = query.Facts.Bodies.Visibility;
        var written = member is IPropertySymbol { SetMethod: { } setter } ? setter : member;
        return writes.Writes.Length > 0
            && (writes.IsComplete || visibility.IsNamedOnlyHere(written))
            && (member is IFieldSymbol || !visibility.IsFilledByReflection(member.ContainingType));
    }
}

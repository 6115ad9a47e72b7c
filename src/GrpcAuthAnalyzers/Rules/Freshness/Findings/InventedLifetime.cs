using System;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>
/// The expiry of a cached token that is a constant time from now, in code that stores the token of an answer and reads nothing of what the answer
/// says about its lifetime.
/// </summary>
internal sealed class InventedLifetime
{
    /// <summary>No service that is known gives tokens a shorter life by default; a cache that keeps one for so long is only slow.</summary>
    private const double ShortSeconds = 300;

    private InventedLifetime(IMemberReferenceOperation token, ISymbol lifetime, double seconds)
    {
        Token = token;
        Lifetime = lifetime;
        IsShort = seconds <= ShortSeconds;
    }

    /// <summary>The token of the answer, where it is read.</summary>
    internal IMemberReferenceOperation Token { get; }

    /// <summary>The member of the answer that says how long the token lives.</summary>
    internal ISymbol Lifetime { get; }

    /// <summary>The same for a message: <c>reply.ExpiresIn</c>.</summary>
    internal string LifetimeText => Token.Instance!.Syntax + "." + Lifetime.Name;

    /// <summary>Whether the constant is so short that few tokens live shorter.</summary>
    internal bool IsShort { get; }

    /// <summary>Null if the expiry is not constant, or no answer with a lifetime is at hand, or the code looks at a lifetime.</summary>
    internal static InventedLifetime? In(ExpiryStore store, CredentialQuery query)
    {
        var constant = store.IsSpan ? ConstantLifetime.OfSpan(store.Value, query)
            : ConstantLifetime.UntilMoment(store.Value, new ClockValueReader(query), query);
        if (constant is not > 0)
            return null;

        IMemberReferenceOperation? token = null;
        ISymbol? lifetime = null;
        var function = EnclosingFunction.Enclosing(store.Operation);
        foreach (var operation in function.Descendants())
        {
            if (!query.Budget.TryStep() || ReadsLifetime(operation, store))
                return null;

            if (token is null && operation is IMemberReferenceOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation } read
                && LifetimeBeside(read, store) is { } beside
                && IsAnswer(read, beside, query) && IsKept(read, store, query))
                (token, lifetime) = (read, beside);
        }

        return token is null || IsPassedOn(((IMemberReferenceOperation)token).Instance!, function)
            ? null
            : new InventedLifetime(token, lifetime!, constant.Value);
    }

    /// <summary>
    /// Whether code reads anything that is named as a lifetime or expiry, but what it stores itself: then the constant may be a limit or a default.
    /// </summary>
    private static bool ReadsLifetime(IOperation operation, ExpiryStore store) => operation switch
    {
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } read =>
            Names(read.Member.Name) && !IsConstant(read) && !SymbolEqualityComparer.Default.Equals(read.Member.ContainingType, store.Type)
            && !ExpiryStore.IsOfCacheEntry(read.Member),
        IParameterReferenceOperation parameter => Names(parameter.Parameter.Name),
        ILocalReferenceOperation local => ExpiryWords.NamesLifetime(local.Local.Name) && !local.Local.IsConst,
        ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } =>
            text is "exp" || text.StartsWith("expire", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool IsConstant(IMemberReferenceOperation read) => read.Member is IFieldSymbol { IsConst: true } or { IsStatic: true };

    private static bool Names(string name) => ExpiryWords.NamesLifetime(name) || ExpiryWords.NamesExpiry(name);

    /// <summary>
    /// The member beside a token that says how long it lives; null where a member is no token, where there is none, for the cache itself, and where one
    /// belongs to a refresh token and the other does not.
    /// </summary>
    private static ISymbol? LifetimeBeside(IMemberReferenceOperation token, ExpiryStore store)
    {
        var type = token.Member.ContainingType;
        if (TypeOf(token.Member) is not { SpecialType: SpecialType.System_String }
            || !TokenWords.HoldsToken(token.Member.Name)
            || SymbolEqualityComparer.Default.Equals(type, store.Type)
            || IsOfRefresh(token.Member.Name) != IsOfRefresh(store.Name)
            || IsOfRefresh(type.Name))
            return null;

        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (!member.IsStatic
                    && IsReadable(member, token)
                    && IsOfRefresh(member.Name) == IsOfRefresh(store.Name)
                    && IsLifetime(member))
                    return member;
            }
        }

        return null;
    }

    /// <summary>Whether the code of the project can read a member: a generated message has private fields beside its properties.</summary>
    private static bool IsReadable(ISymbol member, IOperation place) =>
        place.SemanticModel?.Compilation is { } compilation
        && compilation.IsSymbolAccessibleWithin((member as IPropertySymbol)?.GetMethod ?? member, compilation.Assembly);

    private static bool IsLifetime(ISymbol member) => member is IPropertySymbol { GetMethod: not null } or IFieldSymbol
        && TypeOf(member) is { } type
        && (ExpiryWords.NamesLifetime(member.Name)
            ? ClockValueReader.IsNumber(type) || type.Is("System.TimeSpan") || type.Is("Google.Protobuf.WellKnownTypes.Duration")
            : TokenTypes.IsExpiry(member, out _));

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type;

    private static bool IsOfRefresh(string name) =>
        name.IndexOf("refresh", StringComparison.OrdinalIgnoreCase) >= 0 && !ExpiryWords.NamesRenewal(name);

    /// <summary>
    /// Whether the object was received: a message, a known answer, something with the seconds that OAuth sends, or what was awaited. False for what the
    /// code makes itself.
    /// </summary>
    private static bool IsAnswer(IMemberReferenceOperation token, ISymbol lifetime, CredentialQuery query)
    {
        var isShaped = TokenTypes.IsAnswer(token.Member.ContainingType) || ExpiryWords.NamesLifetime(lifetime.Name);
        if (token.Instance is not ILocalReferenceOperation local)
            return isShaped;

        var writes = query.Facts.Bodies.FactsOf(local).WritesTo(local.Local);
        if (writes.Count == 0)
            return isShaped;

        foreach (var write in writes)
        {
            if (write.Value is not { } value || Conversions.SystemInside(value) is IObjectCreationOperation)
                return false;

            if (!isShaped && Conversions.SystemInside(value) is not IAwaitOperation)
                return false;
        }

        return true;
    }

    /// <summary>Whether the token is stored where its expiry is, at once or through a local; a cache entry holds whatever its function gives.</summary>
    private static bool IsKept(IOperation token, ExpiryStore store, CredentialQuery query)
    {
        if (store is { IsOfCache: true, Holder: null })
            return true;

        for (var current = token; current.Parent is { } parent and not IBlockOperation; current = parent)
        {
            if (parent == store.Holder)
                return !store.IsOfCache || current is IArgumentOperation { Parameter.Ordinal: 2 };

            switch (parent)
            {
                case IAssignmentOperation { Target: IMemberReferenceOperation { Member: var kept } } assignment when assignment.Value == current:
                    return SymbolEqualityComparer.Default.Equals(kept.ContainingType, store.Type)
                        && IsOfRefresh(kept.Name) == IsOfRefresh(store.Name);
                case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var captured } } assignment when assignment.Value == current:
                    return SymbolEqualityComparer.Default.Equals(captured.ContainingSymbol, store.OwnerOfLocal);
                case IVariableDeclaratorOperation { Symbol: var local }:
                    foreach (var mention in query.Facts.Bodies.FactsOf(token).ReferencesTo(local))
                    {
                        if (mention != token
                            && (mention.Parent is IAssignmentOperation || (store.Holder is { } holder && EnclosingFunction.IsInside(mention, holder)))
                            && IsKept(mention, store, query))
                            return true;
                    }

                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether the whole answer is given to other code, which may look at its lifetime; a test for null is none.</summary>
    private static bool IsPassedOn(IOperation answer, IOperation function)
    {
        ISymbol? variable = answer switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        foreach (var operation in function.Descendants())
        {
            var mentioned = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => (ISymbol?)null,
            };
            if (mentioned is not null && SymbolEqualityComparer.Default.Equals(mentioned, variable)
                && Conversions.BuiltInAround(operation).Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: not "ThrowIfNull" } }
                    or IArgumentOperation { Parent: IObjectCreationOperation } or IAssignmentOperation or IVariableInitializerOperation or IReturnOperation)
                return true;
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Facts;

/// <summary>
/// Attributes of the user's own code that say what a facts file says: <c>[GrpcAuthenticates]</c> and <c>[GrpcAnonymous]</c>. They are known by these names
/// alone, in any namespace, so that nobody needs a reference to this package.
/// </summary>
internal static class OwnAttributes
{
    /// <summary>What the attributes of a symbol say; nothing for most.</summary>
    internal static FactKinds Of(ISymbol symbol)
    {
        var kinds = FactKinds.None;
        foreach (var attribute in symbol.GetAttributes())
        {
            kinds |= attribute.AttributeClass?.Name switch
            {
                "GrpcAuthenticatesAttribute" or "GrpcAuthenticates" => FactKinds.Authenticates,
                "GrpcAnonymousAttribute" or "GrpcAnonymous" => FactKinds.Anonymous,
                _ => FactKinds.None,
            };
        }

        return kinds;
    }

    /// <summary>Whether a symbol, or a type around it, is marked as anonymous: the calls in its code need no credentials.</summary>
    internal static bool IsAnonymous(ISymbol? symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if ((Of(symbol) & FactKinds.Anonymous) != 0)
                return true;
        }

        return false;
    }
}

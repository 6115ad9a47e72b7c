using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>How messages name what holds a value.</summary>
internal static class SymbolDisplay
{
    /// <summary><c>constant 'Orders.Token'</c>, <c>field</c>, <c>property</c>, <c>variable 'token'</c>, <c>parameter</c>.</summary>
    internal static string Of(ISymbol symbol)
    {
        var kind = symbol switch
        {
            IFieldSymbol { IsConst: true } => "constant",
            IFieldSymbol => "field",
            IPropertySymbol => "property",
            ILocalSymbol => "variable",
            _ => "parameter",
        };
        return symbol is IFieldSymbol or IPropertySymbol && symbol.ContainingType is { } type
            ? $"{kind} '{type.Name}.{symbol.Name}'"
            : $"{kind} '{symbol.Name}'";
    }
}

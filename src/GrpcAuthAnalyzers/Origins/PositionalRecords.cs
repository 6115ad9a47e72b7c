using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>Positional records: a property that a parameter of the primary constructor declares.</summary>
internal static class PositionalRecords
{
    /// <summary>The constructor parameter whose value a property of a positional record has; null for other properties.</summary>
    internal static IParameterSymbol? ParameterOf(IPropertySymbol property)
    {
        if (!property.ContainingType.IsRecord || property.DeclaringSyntaxReferences.Length != 1)
            return null;

        var declaration = property.DeclaringSyntaxReferences[0];
        foreach (var constructor in property.OriginalDefinition.ContainingType.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name == property.Name
                    && parameter.DeclaringSyntaxReferences is { Length: 1 } others
                    && others[0].SyntaxTree == declaration.SyntaxTree
                    && others[0].Span == declaration.Span)
                    return parameter;
            }
        }

        return null;
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The methods that may run where code calls one.</summary>
internal static class PossibleMethods
{
    /// <summary>
    /// The method itself and, where another may run in its place, those of all types of the compilation that implement or override it. Whether other
    /// assemblies have more is not asked.
    /// </summary>
    internal static IEnumerable<IMethodSymbol> Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        method = method.OriginalDefinition;
        yield return method;
        if (!method.IsAbstract && !method.IsVirtual && !method.IsOverride)
            yield break;

        foreach (var type in WrittenTypes.WithBases(compilation, cancellation))
        {
            if (type.TypeKind == TypeKind.Interface
                || !type.AllInterfaces.Contains(method.ContainingType, SymbolEqualityComparer.Default) && !DerivesFrom(type, method.ContainingType))
                continue;

            var implementation = method.ContainingType.TypeKind == TypeKind.Interface
                ? type.FindImplementationForInterfaceMember(method) as IMethodSymbol
                : type.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(static m => m.IsOverride);
            if (implementation is not null)
                yield return implementation;
        }
    }

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor))
                return true;
        }

        return false;
    }
}

using System.Linq;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>What the text of an object says, where it is put into a text or given to a log.</summary>
internal static class PrintedText
{
    /// <summary>
    /// Whether the text of every object of a type is the name of that type: tasks, delegates, arrays, and sealed types without a <c>ToString</c>. An object of
    /// any other class may be of a derived one.
    /// </summary>
    internal static bool IsTypeName(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol || type.Is("System.Threading.Tasks.Task"))
            return true;

        if (type is not INamedTypeSymbol { IsSealed: true, IsAnonymousType: false, SpecialType: SpecialType.None } named
            || named.AllInterfaces.Any(static contract => contract.Is("System.IFormattable")))
            return false;

        for (var current = named; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            if (current.IsRecord || current.GetMembers("ToString").Any(static member => member is IMethodSymbol { Parameters.Length: 0 }))
                return false;
        }

        return true;
    }

    /// <summary>Whether the text of an object is that of its result, and empty while there is none: <c>ValueTask&lt;T&gt;</c>. False for null.</summary>
    internal static bool IsOfResult(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } && type.Is("System.Threading.Tasks.ValueTask");
}

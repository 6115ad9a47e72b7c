using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>
/// Objects through which a service reaches stored data, and which check no caller, whatever they are called: <c>AuthenticationContext : DbContext</c>. What is
/// read from them may be compared with what a caller brought; that code has words of its own.
/// </summary>
internal static class StoredData
{
    /// <summary>Whether a field or a parameter of a constructor with this name holds such an object.</summary>
    internal static bool IsHeldBy(INamedTypeSymbol service, string name) =>
        service.GetMembers(name).OfType<IFieldSymbol>().Any(static field => Is(field.Type))
        || service.InstanceConstructors.Any(made => made.Parameters.Any(parameter => parameter.Name == name && Is(parameter.Type)));

    /// <summary>Whether a type is such an object.</summary>
    internal static bool Is(ITypeSymbol? type) => type.DerivesFrom("Microsoft.EntityFrameworkCore.DbContext");
}

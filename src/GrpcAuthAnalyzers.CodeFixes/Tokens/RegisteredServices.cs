using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// The service types that a compilation registers: <c>AddSingleton</c>, <c>AddScoped</c>, <c>AddTransient</c>, their Try forms and
/// <c>AddHttpClient&lt;T&gt;</c>.
/// </summary>
internal static class RegisteredServices
{
    private static readonly HashSet<string> Registrations = new(StringComparer.Ordinal)
    {
        "AddSingleton", "AddScoped", "AddTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient", "AddHttpClient",
    };

    /// <summary>True when the code has a call of that name: a library registers its services by methods of its own.</summary>
    internal static bool HasCall(Compilation compilation, Func<string, bool> isName, CancellationToken cancellation) =>
        compilation.SyntaxTrees.Any(t => t.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && isName(name)));

    /// <summary>In the order of the source; empty when nothing is registered in sight.</summary>
    internal static IReadOnlyList<INamedTypeSymbol> In(Compilation compilation, CancellationToken cancellation)
    {
        var found = new List<INamedTypeSymbol>();
        foreach (var tree in compilation.SyntaxTrees.OrderBy(static t => t.FilePath, StringComparer.Ordinal))
        {
            SemanticModel? model = null;
            foreach (var invocation in tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (invocation.Expression is not MemberAccessExpressionSyntax { Name: { } name } || !Registrations.Contains(name.Identifier.ValueText))
                    continue;

                model ??= compilation.GetSemanticModel(tree);
                if (model.GetSymbolInfo(invocation, cancellation).Symbol is IMethodSymbol { TypeArguments.Length: > 0 } method
                    && method.TypeArguments[0] is INamedTypeSymbol service
                    && method.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal)
                    && !found.Contains(service, SymbolEqualityComparer.Default))
                {
                    found.Add(service);
                }
            }
        }

        return found;
    }
}

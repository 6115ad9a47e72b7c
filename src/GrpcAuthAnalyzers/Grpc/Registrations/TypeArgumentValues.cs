using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>The types that a type parameter of a source method stands for, by the calls of that method.</summary>
internal static class TypeArgumentValues
{
    private const int MaxTypes = 64;

    /// <summary>
    /// Every type that a type argument can be, each once: the type itself, or what the callers of the generic method around give. Null when
    /// not all of them are seen: a type parameter of a type, a method that other code can call, or one that is made by reflection.
    /// </summary>
    /// <param name="argument">The type argument.</param>
    /// <param name="inBody">An operation of the body that writes it.</param>
    /// <param name="facts">The facts of the compilation.</param>
    internal static List<INamedTypeSymbol>? Of(ITypeSymbol argument, IOperation inBody, CompilationFacts facts)
    {
        var found = new List<INamedTypeSymbol>();
        return Collect(argument, inBody, facts, found, depth: 0) ? found : null;
    }

    private static bool Collect(ITypeSymbol argument, IOperation inBody, CompilationFacts facts, List<INamedTypeSymbol> found, int depth)
    {
        if (argument is INamedTypeSymbol type)
        {
            if (!found.Contains(type, SymbolEqualityComparer.Default))
                found.Add(type);

            return found.Count <= MaxTypes;
        }

        if (argument is not ITypeParameterSymbol { DeclaringMethod: { } method } parameter
            || depth >= Budget.MaxDepth
            || Callers.Of(method, inBody, facts.Bodies) is not { } callers
            || IsReflected(facts))
            return false;

        foreach (var caller in callers)
        {
            var called = caller switch
            {
                IInvocationOperation call => call.TargetMethod,
                IMethodReferenceOperation reference => reference.Method,
                _ => null,
            };
            if (called?.TypeArguments is not { } types
                || types.Length <= parameter.Ordinal
                || !Collect(types[parameter.Ordinal], caller, facts, found, depth + 1))
                return false;
        }

        return true;
    }

    /// <summary>Whether code of the compilation closes generic methods at run time: with which types, nobody sees.</summary>
    private static bool IsReflected(CompilationFacts facts)
    {
        foreach (var _ in facts.CallsNamed("MakeGenericMethod"))
            return true;

        return false;
    }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Interceptors;

/// <summary>The clients whose calls an interceptor can intercept.</summary>
internal static class ClientsBehindInterceptor
{
    /// <summary>
    /// The types that the rpcs of those clients return, by name (<c>AsyncServerStreamingCall</c>): of the clients that are made where the interceptor is
    /// made. Null where the interceptor may be made by others, or is made where no client is.
    /// </summary>
    internal static HashSet<string>? ResultsOf(INamedTypeSymbol interceptor, CompilationFacts facts)
    {
        if (!facts.Bodies.Visibility.IsMadeOnlyHere(interceptor))
            return null;

        var results = new HashSet<string>();
        var isMade = false;
        foreach (var constructor in interceptor.InstanceConstructors)
        {
            foreach (var body in facts.Bodies.BodiesMentioning(constructor))
            {
                if (body.ReferencesTo(constructor).Count == 0)
                    continue;

                isMade = true;
                if (!AddResults(body, results, facts.Symbols))
                    return null;
            }
        }

        return isMade ? results : null;
    }

    /// <summary>False when the body makes no client.</summary>
    private static bool AddResults(BodyFacts body, HashSet<string> results, GrpcSymbols symbols)
    {
        var found = false;
        foreach (var operation in body.Root.DescendantsAndSelf())
        {
            if (operation is not IObjectCreationOperation { Type: { } client } || !GrpcSymbols.IsA(client, symbols.ClientBase))
                continue;

            found = true;
            for (var current = client; current is not null && !GrpcSymbols.Is(current, symbols.ClientBase); current = current.BaseType)
            {
                foreach (var member in current.GetMembers())
                {
                    if (member is IMethodSymbol method && symbols.TakesCallOptions(method))
                        results.Add(method.ReturnType.Name);
                }
            }
        }

        return found;
    }
}

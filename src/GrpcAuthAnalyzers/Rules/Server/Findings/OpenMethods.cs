using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>The methods of services that nothing protects where a server interceptor lets their calls go on.</summary>
internal static class OpenMethods
{
    /// <summary>
    /// Whether a method may be open behind an interceptor, for the handlers that it leaves open. False where every service that it runs for is protected in
    /// another way, or is registered with it and has no such method.
    /// </summary>
    /// <param name="interceptor">The class.</param>
    /// <param name="open">The handlers.</param>
    /// <param name="facts">The facts of the program.</param>
    /// <param name="options">The options of the report.</param>
    /// <param name="first">One that surely is, such as <c>OrderService.TrackOrders</c>, with its handler; null if none is seen.</param>
    internal static bool MayBeBehind(
        INamedTypeSymbol interceptor, IReadOnlyCollection<string> open, CompilationFacts facts, GrpcAuthOptions options,
        out (string Handler, string Name)? first)
    {
        first = null;
        var only = ServicesWith(interceptor, facts);
        var mapped = MappedIn(facts);
        var hasAny = false;
        var isProtected = false;
        foreach (var service in ServiceMethods.ServicesIn(facts))
        {
            if ((only is not null && !only.Contains(service)) || (mapped.Count > 0 && !mapped.ContainsKey(service)))
                continue;

            if (IsProtected(service, mapped, facts) || AnonymousCalls.ContainAll(RpcName.AllOf(service, facts), options))
            {
                isProtected = true;
                continue;
            }

            hasAny = true;
            foreach (var method in ServiceMethods.Of(service))
            {
                if (ServiceMethods.HandlerOf(method) is { } handler && Contains(open, handler) && !ChecksByItself(method, facts))
                {
                    first = (handler, service.Name + "." + method.Name);
                    return true;
                }
            }
        }

        return only is null && (hasAny || !isProtected);
    }

    /// <summary>The services that an interceptor is added to; null for every service, and where a place that adds it is not understood.</summary>
    private static HashSet<INamedTypeSymbol>? ServicesWith(INamedTypeSymbol interceptor, CompilationFacts facts)
    {
        var services = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var added in ServerInterceptors.In(facts))
        {
            if (!SymbolEqualityComparer.Default.Equals(added.Type, interceptor))
                continue;

            if (ServiceAround(added.Call) is not { } service)
                return null;

            services.Add(service);
        }

        return services.Count == 0 ? null : services;
    }

    /// <summary><c>AddServiceOptions&lt;OrderService&gt;(options => ...)</c> around a call; null for the options of all services.</summary>
    private static INamedTypeSymbol? ServiceAround(IOperation call)
    {
        for (IOperation? current = call; current is not null; current = current.Parent)
        {
            // AddGrpc(options => ...) is the receiver of the AddServiceOptions behind it, not inside of it.
            if (current is IArgumentOperation
                {
                    Parameter.Ordinal: > 0, Parent: IInvocationOperation { TargetMethod: { Name: "AddServiceOptions", TypeArguments: { Length: 1 } types } }
                })
                return types[0] as INamedTypeSymbol;
        }

        return null;
    }

    /// <summary>The services that the program maps, each with the last mapping that is understood.</summary>
    private static Dictionary<INamedTypeSymbol, ServedService> MappedIn(CompilationFacts facts)
    {
        var mapped = new Dictionary<INamedTypeSymbol, ServedService>(SymbolEqualityComparer.Default);
        foreach (var node in facts.CallsNamed("MapGrpcService"))
        {
            if (facts.Bodies.OperationOf(node) is { } mapping && ServedService.From(mapping, facts) is { } service)
                mapped[service.Type] = service;
        }

        return mapped;
    }

    /// <summary>Whether ASP.NET Core may refuse the callers of a service: by its attributes, its endpoint, a policy, or a middleware.</summary>
    private static bool IsProtected(INamedTypeSymbol service, Dictionary<INamedTypeSymbol, ServedService> mapped, CompilationFacts facts) =>
        mapped.TryGetValue(service, out var served)
            ? served.Demand is ServiceDemand.Required or ServiceDemand.Unknown || OwnCheck.MayBeInMiddleware(served.Host, facts)
            : AuthorizationAttributes.Of(service).OfType is ServiceDemand.Required or ServiceDemand.Unknown;

    private static bool ChecksByItself(IMethodSymbol method, CompilationFacts facts)
    {
        foreach (var part in method.DeclaringSyntaxReferences)
        {
            if (part.GetSyntax() is MethodDeclarationSyntax declared
                && ((SyntaxNode?)declared.Body ?? declared.ExpressionBody) is { } body
                && OwnCheck.MayBeIn(body, facts))
                return true;
        }

        return false;
    }

    private static bool Contains(IReadOnlyCollection<string> handlers, string handler)
    {
        foreach (var other in handlers)
        {
            if (other == handler)
                return true;
        }

        return false;
    }
}

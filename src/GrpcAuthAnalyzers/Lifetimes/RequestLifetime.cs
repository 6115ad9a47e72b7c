using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>Objects and code that live for a request, a scope or one call: the credential that they keep is equally fresh.</summary>
internal sealed class RequestLifetime
{
    /// <summary>How many callers of callers are followed.</summary>
    private const int MaxCallers = 3;

    private readonly CompilationFacts _facts;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    private RequestLifetime(CompilationFacts facts) => _facts = facts;

    /// <summary>
    /// Whether objects of a class are made for a request or scope, or for one call of the method that makes them. False when that is
    /// not seen.
    /// </summary>
    internal static bool OfObjects(INamedTypeSymbol type, CompilationFacts facts) => new RequestLifetime(facts).OfObjects(type, MaxCallers);

    /// <summary>
    /// Whether code runs for each request: it, or one of its callers, gets one, or makes a service that is scoped or transient.
    /// False when that is not seen.
    /// </summary>
    internal static bool OfCode(IOperation code, CompilationFacts facts) => new RequestLifetime(facts).OfCode(code, MaxCallers);

    /// <summary>Whether objects of a class are made, and code that is not seen gets each of them, so that nobody can say how long they live.</summary>
    internal static bool IsUnseen(INamedTypeSymbol type, CompilationFacts facts)
    {
        var isMade = false;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (facts.Bodies.IsMentionedTooOften(constructor))
                return false;

            foreach (var body in facts.Bodies.BodiesMentioning(constructor))
            {
                foreach (var made in body.ReferencesTo(constructor))
                {
                    if (UsedWhereMade.ReachOf(made, facts) != Reach.Unseen)
                        return false;

                    isMade = true;
                }
            }
        }

        return isMade;
    }

    private bool OfObjects(INamedTypeSymbol type, int depth)
    {
        if (RequestTypes.IsMadeForEach(type) || type.InstanceConstructors.Any(TakesRequest))
            return true;

        if (depth == 0 || !_facts.Bodies.IsSeen(type) || !_seen.Add(type.OriginalDefinition))
            return false;

        if (GrpcSymbols.IsA(type, _facts.Symbols.Interceptor) && IsAddedForEachClient(type) is { } isForEachClient)
            return isForEachClient;

        return ServiceRegistrations.IsMadeOften(type, _facts) || IsMadeByShort(type, depth);
    }

    /// <summary>Whether <c>AddInterceptor</c> adds an interceptor for each client, and not for the channel; null when it does not add it.</summary>
    private bool? IsAddedForEachClient(INamedTypeSymbol interceptor)
    {
        foreach (var node in _facts.CallsNamed("AddInterceptor"))
        {
            if (ServiceRegistrations.Names(node, interceptor.Name)
                && _facts.Bodies.OperationOf(node) is IInvocationOperation added
                && SymbolEqualityComparer.Default.Equals(AddedService.Of(added, _facts.Bodies), interceptor))
                return ChannelScopedService.IsForEachClient(added);
        }

        return null;
    }

    private bool IsMadeByShort(INamedTypeSymbol type, int depth)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (_facts.Bodies.IsMentionedTooOften(constructor))
                continue;

            foreach (var body in _facts.Bodies.BodiesMentioning(constructor))
            {
                foreach (var made in body.ReferencesTo(constructor))
                {
                    var isShort = made is IObjectCreationOperation
                        ? OfCode(made, depth - 1) || UsedWhereMade.In(made, _facts)
                        : TypeAround(made) is { } derived && !SymbolEqualityComparer.Default.Equals(derived, type) && OfObjects(derived, depth - 1);
                    if (isShort)
                        return true;
                }
            }
        }

        return false;
    }

    private bool OfCode(IOperation code, int depth)
    {
        IOperation function = code;
        do
        {
            function = EnclosingFunction.Enclosing(function);
            if (EnclosingFunction.SymbolOf(function) is { } symbol && TakesRequest(symbol)
                || Arguments.Around(function) is { Parent: IInvocationOperation taker } && RunsForEachRequest(taker))
                return true;
        }
        while (function.Parent is not null);

        if (TypeAround(code) is { } type && !IsStatic(function) && OfObjects(type, depth))
            return true;

        return depth > 0
            && EnclosingFunction.SymbolOf(EnclosingFunction.Enclosing(code)) is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
            && IsCalledByShort(method, code, depth);
    }

    private bool IsCalledByShort(IMethodSymbol method, IOperation code, int depth)
    {
        if (!_seen.Add(method.OriginalDefinition))
            return false;

        foreach (var mention in Callers.SeenMentionsOf(method, code, _facts.Bodies))
        {
            if (OfCode(mention, depth - 1))
                return true;
        }

        return false;
    }

    private static bool TakesRequest(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (RequestTypes.IsOfOneRequest(parameter.Type))
                return true;
        }

        return false;
    }

    private static bool RunsForEachRequest(IInvocationOperation taker) =>
        ServiceRegistrations.IsOften(taker)
            || (taker.TargetMethod.Name.StartsWith("Map", System.StringComparison.Ordinal)
                && taker.TargetMethod.ContainingType.Is("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions"));

    private static bool IsStatic(IOperation function) => EnclosingFunction.SymbolOf(function) is { IsStatic: true };

    private static INamedTypeSymbol? TypeAround(IOperation operation) =>
        operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            ? EnclosingFunction.Root(operation).SemanticModel?.GetDeclaredSymbol(type) as INamedTypeSymbol
            : null;
}

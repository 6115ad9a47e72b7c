using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>
/// Whether an object of a scope holds something of one user or request. Many services are scoped and do not: a provider of tokens
/// for the program itself gives the same token in every scope, and <c>IHttpContextAccessor</c> finds the request of the caller
/// wherever it is kept.
/// </summary>
internal static class UserState
{
    private const int MaxDepth = 3;

    /// <summary>Services of one user's connection or request, which frameworks register as scoped.</summary>
    private static readonly TypeSet OfFramework = new(
        "Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider", "Microsoft.JSInterop.IJSRuntime",
        "Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage.ProtectedBrowserStorage", "Microsoft.AspNetCore.Components.NavigationManager",
        "Blazored.LocalStorage.ILocalStorageService", "Blazored.SessionStorage.ISessionStorageService");

    /// <summary>
    /// Whether a class from source can be given something of one user (a property that others set, a method that stores its
    /// argument, what its constructor reads from the request), or depends on a scoped service that can. False when that is not seen.
    /// </summary>
    internal static bool IsIn(INamedTypeSymbol type, CompilationFacts facts) => IsIn(type, facts, depth: 0);

    private static bool IsIn(INamedTypeSymbol type, CompilationFacts facts, int depth)
    {
        if (depth > MaxDepth || !facts.Bodies.IsSeen(type))
            return false;

        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol
                {
                    IsStatic: false, IsIndexer: false,
                    SetMethod: { IsInitOnly: false, DeclaredAccessibility: not Accessibility.Private }
                } property
                && OriginTracer.IsAutomatic(property))
                return true;

            if (member is IMethodSymbol
                {
                    IsStatic: false, IsInitOnly: false,
                    MethodKind: MethodKind.Ordinary or MethodKind.PropertySet,
                    DeclaredAccessibility: not Accessibility.Private
                } setter
                && StoresArgument(setter, facts))
                return true;

            if (member is IFieldSymbol or IPropertySymbol && !member.IsStatic
                && facts.Bodies.MemberInitializerOf(member) is { } initializer && ReadsRequest(initializer))
                return true;

            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && IsMadeOfUser(constructor, facts, depth))
                return true;
        }

        return false;
    }

    /// <summary><c>Use(string token) => _token = token;</c></summary>
    private static bool StoresArgument(IMethodSymbol method, CompilationFacts facts)
    {
        if (method.Parameters.IsEmpty || facts.Bodies.FunctionOf(method) is not { } function)
            return false;

        foreach (var operation in function.Descendants())
        {
            if (operation is ISimpleAssignmentOperation
                {
                    Target: IMemberReferenceOperation
                    {
                        Instance: IInstanceReferenceOperation,
                        Member: IFieldSymbol or IPropertySymbol
                    },
                    Value: var value
                }
                && Unwrap(value) is IParameterReferenceOperation { Type: var stored }
                && !stored.IsCancellationToken())
                return true;
        }

        return false;
    }

    private static bool IsMadeOfUser(IMethodSymbol constructor, CompilationFacts facts, int depth)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.Type is not INamedTypeSymbol type)
                continue;

            if (OfFramework.ContainsBaseOf(type))
                return true;

            if (facts.Bodies.IsSeen(type)
                && ServiceRegistrations.ScopedRegistrationOf(parameter, facts) is { } registration
                && IsOfUser(registration, facts, depth + 1))
                return true;
        }

        return facts.Bodies.FunctionOf(constructor) is { } function && ReadsRequest(function);
    }

    /// <summary>Whether what a registration makes holds something of one user: its class, or what its factory reads from the request.</summary>
    internal static bool IsOfUser(IInvocationOperation registration, CompilationFacts facts, int depth = 0) =>
        (AddedService.FactoryOf(registration, facts.Bodies) is { } factory && ReadsRequest(factory))
        || (ServiceRegistrations.ImplementationOf(registration, facts.Bodies) is { } type && IsIn(type, facts, depth));

    /// <summary>Whether code reads <c>IHttpContextAccessor.HttpContext</c> at once; not in a lambda, which may run later.</summary>
    private static bool ReadsRequest(IOperation function)
    {
        foreach (var operation in function.Descendants())
        {
            if (operation is IPropertyReferenceOperation { Property: { Name: "HttpContext", ContainingType: var accessor } }
                && RequestTypes.IsAccessor(accessor)
                && EnclosingFunction.Enclosing(operation) == EnclosingFunction.Enclosing(function.Descendants().First()))
                return true;
        }

        return false;
    }

    private static IOperation Unwrap(IOperation value)
    {
        value = Conversions.BuiltInInside(value);
        while (value is ICoalesceOperation coalesce)
            value = Conversions.BuiltInInside(coalesce.Value);

        return value;
    }
}

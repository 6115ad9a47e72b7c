using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// A service that is put into the container with the factory that makes it, or with the object itself: <c>AddSingleton(_ => ...)</c>, <c>TryAddScoped</c>,
/// <c>ServiceDescriptor.Singleton(...)</c>.
/// </summary>
internal sealed class ContainerRegistration
{
    private const string Descriptor = "ServiceDescriptor";

    private static readonly string[] DescriptorNames =
    {
        "Singleton", "Scoped", "Transient", "KeyedSingleton", "KeyedScoped", "KeyedTransient", "Describe", "DescribeKeyed", Descriptor,
    };

    private static readonly string[] Names = ServiceRegistrations.AllNames.Concat(DescriptorNames).ToArray();

    private static readonly Memo<INamedTypeSymbol, IReadOnlyList<ContainerRegistration>> Seen = new(Collect, SymbolEqualityComparer.Default);

    private ContainerRegistration(IOperation operation, INamedTypeSymbol service, bool isKeyed)
    {
        Operation = operation;
        Service = service;
        IsKeyed = isKeyed;
        foreach (var argument in ArgumentsOf(operation))
        {
            if (argument.Parameter is not { Type: var type }
                || (argument.Parameter.Ordinal == 0 && operation is IInvocationOperation { TargetMethod.IsExtensionMethod: true }))
                continue;

            if (type is INamedTypeSymbol { TypeKind: TypeKind.Delegate })
                Factory = argument.Value;
            else if (argument.Parameter.Name is "implementationInstance" or "instance")
                Instance = argument.Value;
        }
    }

    /// <summary>The call or creation.</summary>
    internal IOperation Operation { get; }

    /// <summary>The type that is asked for.</summary>
    internal INamedTypeSymbol Service { get; }

    /// <summary>Whether only those who give the key get the service.</summary>
    internal bool IsKeyed { get; }

    /// <summary>What makes the objects; null where a type or an object is given.</summary>
    internal IOperation? Factory { get; }

    /// <summary>The object that is given; null where it is made later.</summary>
    internal IOperation? Instance { get; }

    /// <summary>Where a report stands: the name of the method or type.</summary>
    internal SyntaxNode Place => Operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        ObjectCreationExpressionSyntax creation => creation.Type,
        var other => other,
    };

    /// <summary>The registrations of a service in this compilation, those with a key, too. Calls that cannot be of it by their syntax are not bound.</summary>
    internal static IReadOnlyList<ContainerRegistration> Of(INamedTypeSymbol service, CompilationFacts facts) => facts.Get(Seen, service);

    /// <summary>The registrations of gRPC clients in one tree that give a factory or an object, by the order of the names.</summary>
    internal static IEnumerable<ContainerRegistration> OfClientsIn(TreeIndex tree, CompilationFacts facts)
    {
        foreach (var name in Names)
        {
            foreach (var node in tree.CallsOf(name))
            {
                if (MayGiveObject(node)
                    && facts.Bodies.OperationOf(node) is { } operation
                    && From(operation) is { } registration
                    && registration.IsOfClient(facts))
                    yield return registration;
            }
        }
    }

    /// <summary>Whether, by its syntax, a call may give a factory or an object: the many that give types alone are not bound.</summary>
    private static bool MayGiveObject(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: { Count: > 0 } arguments } =>
            (System.Array.IndexOf(DescriptorNames, access.Name.Identifier.ValueText) < 0 || NameSyntaxText.NameOf(access.Expression) == Descriptor)
            && arguments.Any(static argument => argument.Expression is not TypeOfExpressionSyntax),
        ObjectCreationExpressionSyntax => true,
        _ => false,
    };

    /// <summary>Whether the service is a generated client, or the contract of a code-first one.</summary>
    private bool IsOfClient(CompilationFacts facts)
    {
        if (GrpcSymbols.IsA(Service, facts.Symbols.ClientBase) || CodeFirst.HasContractBase(Service))
            return true;

        foreach (var attribute in Service.GetAttributes())
        {
            if (CodeFirst.IsContractAttribute(attribute.AttributeClass))
                return true;
        }

        return false;
    }

    /// <summary>A call or creation as a registration; null for others, and for those of a type parameter or of a hosted service.</summary>
    internal static ContainerRegistration? From(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call when RegistrationMethod.Of(call) is { IsHosted: false, Name: not "AddHttpClient" } method:
                return ServiceOf(call.TargetMethod.TypeArguments, call.Arguments) is { } service ? new(call, service, method.IsKeyed) : null;
            case IInvocationOperation { TargetMethod: { IsStatic: true } create } call when IsDescriptor(create.ContainingType):
                return ServiceOf(create.TypeArguments, call.Arguments) is { } described ? new(call, described, create.Name.Contains("Keyed")) : null;
            case IObjectCreationOperation { Type: { } type, Arguments: var arguments } creation when IsDescriptor(type):
                return ServiceOf(ImmutableArray<ITypeSymbol>.Empty, arguments) is { } created
                    ? new(creation, created, creation.Arguments.Any(static a => a.Parameter?.Name == ServiceRegistrations.KeyParameter))
                    : null;
            default:
                return null;
        }
    }

    private static IReadOnlyList<ContainerRegistration> Collect(CompilationFacts facts, INamedTypeSymbol service)
    {
        var found = new List<ContainerRegistration>();
        foreach (var node in facts.CallsNamed(Names))
        {
            if (MayBeOf(service, node)
                && facts.Bodies.OperationOf(node) is { } operation
                && From(operation) is { } registration
                && SymbolEqualityComparer.Default.Equals(registration.Service, service))
                found.Add(registration);
        }

        return found;
    }

    /// <summary>By its syntax: it names the type as its service, or leaves the type to the compiler.</summary>
    private static bool MayBeOf(INamedTypeSymbol service, ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } =>
            (System.Array.IndexOf(DescriptorNames, access.Name.Identifier.ValueText) < 0 || NameSyntaxText.NameOf(access.Expression) == Descriptor)
            && (access.Name is not GenericNameSyntax generic || MayName(generic.TypeArgumentList.Arguments[0], service)),
        ObjectCreationExpressionSyntax => ServiceRegistrations.Names(node, service.Name),
        _ => true,
    };

    /// <summary>Whether a type may be the one that is meant: by its name, or by an alias of its file.</summary>
    private static bool MayName(TypeSyntax written, INamedTypeSymbol type) => NameSyntaxText.NameOf(written) is not { } name || name == type.Name;

    private static bool IsDescriptor(ITypeSymbol type) => type.Is("Microsoft.Extensions.DependencyInjection.ServiceDescriptor");

    private static INamedTypeSymbol? ServiceOf(
        ImmutableArray<ITypeSymbol> types, ImmutableArray<IArgumentOperation> arguments)
    {
        if (types.Length > 0)
            return types[0] as INamedTypeSymbol;

        foreach (var argument in arguments)
        {
            if (argument is { Value: ITypeOfOperation { TypeOperand: INamedTypeSymbol type }, Parameter.Name: "serviceType" })
                return type;
        }

        return null;
    }

    private static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation operation) =>
        operation is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)operation).Arguments;
}

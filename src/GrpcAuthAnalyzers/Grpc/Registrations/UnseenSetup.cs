using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// Code of other assemblies that gets the services or the host builder of the program: <c>builder.AddServiceDefaults()</c>, <c>services.AddCompanyGrpc()</c>.
/// It may add a handler to every <c>HttpClient</c> and an interceptor to every client.
/// </summary>
internal static class UnseenSetup
{
    /// <summary>A tree that names none of these has no variable of such a type, so its calls are not bound.</summary>
    private static readonly string[] Hints =
    {
        "IServiceCollection", "ServiceCollection", "Services", "ConfigureServices", "IHostBuilder", "IWebHostBuilder", "IHostApplicationBuilder", "HostBuilder",
        "HostApplicationBuilder", "WebApplicationBuilder", "WebAssemblyHostBuilder", "MauiAppBuilder", "CreateBuilder", "CreateSlimBuilder",
        "CreateDefaultBuilder", "CreateApplicationBuilder", "CreateDefault",
    };

    /// <summary>The types from which every service of a program can be reached.</summary>
    private static readonly string[] Holders =
    {
        "Microsoft.Extensions.DependencyInjection.IServiceCollection", "Microsoft.Extensions.Hosting.IHostBuilder",
        "Microsoft.Extensions.Hosting.IHostApplicationBuilder", "Microsoft.AspNetCore.Hosting.IWebHostBuilder",
        "Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder", "Microsoft.Maui.Hosting.MauiAppBuilder",
    };

    private const string StartupMethod = "UseStartup", FactoryMethod = "UseServiceProviderFactory", ContainerMethod = "ConfigureContainer";

    private static readonly Memo<ITypeSymbol, bool> Holding = new(static (_, type) => HoldsServices(type), SymbolEqualityComparer.Default);

    private static readonly Memo<(bool MayConfigure, bool MayReplace, List<IMethodSymbol> OfOneClient)> Seen = new(Find);

    /// <summary>Whether code of an assembly that is not known to leave clients alone gets the services, or made the builder; false if none is seen.</summary>
    internal static bool MayConfigureClients(CompilationFacts facts) => facts.Get(Seen).MayConfigure;

    /// <summary>
    /// Whether a method of the assembly that declares a client registers one client, which may be this one: <c>services.AddOrders(address)</c>. Not if the
    /// assembly has a service of that name, and it is another.
    /// </summary>
    internal static bool MayRegister(INamedTypeSymbol client, CompilationFacts facts)
    {
        foreach (var method in facts.Get(Seen).OfOneClient)
        {
            if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, client.ContainingAssembly)
                && (ServiceIn(method) is not { } service || service == (client.ContainingType ?? client).Name))
                return true;
        }

        return false;
    }

    /// <summary>Whether another container than that of Microsoft makes the services: what it was told is not seen.</summary>
    internal static bool MayReplaceServices(CompilationFacts facts) => facts.Get(Seen).MayReplace;

    /// <summary>
    /// Whether code of another assembly calls the method that holds an operation, because that overrides or implements one of its members: such code
    /// (modules of an application framework) calls other ones with the same services.
    /// </summary>
    internal static bool Calls(IOperation operation, CompilationFacts facts)
    {
        if (EnclosingFunction.SymbolOf(EnclosingFunction.Root(operation)) is not { ContainingType: { } type } method)
            return false;

        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (UnseenAssemblies.MayChangeClients(overridden, facts))
                return true;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (!UnseenAssemblies.MayChangeClients(contract, facts))
                continue;

            foreach (var member in contract.GetMembers())
            {
                if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    return true;
            }
        }

        return false;
    }

    private static (bool MayConfigure, bool MayReplace, List<IMethodSymbol> OfOneClient) Find(CompilationFacts facts)
    {
        var (mayConfigure, mayReplace, ofOneClient) = (false, false, new List<IMethodSymbol>());
        var unseen = UnseenNames.Of(facts);
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            if (!MayHoldServices(index))
                continue;

            foreach (var named in index.Calls)
            {
                if (!(named.Key is StartupMethod or FactoryMethod or ContainerMethod || unseen.Contain(named.Key)))
                    continue;

                foreach (var node in named.Value)
                {
                    if (facts.Bodies.OperationOf(node) is not { } operation)
                        continue;

                    if (OfOneClient(operation, facts) is { } method)
                        ofOneClient.Add(method);
                    else
                        mayConfigure = mayConfigure || IsGiven(operation, facts);

                    mayReplace = mayReplace || ReplacesContainer(operation);
                }
            }

            if (!unseen.AreNone)
                mayConfigure = mayConfigure || index.Names.Exists(name => unseen.Contain(name.Identifier.ValueText) && IsHandedOn(name, facts));
        }

        return (mayConfigure, mayReplace, ofOneClient);
    }

    private static bool MayHoldServices(TreeIndex tree)
    {
        foreach (var hint in Hints)
        {
            if (tree.MentionsOf(hint).Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>A method that gets the services and returns the builder of a client: it has registered that one, and sets up no other. Else null.</summary>
    private static IMethodSymbol? OfOneClient(IOperation operation, CompilationFacts facts) =>
        operation is IInvocationOperation { TargetMethod: var method } call
        && method.ReturnType.Is("Microsoft.Extensions.DependencyInjection.IHttpClientBuilder")
        && UnseenAssemblies.MayChangeClients(method, facts)
        && TakesServices(call.Arguments, facts)
            ? method
            : null;

    /// <summary>The service after which a method is named, a class of its assembly: <c>Invoices</c> of <c>AddInvoicesClient</c>. Null without one.</summary>
    private static string? ServiceIn(IMethodSymbol method)
    {
        const string Add = "Add";
        if (!method.Name.StartsWith(Add, StringComparison.Ordinal))
            return null;

        foreach (var end in new[] { "GrpcClient", "Client", "" })
        {
            if (method.Name.EndsWith(end, StringComparison.Ordinal)
                && method.Name.Length > Add.Length + end.Length
                && method.Name.Substring(Add.Length, method.Name.Length - Add.Length - end.Length) is var service
                && method.ContainingAssembly.TypeNames.Contains(service))
                return service;
        }

        return null;
    }

    private static bool IsGiven(IOperation operation, CompilationFacts facts)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: var method } call:
                return UnseenAssemblies.MayChangeClients(method, facts)
                    ? Holds(method.ReturnType, facts) || Holds(call.Instance?.Type, facts) || TakesServices(call.Arguments, facts)
                    : IsStartup(method, facts);
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return UnseenAssemblies.MayChangeClients(constructor, facts) && (Holds(creation.Type, facts) || TakesServices(creation.Arguments, facts));
            default:
                return false;
        }
    }

    /// <summary><c>UseStartup&lt;Company.Startup&gt;()</c>.</summary>
    private static bool IsStartup(IMethodSymbol method, CompilationFacts facts) =>
        method is { Name: StartupMethod, TypeArguments: { Length: 1 } types }
        && types[0] is INamedTypeSymbol
        && UnseenAssemblies.MayChangeClients(types[0], facts);

    /// <summary>Whether a method that gets the services is given away: <c>host.ConfigureServices(Company.Setup.Configure)</c>.</summary>
    private static bool IsHandedOn(SimpleNameSyntax mention, CompilationFacts facts)
    {
        var expression = NameSyntaxText.EndedBy(mention);
        return expression.Parent is not (InvocationExpressionSyntax or MemberAccessExpressionSyntax)
            && facts.Bodies.OperationOf(expression) is IMethodReferenceOperation { Method: var method }
            && UnseenAssemblies.MayChangeClients(method, facts)
            && HasServices(method);
    }

    private static bool ReplacesContainer(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: FactoryMethod, Arguments: { Length: > 0 } arguments } =>
            !Conversions.BuiltInInside(arguments.Last()).Type.Is("Microsoft.Extensions.DependencyInjection.DefaultServiceProviderFactory"),
        IInvocationOperation { TargetMethod: { Name: ContainerMethod, ContainingNamespace: { } around, TypeArguments.Length: 1 } } =>
            around.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal),
        _ => false,
    };

    private static bool TakesServices(ImmutableArray<IArgumentOperation> arguments, CompilationFacts facts)
    {
        foreach (var argument in arguments)
        {
            if (Holds(Conversions.BuiltInInside(argument.Value).Type, facts))
                return true;
        }

        return false;
    }

    private static bool HasServices(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (HoldsServices(parameter.Type))
                return true;
        }

        return false;
    }

    /// <summary>The same as <see cref="HoldsServices"/>, answered once for a type.</summary>
    private static bool Holds(ITypeSymbol? type, CompilationFacts facts) => type is not null && facts.Get(Holding, type);

    /// <summary>Whether every service of the program can be reached from an object of a type: the collection itself, or a host builder.</summary>
    internal static bool HoldsServices(ITypeSymbol? type)
    {
        if (type is null)
            return false;

        if (IsServices(type))
            return true;

        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var constraint in parameter.ConstraintTypes)
            {
                if (HoldsServices(constraint))
                    return true;
            }
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (IsServices(contract))
                return true;
        }

        return false;
    }

    private static bool IsServices(ITypeSymbol type)
    {
        foreach (var known in Holders)
        {
            if (type.Is(known))
                return true;
        }

        return false;
    }
}

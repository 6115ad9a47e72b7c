using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>The method of a call, and every known name of its service.</summary>
internal sealed class RpcName
{
    /// <summary>The one call of a streaming hub.</summary>
    private const string HubCall = "Connect";

    /// <summary>The name of a call without one (<c>CallInvoker</c>, <c>Calls</c>).</summary>
    internal static readonly RpcName Unknown = new("", ImmutableArray<string>.Empty);

    private static readonly Memo<INamedTypeSymbol, ImmutableArray<string>> ServicesByClient = new(FindServices, SymbolEqualityComparer.Default);

    private FactKinds _declared;

    private RpcName(string method, ImmutableArray<string> services)
    {
        Method = method.EndsWith("Async", System.StringComparison.Ordinal) && method.Length > "Async".Length
            ? method.Substring(0, method.Length - "Async".Length)
            : method;
        Services = services;
    }

    /// <summary>The RPC without the <c>Async</c> of its asynchronous form; empty if unknown.</summary>
    internal string Method { get; }

    /// <summary>
    /// Whether a facts file says that the RPC needs no credentials, of its method, of its client or by its name; or that it is not known which of its servers
    /// is called.
    /// </summary>
    internal bool IsDeclaredAnonymous => (_declared & FactKinds.Anonymous) != 0 || HasDifferingServers;

    /// <summary>Whether that is all that the scan learned from a server of the solution, which leaves the RPC open: it need not be a sign-in.</summary>
    internal bool IsLeftOpen => IsDeclaredAnonymous && (HasDifferingServers || (_declared & FactKinds.Learned) != 0);

    /// <summary>Whether a facts file says that of several servers one leaves the RPC open and another does not, and nothing else.</summary>
    internal bool HasDifferingServers =>
        (_declared & (FactKinds.ServersDiffer | FactKinds.Anonymous | FactKinds.RequiresCredentials)) == FactKinds.ServersDiffer;

    /// <summary>Whether a facts file says that a server refuses the RPC without credentials.</summary>
    internal bool IsDeclaredClosed => (_declared & FactKinds.RequiresCredentials) != 0;

    /// <summary>Which server of another project refuses it, and where it says so (<see cref="AskingServer"/>); null where that is not told.</summary>
    internal string? AskedBy { get; private set; }

    /// <summary>Whether a library gives the method its name, so that its words say nothing of what it is for.</summary>
    internal bool IsOfLibrary { get; private set; }

    /// <summary>
    /// The proto name of the service where its generated source or its attribute shows it, then <c>Namespace.Service</c> and
    /// <c>Service</c>: an assembly does not tell the proto package.
    /// </summary>
    internal ImmutableArray<string> Services { get; }

    /// <summary>The name behind a method of a generated client <c>Namespace.Service.ServiceClient</c>.</summary>
    internal static RpcName OfClient(IMethodSymbol method, CompilationFacts facts)
    {
        var name = new RpcName(method.Name, facts.Get(ServicesByClient, method.ContainingType));
        name._declared = name.DeclaredIn(facts.Declared, method);
        return name;
    }

    /// <summary>The name of a call of a client that is one by a fact alone: its type stands for the service.</summary>
    internal static RpcName OfDeclared(IMethodSymbol method, CompilationFacts facts)
    {
        var name = new RpcName(method.Name, NamesOf(method.ContainingType, null));
        name._declared = name.DeclaredIn(facts.Declared, method);
        return name;
    }

    private FactKinds DeclaredIn(DeclaredFacts declared, IMethodSymbol method)
    {
        var said = declared.Of(method) | declared.Of(method.ContainingType);
        foreach (var service in Services)
        {
            said |= declared.OfRpc(service, Method);
            AskedBy ??= declared.ServerOfRpc(service, Method);
        }

        return said;
    }

    /// <summary>
    /// The calls that a class implements for the generated service that it derives from, and for code-first contracts; empty if it has neither.
    /// </summary>
    internal static IReadOnlyCollection<RpcName> AllOf(INamedTypeSymbol implementation, CompilationFacts facts)
    {
        var names = new List<RpcName>();
        foreach (var (name, _) in OfService(implementation, facts))
            names.Add(name);

        return names;
    }

    /// <summary>The calls that a class answers, each with its method: those of a generated service that it derives from, and of code-first contracts.</summary>
    internal static IEnumerable<(RpcName Name, IMethodSymbol Method)> OfService(INamedTypeSymbol implementation, CompilationFacts facts)
    {
        foreach (var known in OfOverrides(implementation, facts))
            yield return known;

        foreach (var contract in implementation.AllInterfaces)
        {
            foreach (var member in contract.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && OfContract(method) is { } name)
                    yield return (name, implementation.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method);
            }
        }
    }

    private static IEnumerable<(RpcName Name, IMethodSymbol Method)> OfOverrides(INamedTypeSymbol implementation, CompilationFacts facts)
    {
        for (var type = implementation; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { IsOverride: true, MethodKind: MethodKind.Ordinary } method && ServiceOf(method) is { } service)
                    yield return (new RpcName(method.Name, NamesOf(service, ProtoNameOf(service, facts))), method);
            }
        }
    }

    /// <summary>
    /// The calls of a generated service that a class leaves to its generated base, which answers Unimplemented, each with the method of that base. A server
    /// maps them, too, and authorization runs first (ProviderServiceBinder.cs of Grpc.AspNetCore.Server).
    /// </summary>
    internal static IEnumerable<(RpcName Name, IMethodSymbol Method)> NotAnswered(INamedTypeSymbol implementation, CompilationFacts facts)
    {
        var answered = new HashSet<string>(System.StringComparer.Ordinal);
        var type = implementation;
        for (; type is not null && !GrpcSymbols.IsServiceBase(type); type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { IsOverride: true })
                    answered.Add(member.Name);
            }
        }

        if (type?.ContainingType is not { } service)
            yield break;

        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsVirtual: true, Parameters: { Length: > 0 } parameters } method
                && parameters[parameters.Length - 1].Type.Is("Grpc.Core.ServerCallContext")
                && !answered.Contains(method.Name))
                yield return (new RpcName(method.Name, NamesOf(service, ProtoNameOf(service, facts))), method);
        }
    }

    /// <summary>The one call of the streaming hub that a class serves; null for other classes.</summary>
    internal static RpcName? OfHubClass(INamedTypeSymbol implementation)
    {
        for (var type = implementation; type is not null; type = type.BaseType)
        {
            if (type.TypeArguments.Length > 0 && type.Is("MagicOnion.Server.Hubs.StreamingHubBase") && type.TypeArguments[0] is INamedTypeSymbol hub)
                return new RpcName(HubCall, NamesOf(hub, null)) { IsOfLibrary = true };
        }

        return null;
    }

    /// <summary>The generated class around the base class that declares a method: <c>Orders</c> of <c>OrdersBase</c>. Null for other methods.</summary>
    private static INamedTypeSymbol? ServiceOf(IMethodSymbol method)
    {
        var declared = method;
        while (declared.OverriddenMethod is { } overridden)
            declared = overridden;

        return GrpcSymbols.IsServiceBase(declared.ContainingType) ? declared.ContainingType.ContainingType : null;
    }

    /// <summary>The names of the service of a generated client or a code-first contract, as in <see cref="Services"/>; empty for other types.</summary>
    internal static ImmutableArray<string> ServicesOf(INamedTypeSymbol client, CompilationFacts facts)
    {
        if (client.TypeKind != TypeKind.Interface)
            return facts.Get(ServicesByClient, client);

        foreach (var member in client.GetMembers())
        {
            if (member is IMethodSymbol method && OfContract(method) is { } name)
                return name.Services;
        }

        return ImmutableArray<string>.Empty;
    }

    /// <summary>The names of the service behind a generated client.</summary>
    private static ImmutableArray<string> FindServices(CompilationFacts facts, INamedTypeSymbol client)
    {
        while (client.BaseType is { IsGenericType: false } baseType && !GrpcSymbols.Is(baseType, facts.Symbols.ClientBase))
            client = baseType;

        return client.ContainingType is { } service ? NamesOf(service, ProtoNameOf(service, facts)) : NamesOf(client, null);
    }

    /// <summary>
    /// The name behind a method of a code-first contract. Null if it is not that of an interface that is one, and for a method with a body, which no library
    /// takes for a call.
    /// </summary>
    internal static RpcName? OfContract(IMethodSymbol method)
    {
        if (method is not { ContainingType.TypeKind: TypeKind.Interface, IsAbstract: true })
            return null;

        foreach (var attribute in method.ContainingType.GetAttributes())
        {
            if (!CodeFirst.IsContractAttribute(attribute.AttributeClass))
                continue;

            var name = attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null;
            return new RpcName(method.Name, NamesOf(method.ContainingType, name));
        }

        return CodeFirst.HasContractBase(method.ContainingType) ? new RpcName(method.Name, NamesOf(method.ContainingType, null)) : null;
    }

    /// <summary>The same, with what the facts files say of the call.</summary>
    internal static RpcName? OfContract(IMethodSymbol method, CompilationFacts facts)
    {
        var name = OfContract(method);
        if (name is not null)
            name._declared = name.DeclaredIn(facts.Declared, method);

        return name;
    }

    /// <summary>The name of the one call of a streaming hub: the server knows it as <c>Connect</c>.</summary>
    internal static RpcName OfHub(IMethodSymbol connect, CompilationFacts facts)
    {
        if (connect.TypeArguments.Length == 0 || connect.TypeArguments[0] is not INamedTypeSymbol hub)
            return Unknown;

        var name = new RpcName(HubCall, NamesOf(hub, null)) { IsOfLibrary = true };
        name._declared = name.DeclaredIn(facts.Declared, connect) | facts.Declared.Of(hub);
        return name;
    }

    private static ImmutableArray<string> NamesOf(INamedTypeSymbol service, string? protoName)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        if (protoName is not null)
            names.Add(protoName);

        if (service.ContainingNamespace is { IsGlobalNamespace: false } @namespace)
            names.Add(@namespace.ToDisplayString() + "." + service.Name);

        names.Add(service.Name);
        return names.ToImmutable();
    }

    /// <summary><c>static readonly string __ServiceName = "pkg.Service";</c> of grpc_csharp_plugin.</summary>
    private static string? ProtoNameOf(INamedTypeSymbol service, CompilationFacts facts)
    {
        foreach (var member in service.GetMembers("__ServiceName"))
        {
            if (!facts.Bodies.IsSeen(member)
                || member.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value })
                continue;

            return facts.Bodies.OperationOf(value)?.ConstantValue.Value as string;
        }

        return null;
    }
}

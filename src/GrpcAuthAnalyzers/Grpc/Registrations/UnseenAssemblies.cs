using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// Which assemblies could change clients that they did not register, if they got the services of the program. An assembly can do that only through
/// <c>Microsoft.Extensions.Http</c> or a client factory, so one that refers to neither, by itself or through what it refers to, leaves them alone. So it is
/// with servers and ASP.NET Core.
/// </summary>
internal static class UnseenAssemblies
{
    /// <summary>More assemblies than one refers to, or more types than one declares, are not looked through.</summary>
    private const int MostAssemblies = 200, MostTypes = 3000;

    /// <summary>
    /// The first words of the names of assemblies whose methods register services of their own, and add nothing to clients that they do not make. The
    /// methods of Microsoft that do (<c>ConfigureHttpClientDefaults</c>, <c>AddHttpClient</c>, options of the factories) are judged by their callbacks.
    /// </summary>
    private static readonly string[] Known =
    {
        "System", "mscorlib", "netstandard", "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Identity",
        "Microsoft.IdentityModel", "Microsoft.ApplicationInsights", "Microsoft.FeatureManagement", "Microsoft.OpenApi", "Microsoft.Maui", "Microsoft.Orleans",
        "Microsoft.Azure", "Azure", "Grpc.Net", "Grpc.AspNetCore", "Grpc.HealthCheck", "Grpc.Reflection", "protobuf-net", "MagicOnion", "ServiceModel.Grpc",
        "OpenTelemetry", "Serilog", "NLog", "Sentry", "Prometheus", "Swashbuckle", "NSwag", "Scalar", "Asp.Versioning", "MediatR", "AutoMapper",
        "Mapster", "FluentValidation", "MassTransit", "Hangfire", "Quartz", "Polly", "Refit", "Yarp", "Npgsql", "HealthChecks", "AspNetCore.HealthChecks",
        "Dapr", "MudBlazor", "Blazored", "FastEndpoints", "Carter", "HotChocolate", "Marten", "Calzolari.Grpc",
    };

    /// <summary>The first words of the names of the assemblies through which the clients of others are changed.</summary>
    private static readonly string[] Factories =
    {
        "Microsoft.Extensions.Http", "Grpc.Net.ClientFactory", "Grpc.AspNetCore.Server.ClientFactory", "protobuf-net.Grpc.ClientFactory",
        "ServiceModel.Grpc.Client.DependencyInjection",
    };

    /// <summary>
    /// The first words of the names of the assemblies through which servers are changed: middleware, filters at the start, authentication, policies,
    /// interceptors.
    /// </summary>
    private static readonly string[] Servers =
    {
        "Microsoft.AspNetCore", "Grpc.AspNetCore", "Grpc.Core", "MagicOnion", "ServiceModel.Grpc", "protobuf-net.Grpc", "Microsoft.Owin", "Owin",
    };

    private static readonly Memo<IAssemblySymbol, bool> Changing =
        new(static (facts, assembly) => MayReach(Factories, assembly, facts), SymbolEqualityComparer.Default);

    private static readonly Memo<IAssemblySymbol, bool> ChangingServers =
        new(static (facts, assembly) => MayReach(Servers, assembly, facts), SymbolEqualityComparer.Default);

    /// <summary>
    /// Whether a method or type is of another assembly that may change clients that it did not register, unless a fact says that it adds nothing. True
    /// where that cannot be told: for a project (its reference assembly does not name what only its bodies use, and an editor and a build should say the
    /// same), and for a framework of modules (it hands the services to assemblies that nobody refers to here).
    /// </summary>
    internal static bool MayChangeClients(ISymbol symbol, CompilationFacts facts) =>
        symbol.ContainingAssembly is { } assembly
        && MayChangeClients(assembly, facts)
        && (facts.Declared.Of(symbol) & FactKinds.AddsNothing) == 0;

    /// <summary>The same of every method of an assembly, whatever the facts say of some.</summary>
    internal static bool MayChangeClients(IAssemblySymbol assembly, CompilationFacts facts) => facts.Get(Changing, assembly);

    /// <summary>
    /// Whether the methods of an assembly may let a server refuse callers, if they get its services: true where that cannot be told, as for clients.
    /// </summary>
    internal static bool MayChangeServers(IAssemblySymbol assembly, CompilationFacts facts) => facts.Get(ChangingServers, assembly);

    /// <summary>Whether an assembly is one of a widely used library, which leaves the clients of others alone.</summary>
    internal static bool IsKnown(IAssemblySymbol assembly) => IsOneOf(Known, assembly.Identity.Name);

    /// <summary>Whether a method is of this compilation, or of a library that is known.</summary>
    internal static bool AreKnown(IMethodSymbol method, CompilationFacts facts) =>
        method.ContainingAssembly is not { } assembly
        || SymbolEqualityComparer.Default.Equals(assembly, facts.Compilation.Assembly)
        || IsOneOf(Known, assembly.Identity.Name);

    /// <summary>Whether an assembly may use one of these, by itself or through those that it refers to.</summary>
    private static bool MayReach(string[] wanted, IAssemblySymbol first, CompilationFacts facts)
    {
        if (SymbolEqualityComparer.Default.Equals(first, facts.Compilation.Assembly) || IsKnown(first))
            return false;

        var seen = new HashSet<IAssemblySymbol>(SymbolEqualityComparer.Default) { first };
        var open = new Queue<IAssemblySymbol>(seen);
        while (open.Count > 0)
        {
            var assembly = open.Dequeue();
            if (seen.Count > MostAssemblies || !IsOfPackage(assembly, facts) || TakesModules(assembly))
                return true;

            foreach (var module in assembly.Modules)
            {
                foreach (var referenced in module.ReferencedAssemblySymbols)
                {
                    if (IsOneOf(wanted, referenced.Identity.Name))
                        return true;

                    if (!IsOneOf(Known, referenced.Identity.Name) && seen.Add(referenced))
                        open.Enqueue(referenced);
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Whether an assembly is the implementation in a package, <c>.../lib/net8.0/Company.dll</c>, which names all that it uses. False for a project, for a
    /// reference assembly, and for one that is not referenced here.
    /// </summary>
    private static bool IsOfPackage(IAssemblySymbol assembly, CompilationFacts facts)
    {
        if (facts.Compilation.GetMetadataReference(assembly) is not PortableExecutableReference { FilePath: { } path })
            return false;

        var parts = path.Split('/', '\\');
        if (parts.Length < 3
            || !parts[parts.Length - 2].StartsWith("net", StringComparison.OrdinalIgnoreCase)
            || !string.Equals(parts[parts.Length - 3], "lib", StringComparison.OrdinalIgnoreCase))
            return false;

        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass.Is("System.Runtime.CompilerServices.ReferenceAssemblyAttribute"))
                return false;
        }

        return true;
    }

    /// <summary>Whether other assemblies can derive from a type of this one, or implement it, and are then given the services.</summary>
    private static bool TakesModules(IAssemblySymbol assembly)
    {
        var (open, types) = (new Stack<INamespaceOrTypeSymbol>(), 0);
        open.Push(assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is INamespaceSymbol inner)
                    open.Push(inner);

                if (member is not INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public or Accessibility.Protected } type)
                    continue;

                if (++types > MostTypes || IsModule(type))
                    return true;

                if (!type.GetTypeMembers().IsEmpty)
                    open.Push(type);
            }
        }

        return false;
    }

    private static bool IsModule(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface && (type.TypeKind != TypeKind.Class || type.IsSealed || type.IsStatic))
            return false;

        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { DeclaredAccessibility: not (Accessibility.Private or Accessibility.Internal) } method
                || (!method.IsAbstract && !method.IsVirtual && (!method.IsOverride || method.IsSealed)))
                continue;

            foreach (var parameter in method.Parameters)
            {
                if (UnseenSetup.HoldsServices(parameter.Type) || Shows(parameter.Type))
                    return true;
            }
        }

        return false;
    }

    /// <summary><c>context.Services</c>.</summary>
    private static bool Shows(ITypeSymbol context)
    {
        if (context.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Struct) || context.SpecialType != SpecialType.None)
            return false;

        foreach (var member in context.GetMembers())
        {
            if (UnseenSetup.HoldsServices((member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type))
                return true;
        }

        return false;
    }

    /// <summary>Whether the name of an assembly begins with one of these words.</summary>
    internal static bool IsOneOf(string[] names, string assembly)
    {
        foreach (var name in names)
        {
            if (assembly.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (assembly.Length == name.Length || assembly[name.Length] == '.'))
                return true;
        }

        return false;
    }
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// The names of what the assemblies declare that may get the services and change clients: a call that is written with none of them is not bound. An assembly
/// that does not name the types of the services, nor refers to one that does, cannot get them: a contract assembly, for one.
/// </summary>
internal sealed class UnseenNames
{
    /// <summary>Of more types than these the names are not collected: every call is then bound.</summary>
    private const int MostTypes = 3000;

    /// <summary>The first words of the names of the assemblies with the types of the services, and of those without such a type or one made of it.</summary>
    private static readonly string[]
        WithServices = { "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.AspNetCore", "Microsoft.Maui" },
        WithoutServices =
        {
            "System", "mscorlib", "netstandard", "Google.Protobuf", "Grpc.Core", "Microsoft.Extensions.Logging", "Microsoft.Extensions.Options",
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Primitives", "Microsoft.Extensions.FileProviders", "Microsoft.Extensions.Caching",
        };

    private static readonly Memo<UnseenNames> OfCompilation = new(static facts => new UnseenNames(facts));

    private readonly HashSet<string>? _names = new(StringComparer.Ordinal);

    private UnseenNames(CompilationFacts facts)
    {
        var open = new Stack<INamespaceOrTypeSymbol>();
        foreach (var assembly in facts.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!UnseenAssemblies.IsKnown(assembly) && MayNameServices(assembly) && UnseenAssemblies.MayChangeClients(assembly, facts))
                open.Push(assembly.GlobalNamespace);
        }

        for (var types = 0; open.Count > 0;)
        {
            var current = open.Pop();
            if (current is INamedTypeSymbol type)
            {
                if (++types > MostTypes)
                {
                    _names = null;
                    return;
                }

                _names.Add(type.Name);
                _names.UnionWith(type.MemberNames);
                foreach (var nested in type.GetTypeMembers())
                    open.Push(nested);
            }
            else
            {
                foreach (var member in ((INamespaceSymbol)current).GetMembers())
                    open.Push(member);
            }
        }
    }

    /// <summary>The names that matter in a compilation, collected once.</summary>
    internal static UnseenNames Of(CompilationFacts facts) => facts.Get(OfCompilation);

    /// <summary>Whether no assembly may get the services.</summary>
    internal bool AreNone => _names is { Count: 0 };

    /// <summary>Whether one of these assemblies may declare what a call of this name calls or creates; true where that cannot be told.</summary>
    internal bool Contain(string name) =>
        _names is null || _names.Contains(name) || (name == TreeIndex.ImplicitCreation && !AreNone);

    /// <summary>Whether an assembly refers to one that has types of the services, or to one that does so; false for a contract assembly.</summary>
    private static bool MayNameServices(IAssemblySymbol first)
    {
        var seen = new HashSet<IAssemblySymbol>(SymbolEqualityComparer.Default) { first };
        var open = new Stack<IAssemblySymbol>(seen);
        while (open.Count > 0)
        {
            foreach (var module in open.Pop().Modules)
            {
                foreach (var referenced in module.ReferencedAssemblySymbols)
                {
                    if (UnseenAssemblies.IsOneOf(WithoutServices, referenced.Identity.Name))
                        continue;

                    if (UnseenAssemblies.IsOneOf(WithServices, referenced.Identity.Name))
                        return true;

                    if (seen.Add(referenced))
                        open.Push(referenced);
                }
            }
        }

        return false;
    }
}

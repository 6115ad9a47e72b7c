using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>Code of other assemblies that gets the services, the builder or the application of a server: it may add authentication and middleware.</summary>
internal static class UnseenServerSetup
{
    /// <summary>A tree that names none of these sets up no server.</summary>
    private static readonly string[] Hints =
    {
        "IServiceCollection", "Services", "ConfigureServices", "WebApplication", "IApplicationBuilder", "IEndpointRouteBuilder", "IHostBuilder",
        "IWebHostBuilder", "WebApplicationBuilder", "CreateHostBuilder", "CreateDefaultBuilder",
    };

    private static readonly string[] Applications =
    {
        "Microsoft.AspNetCore.Builder.IApplicationBuilder", "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder",
    };

    private static readonly Memo<bool> Seen = new(Find);

    /// <summary>Whether such code is called anywhere in the program; false if none is seen.</summary>
    internal static bool IsIn(CompilationFacts facts) => facts.Get(Seen);

    /// <summary>Whether a call gets the services, the builder or the application, or is made on one.</summary>
    internal static bool IsSetup(IInvocationOperation call)
    {
        if (IsPart(call.Instance?.Type))
            return true;

        foreach (var argument in call.Arguments)
        {
            if (IsPart(Conversions.BuiltInInside(argument.Value).Type))
                return true;
        }

        return false;
    }

    /// <summary>Whether a call is such code.</summary>
    internal static bool Is(IInvocationOperation call, CompilationFacts facts) =>
        !UnseenAssemblies.AreKnown(call.TargetMethod, facts)
        && (IsSetup(call) || IsPart(call.Type))
        && (facts.Declared.Of(call.TargetMethod) & FactKinds.AsksNothing) == 0
        && UnseenAssemblies.MayChangeServers(call.TargetMethod.ContainingAssembly, facts);

    private static bool Find(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            if (!SetsUp(index))
                continue;

            foreach (var named in index.Calls)
            {
                foreach (var node in named.Value)
                {
                    if (facts.Bodies.OperationOf(node) is IInvocationOperation call && Is(call, facts))
                        return true;
                }
            }
        }

        return false;
    }

    private static bool SetsUp(TreeIndex tree)
    {
        foreach (var hint in Hints)
        {
            if (tree.MentionsOf(hint).Count > 0)
                return true;
        }

        return false;
    }

    private static bool IsPart(ITypeSymbol? type)
    {
        if (type is null)
            return false;

        if (UnseenSetup.HoldsServices(type) || IsApplication(type))
            return true;

        foreach (var contract in type.AllInterfaces)
        {
            if (IsApplication(contract))
                return true;
        }

        return false;
    }

    private static bool IsApplication(ITypeSymbol type)
    {
        foreach (var known in Applications)
        {
            if (type.Is(known))
                return true;
        }

        return false;
    }
}

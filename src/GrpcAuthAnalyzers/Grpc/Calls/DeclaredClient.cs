using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>
/// Types that are gRPC clients by a facts file alone: a gateway of another assembly around a channel or client. Of one whose source is in the compilation the
/// code itself decides.
/// </summary>
internal static class DeclaredClient
{
    private static readonly Memo<HashSet<string>> Names = new(Collect);

    /// <summary>Awaitable methods that open, close or run a client and are no calls of a service.</summary>
    private static readonly string[] Others =
    {
        "Dispose", "Close", "Shutdown", "Start", "Stop", "Connect", "Disconnect", "Open", "Initialize", "Warm", "Wait",
    };

    /// <summary>The names of the methods by which calls of such clients are written; found once.</summary>
    internal static HashSet<string> CallNames(CompilationFacts facts) => facts.Get(Names);

    /// <summary>Whether a type, or one that it derives from, is a client by a fact of it, of one of its constructors or (where it counts) a method.</summary>
    internal static bool Is(ITypeSymbol? type, CompilationFacts facts, bool byMethod = true)
    {
        for (var current = facts.Declared.Says(FactKinds.GrpcClient) ? type : null; current is not null; current = current.BaseType)
        {
            if (IsSaid(current.OriginalDefinition, facts, byMethod))
                return !facts.Bodies.IsSeen(type!.OriginalDefinition) && !GrpcSymbols.IsA(type, facts.Symbols.ClientBase);
        }

        return false;
    }

    /// <summary>Whether a method makes such a client and is no constructor: <c>Gateway.Open(channel)</c>, where a fact says so.</summary>
    internal static bool Makes(IMethodSymbol method, CompilationFacts facts) =>
        method.IsStatic && Has(facts.Declared.Of(method)) && !facts.Bodies.IsSeen(method);

    /// <summary>What a parameter is called by which a method is given a credential, or what may hold one.</summary>
    private static readonly string[] Credentials =
    {
        "token", "jwt", "key", "secret", "password", "credential", "auth", "bearer", "session", "header", "context", "options", "settings",
    };

    /// <summary>
    /// Whether a method is a call of such a client: an awaitable one of its type, or any that a fact names. Not what opens or closes it, gives another client,
    /// or is given a credential in another way than by metadata.
    /// </summary>
    internal static bool IsCall(IMethodSymbol method, CompilationFacts facts) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: false, ContainingType: { } type }
        && !facts.Bodies.IsSeen(type.OriginalDefinition)
        && !GrpcSymbols.IsA(type, facts.Symbols.ClientBase)
        && facts.Declared.Says(FactKinds.GrpcClient)
        && !TakesCredential(method, facts.Symbols)
        && (Has(facts.Declared.Of(method)) || (IsAwaitable(method) && Is(type, facts, byMethod: false)));

    private static bool IsSaid(ITypeSymbol type, CompilationFacts facts, bool byMethod)
    {
        if (Has(facts.Declared.Of(type)))
            return true;

        foreach (var member in byMethod ? type.GetMembers() : type.GetMembers(WellKnownMemberNames.InstanceConstructorName))
        {
            if (member is IMethodSymbol { IsStatic: false } && Has(facts.Declared.Of(member)))
                return true;
        }

        return false;
    }

    private static bool Has(FactKinds kinds) => (kinds & FactKinds.GrpcClient) != 0;

    private static bool TakesCredential(IMethodSymbol method, GrpcSymbols symbols)
    {
        foreach (var parameter in method.Parameters)
        {
            if (!parameter.Type.IsCancellationToken()
                && !GrpcSymbols.Is(parameter.Type, symbols.Metadata)
                && !GrpcSymbols.IsCallOptions(parameter.Type, symbols)
                && (HoldsAny(parameter.Name) || (parameter.Type.SpecialType == SpecialType.None && HoldsAny(parameter.Type.Name))))
                return true;
        }

        return false;
    }

    private static bool HoldsAny(string name) => Array.Exists(Credentials, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsAwaitable(IMethodSymbol method) =>
        !(method.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } results }
            && SymbolEqualityComparer.Default.Equals(results[0].OriginalDefinition, method.ContainingType.OriginalDefinition))
        && (method.ReturnType.IsTask()
            || method.ReturnType.Is("System.Collections.Generic.IAsyncEnumerable")
            || (method.ReturnType.IsIn("Grpc.Core") && method.ReturnType.Name.EndsWith("Call", StringComparison.Ordinal)))
        && !Array.Exists(Others, word => method.Name.StartsWith(word, StringComparison.Ordinal));

    private static HashSet<string> Collect(CompilationFacts facts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var said in facts.Declared.SymbolsSaidToBe(FactKinds.GrpcClient, facts.Compilation))
        {
            if (said is IMethodSymbol { MethodKind: MethodKind.Ordinary })
                names.Add(said.Name);

            for (var type = said as INamedTypeSymbol ?? said.ContainingType; type is { SpecialType: SpecialType.None }; type = type.BaseType)
            {
                foreach (var member in type.GetMembers())
                {
                    if (member is IMethodSymbol method && IsCall(method, facts))
                        names.Add(method.Name);
                }
            }
        }

        return names;
    }
}

using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>Which entries of the memory cache never expire and are never removed: they stay as long as the process.</summary>
internal static class MemoryCacheEntries
{
    private const string Caching = "Microsoft.Extensions.Caching.Memory";

    /// <summary>What changes, removes or replaces entries.</summary>
    private static readonly string[] ChangeNames = { "Remove", "Set", "CreateEntry", "Compact", "Clear" };

    private static readonly Memo<IReadOnlyList<IInvocationOperation>> Changes = new(static facts => CollectChanges(facts));

    /// <summary>The method of the memory cache with this name that a call is, and the key; null for other calls.</summary>
    internal static bool IsCall(IInvocationOperation call) =>
        call.TargetMethod.ContainingType.IsIn(Caching) && call.Receiver()?.Type.Is(Caching + ".IMemoryCache") == true;

    /// <summary>Whether <c>GetOrCreate</c> is all that writes the entry: no code sets, removes or clears it, by this key or one that is not known.</summary>
    internal static bool IsOnlyCreated(IInvocationOperation call, CompilationFacts facts) => ChangesOf(call, facts) is { Count: 0 };

    /// <summary>The one <c>Set</c> of the entry that a call reads or writes, if it sets no expiry; null when there are others.</summary>
    internal static IInvocationOperation? OnlySetOf(IInvocationOperation call, CompilationFacts facts) =>
        ChangesOf(call, facts) is { Count: 1 } changes && IsSetWithoutExpiry(changes[0]) ? changes[0] : null;

    /// <summary>Whether a call sets an entry with a key and a value, and nothing else.</summary>
    internal static bool IsSetWithoutExpiry(IInvocationOperation call) =>
        call is { TargetMethod.Name: "Set", Arguments.Length: 3 } && IsCall(call);

    /// <summary>Every change that may be one of the same entry.</summary>
    private static List<IInvocationOperation> ChangesOf(IInvocationOperation call, CompilationFacts facts)
    {
        var key = KeyOf(call);
        return facts.Get(Changes).Where(change => key is null || KeyOf(change) is not { } other || key.Equals(other)).ToList();
    }

    /// <summary>The constant that an entry is named by; null when it is not constant.</summary>
    private static object? KeyOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "key") is { Value: var key }
            && Conversions.BuiltInInside(key) is { ConstantValue: { HasValue: true, Value: { } constant } } ? constant : null;

    private static List<IInvocationOperation> CollectChanges(CompilationFacts facts)
    {
        var changes = new List<IInvocationOperation>();
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            if (index.MentionsOf("IMemoryCache").Count == 0 && index.MentionsOf("MemoryCache").Count == 0)
                continue;

            foreach (var name in ChangeNames)
            {
                foreach (var node in index.CallsOf(name))
                {
                    if (facts.Bodies.OperationOf(node) is IInvocationOperation call && call.Receiver()?.Type.IsIn(Caching) == true)
                        changes.Add(call);
                }
            }
        }

        return changes;
    }
}

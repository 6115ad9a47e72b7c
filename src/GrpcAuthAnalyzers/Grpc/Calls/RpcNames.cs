using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>The clients and code-first contracts that a compilation sees, by name.</summary>
internal sealed class RpcNames
{
    private static readonly Memo<RpcNames> OfCompilation = new(static facts =>
    {
        var names = RpcNameCollector.Collect(facts.Symbols);
        names.Methods.UnionWith(DeclaredClient.CallNames(facts));
        return names;
    });

    internal RpcNames(IEnumerable<string> methods) => Methods = new HashSet<string>(methods, StringComparer.Ordinal);

    /// <summary>The names of what a compilation sees, collected once; never empty, for the methods of <c>CallInvoker</c> are among them.</summary>
    internal static RpcNames Of(CompilationFacts facts) => facts.Get(OfCompilation);

    /// <summary>The names of the methods that a gRPC call may be written with.</summary>
    internal HashSet<string> Methods { get; }

    /// <summary>The names of the types that these methods return; empty when no client is seen.</summary>
    internal HashSet<string> Results { get; } = new(StringComparer.Ordinal);

    internal void Add(HashSet<string> methods, HashSet<string> results)
    {
        Methods.UnionWith(methods);
        Results.UnionWith(results);
    }

    /// <summary>
    /// Whether calls of a kind (<c>AsyncServerStreamingCall</c>) can be made: a client has one, or no client is seen, for the callers may then be anywhere.
    /// Code-first contracts say their kinds in another way, so with one of those every kind can; <c>UnaryResult</c> of MagicOnion is that of
    /// <c>AsyncUnaryCall</c> (MagicOnionMethodInvoker.cs).
    /// </summary>
    internal bool MayHave(string callKind) =>
        Results.Count == 0 || Results.Contains(callKind) || (callKind == "AsyncUnaryCall" && Results.Contains("UnaryResult"))
        || Results.Contains("Task") || Results.Contains("ValueTask") || Results.Contains("IAsyncEnumerable");

    /// <summary>Whether a name is that of the blocking form of a unary rpc: generated clients have both forms of those, and of no other.</summary>
    internal bool IsBlocking(string method) => method == "BlockingUnaryCall" || Methods.Contains(method) && Methods.Contains(method + "Async");
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>
/// One server of a program, and the code that sets it up: the whole program where it builds one host, else the method that builds this one, with the methods
/// that it gives its builder or services to.
/// </summary>
internal sealed class ServerHost
{
    private const int MaxDepth = 3;

    private static readonly Memo<Dictionary<IOperation, int>> Roots = new(FindRoots);

    private static readonly Memo<IOperation, ServerHost?> OfRoot = new(static (facts, root) => new ServerHost(facts, root));

    private static readonly Memo<ServerHost> OfProgram = new(static facts => new ServerHost(facts, root: null));

    private readonly CompilationFacts _facts;
    private readonly Dictionary<string, List<IInvocationOperation>>? _calls;
    private readonly HashSet<IOperation> _bodies = new();
    private readonly Lazy<bool> _isWhole;

    private ServerHost(CompilationFacts facts, IOperation? root)
    {
        _facts = facts;
        _calls = root is null ? null : Collect(root);
        _isWhole = new Lazy<bool>(IsSeenWhole);
    }

    /// <summary>
    /// The host that a place belongs to. Null where the program builds none (its setup is elsewhere), and where it builds several and the method around the
    /// place builds none or two of them.
    /// </summary>
    internal static ServerHost? Of(IOperation place, CompilationFacts facts)
    {
        var roots = facts.Get(Roots);
        if (roots.Count == 0)
            return null;

        if (roots.Count == 1 && roots.ContainsValue(1))
            return facts.Get(OfProgram);

        var root = EnclosingFunction.Root(place);
        return roots.TryGetValue(root, out var hosts) && hosts == 1 ? facts.Get(OfRoot, root) : null;
    }

    /// <summary>Whether the program builds a host; else its setup is elsewhere.</summary>
    internal static bool AreBuiltIn(CompilationFacts facts) => facts.Get(Roots).Count > 0;

    /// <summary>Whether no code of another assembly gets the builder, the services or the application, except that of known libraries.</summary>
    internal bool IsWhole => _isWhole.Value;

    /// <summary>Whether an operation stands in the code of the host.</summary>
    internal bool Contains(IOperation operation) => _calls is null || _bodies.Contains(EnclosingFunction.Root(operation));

    /// <summary>The calls of methods with one of these names in the code of the host, in no order.</summary>
    internal IEnumerable<IInvocationOperation> Calls(params string[] names)
    {
        foreach (var name in names)
        {
            if (_calls is null)
            {
                foreach (var node in _facts.CallsNamed(name))
                {
                    if (_facts.Bodies.OperationOf(node) is IInvocationOperation call)
                        yield return call;
                }
            }
            else if (_calls.TryGetValue(name, out var found))
            {
                foreach (var call in found)
                    yield return call;
            }
        }
    }

    /// <summary>Whether the code of the host has such a call.</summary>
    internal bool HasCall(params string[] names) => Calls(names).GetEnumerator().MoveNext();

    /// <summary>Whether the code registers the services of authorization, by itself or with something else.</summary>
    internal bool RegistersAuthorization => HasCall(
        "AddAuthorization", "AddAuthorizationBuilder", "AddControllers", "AddControllersWithViews", "AddMvc", "AddRazorPages", "AddIdentityServer",
        "AddIdentityApiEndpoints", "AddRazorComponents", "AddServerSideBlazor");

    /// <summary>Whether a policy protects what asks for none: it is mentioned somewhere in the program.</summary>
    internal bool MayHaveFallbackPolicy => _facts.MentionsAny("FallbackPolicy", "SetFallbackPolicy");

    /// <summary>The bodies in which hosts are built, with the number of hosts.</summary>
    private static Dictionary<IOperation, int> FindRoots(CompilationFacts facts)
    {
        var roots = new Dictionary<IOperation, int>();
        foreach (var node in facts.CallsNamed("Build"))
        {
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 }
                && facts.Bodies.OperationOf(node) is IInvocationOperation build
                && IsHost(build.Type))
            {
                var root = EnclosingFunction.Root(build);
                roots.TryGetValue(root, out var hosts);
                roots[root] = hosts + 1;
            }
        }

        return roots;
    }

    private static bool IsHost(ITypeSymbol? type) =>
        type.Is("Microsoft.AspNetCore.Builder.WebApplication", "Microsoft.Extensions.Hosting.IHost") || type.Is("Microsoft.AspNetCore.Hosting.IWebHost");

    private Dictionary<string, List<IInvocationOperation>> Collect(IOperation root)
    {
        var calls = new Dictionary<string, List<IInvocationOperation>>(StringComparer.Ordinal);
        _bodies.Add(root);
        var pending = new Queue<(IOperation Body, int Depth)>();
        pending.Enqueue((root, 0));
        while (pending.Count > 0)
        {
            var (body, depth) = pending.Dequeue();
            foreach (var operation in body.DescendantsAndSelf())
            {
                if (operation is not IInvocationOperation call)
                    continue;

                if (!calls.TryGetValue(call.TargetMethod.Name, out var named))
                    calls.Add(call.TargetMethod.Name, named = new List<IInvocationOperation>());

                named.Add(call);
                if (depth < MaxDepth
                    && UnseenServerSetup.IsSetup(call)
                    && _facts.Bodies.IsSeen(call.TargetMethod)
                    && _facts.Bodies.FunctionOf(call.TargetMethod) is { } function
                    && _bodies.Add(function))
                    pending.Enqueue((function, depth + 1));
            }
        }

        return calls;
    }

    private bool IsSeenWhole()
    {
        if (_calls is not null)
        {
            foreach (var named in _calls)
            {
                foreach (var call in named.Value)
                {
                    if (UnseenServerSetup.Is(call, _facts))
                        return false;
                }
            }

            return true;
        }

        return !UnseenServerSetup.IsIn(_facts);
    }
}

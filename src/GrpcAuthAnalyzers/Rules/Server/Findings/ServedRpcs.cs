using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>
/// What the servers of a compilation ask of each RPC. One that a server provably leaves open needs no credential; one that a server provably refuses needs
/// one. So it is with one that its service does not answer: no credential helps there if it is open. Unknown where no server is seen whole, where code of the
/// service, an interceptor or a middleware may check the caller, and where two servers differ.
/// </summary>
internal sealed class ServedRpcs
{
    private static readonly Memo<ServedRpcs> OfCompilation = new(static facts => new ServedRpcs(facts));

    private readonly Dictionary<string, (ServiceDemand Demand, ServedService Service, IMethodSymbol? Method)> _rpcs = new(StringComparer.Ordinal);

    private readonly HashSet<string> _notAnswered = new(StringComparer.Ordinal);

    private readonly List<(RpcName Rpc, IMethodSymbol Method, ServiceDemand Demand, ServedService Service)> _each = new();

    private ServedRpcs(CompilationFacts facts)
    {
        var services = new List<ServedService>();
        foreach (var node in facts.CallsNamed(ServedService.MappingNames))
        {
            if (facts.Bodies.OperationOf(node) is not IInvocationOperation mapping)
                continue;

            services.AddRange(ServedService.AllFrom(mapping, facts));
        }

        foreach (var service in services)
            Add(service, facts);

        // What another server answers is for that one to decide.
        var answered = new HashSet<string>(_rpcs.Keys, StringComparer.Ordinal);
        foreach (var service in services)
            AddNotAnswered(service, answered, facts);
    }

    /// <summary>The servers of a compilation; they are read when somebody asks first.</summary>
    internal static ServedRpcs In(CompilationFacts facts) => facts.Get(OfCompilation);

    /// <summary>
    /// Every RPC of which it is known, with its full name (<c>package.Service/Method</c>), the service, its method (a streaming hub has none), and whether the
    /// service answers it.
    /// </summary>
    internal IEnumerable<(string Rpc, ServiceDemand Demand, ServedService Service, IMethodSymbol? Method, bool IsAnswered)> All
    {
        get
        {
            foreach (var rpc in _rpcs)
            {
                if (rpc.Value.Demand != ServiceDemand.Unknown)
                    yield return (rpc.Key, rpc.Value.Demand, rpc.Value.Service, rpc.Value.Method, !_notAnswered.Contains(rpc.Key));
            }
        }
    }

    /// <summary>The full names of the RPCs that a service answers, and of which it is not known what is asked, each with the service.</summary>
    internal IEnumerable<(string Rpc, ServedService Service)> Undecided
    {
        get
        {
            foreach (var rpc in _rpcs)
            {
                if (rpc.Value.Demand == ServiceDemand.Unknown && !_notAnswered.Contains(rpc.Key))
                    yield return (rpc.Key, rpc.Value.Service);
            }
        }
    }

    /// <summary>Every RPC that a server of the compilation serves, each with its method and what that server asks, in the order of their mapping.</summary>
    internal IReadOnlyList<(RpcName Rpc, IMethodSymbol Method, ServiceDemand Demand, ServedService Service)> Each => _each;

    /// <summary>Whether a server leaves the RPC open.</summary>
    internal bool LeaveOpen(RpcName rpc) => ThatLeavesOpen(rpc) is not null;

    /// <summary>The service that leaves the RPC open; null where none is known to.</summary>
    internal ServedService? ThatLeavesOpen(RpcName rpc) =>
        Known(rpc) is (ServiceDemand.Anonymous or ServiceDemand.Nothing, var service) ? service : null;

    /// <summary>Whether all these RPCs need no credential: each is anonymous, or left open; false for none.</summary>
    internal bool NeedNothing(IEnumerable<RpcName> rpcs, GrpcAuthOptions options)
    {
        var any = false;
        foreach (var rpc in rpcs)
        {
            if (!LeaveOpen(rpc) && !AnonymousCalls.Contains(rpc, options))
                return false;

            any = true;
        }

        return any;
    }

    /// <summary>The service that refuses the RPC without credentials; null where none is known to.</summary>
    internal ServedService? ThatRefuses(RpcName rpc) => Known(rpc) is (ServiceDemand.Required, var service) ? service : null;

    /// <summary>Who asks for the credentials of an RPC: a server of this program, or one that a facts file names; null where that is not known.</summary>
    internal string? WhoAsks(RpcName rpc) => ThatRefuses(rpc) is { } server ? AskingServer.TextOf(server.Type.Name)
        : !rpc.IsDeclaredClosed ? null
        : rpc.AskedBy ?? "a facts file says that its server asks for them";

    private (ServiceDemand Demand, ServedService Service)? Known(RpcName rpc)
    {
        foreach (var name in NamesOf(rpc))
        {
            if (_rpcs.TryGetValue(name, out var known))
                return (known.Demand, known.Service);
        }

        return null;
    }

    private void Add(ServedService service, CompilationFacts facts)
    {
        var rpcs = RpcName.OfService(service.Type, facts).ToList();
        var isSeenWhole = IsSeenWhole(service, facts);
        var checking = isSeenWhole ? OwnCheck.In(service.Type, rpcs.ConvertAll(static each => each.Method), facts) : null;
        foreach (var (rpc, method) in rpcs)
        {
            var demand = Proven(service.DemandOf(method), mayCheck: checking?.Contains(method) != false);
            _each.Add((rpc, method, demand, service));
            Add(rpc, demand, service, method);
        }

        // A hub is one call, and its methods are messages of it: what any of them asks may be asked of it.
        if (RpcName.OfHubClass(service.Type) is { } hub)
        {
            Add(hub, Proven(service.Demand, mayCheck: !isSeenWhole || OwnCheck.MayBeIn(service.Type, facts)), service, method: null);
        }
    }

    private void AddNotAnswered(ServedService service, HashSet<string> answered, CompilationFacts facts)
    {
        var mayCheck = !IsSeenWhole(service, facts);
        foreach (var (rpc, method) in RpcName.NotAnswered(service.Type, facts))
        {
            var names = NamesOf(rpc).ToList();
            if (names.Exists(answered.Contains))
                continue;

            Add(rpc, Proven(service.DemandOf(method), mayCheck), service, method);
            _notAnswered.UnionWith(names);
        }
    }

    /// <summary>Whether all code between the caller and a service is seen, and none of it may check the caller.</summary>
    private static bool IsSeenWhole(ServedService service, CompilationFacts facts) =>
        service.Host.IsWhole && !OwnCheck.MayBeOnTheWay(service.Host, facts);

    /// <summary>What is asked; Unknown where nothing is asked by attributes and code may check the caller.</summary>
    private static ServiceDemand Proven(ServiceDemand demand, bool mayCheck) =>
        mayCheck && demand != ServiceDemand.Required ? ServiceDemand.Unknown : demand;

    private void Add(RpcName rpc, ServiceDemand demand, ServedService service, IMethodSymbol? method)
    {
        foreach (var name in NamesOf(rpc))
            _rpcs[name] = (_rpcs.TryGetValue(name, out var other) && other.Demand != demand ? ServiceDemand.Unknown : demand, service, method);
    }

    /// <summary>The names of an RPC with a package or namespace, else its only one: <c>Orders</c> alone may be a service of anybody.</summary>
    private static IEnumerable<string> NamesOf(RpcName rpc)
    {
        var count = rpc.Services.Length > 1 ? rpc.Services.Length - 1 : rpc.Services.Length;
        for (var i = 0; i < count; i++)
            yield return rpc.Services[i] + "/" + rpc.Method;
    }
}

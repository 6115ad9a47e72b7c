using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>The calls through one variable, with what each passes itself. Collected once for each variable.</summary>
internal sealed class ClientCalls
{
    private static readonly Memo<(ClientVariable Client, GrpcAuthOptions Options), ClientCalls> OfVariables =
        new(static (facts, key) => new ClientCalls(key.Client, facts, key.Options));

    private readonly List<ClientCall> _calls = new();
    private readonly HashSet<SyntaxNode> _bare = new();
    private readonly List<ClientCall> _forgotten = new();
    private readonly Dictionary<string, List<ClientCall>> _byCredential = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<ManualHeader>> _attached;
    private readonly List<GrpcCall> _authenticated = new();
    private List<ClientCall>? _most;
    private int _carrying;

    private ClientCalls(ClientVariable client, CompilationFacts facts, GrpcAuthOptions options)
    {
        Client = client;
        foreach (var call in client.Calls(facts))
            Add(ClientCall.Of(call, facts, options));

        _attached = new Lazy<IReadOnlyList<ManualHeader>>(() => ManualHeader.In(_calls, facts, options));
    }

    internal ClientVariable Client { get; }

    /// <summary>The calls through the variable that a call is made through, under the options of a tree; null if it is made through none.</summary>
    internal static ClientCalls? With(GrpcCall call, CompilationFacts facts, GrpcAuthOptions options) =>
        ClientVariable.Of(call, facts) is { } client ? facts.Get(OfVariables, (client, options)) : null;

    /// <summary>Ordered by document path and position.</summary>
    internal IReadOnlyList<ClientCall> All => _calls;

    /// <summary>The headers that these calls add by hand, in the order of their first calls.</summary>
    internal IReadOnlyList<ManualHeader> AttachedByHand => _attached.Value;

    /// <summary>
    /// The calls that show a call without credentials to be the odd one out: those that pass the credential that most pass. Empty when the call
    /// is not one without credentials, and when such calls are the rule: more of them than of those that pass one. Empty, too, when another branch of
    /// the same member makes the same call with a credential: it chooses between the two (authentication is optional, or is tried second). Where no call passes
    /// one, those count for which metadata with one was made (GRPCAUTH1007): the fix of that passes it, and then this call is the odd one out.
    /// </summary>
    internal IReadOnlyList<ClientCall> SiblingsThatShow(GrpcCall call)
    {
        if (!_bare.Contains(call.Operation.Syntax) || IsChosen(call))
            return Array.Empty<ClientCall>();

        if (_most is not null && _bare.Count <= _carrying)
            return _most;

        return _forgotten.Count > 0 && _bare.Count - _forgotten.Count <= _carrying + _forgotten.Count && !IsForgotten(call)
            ? _most ?? _forgotten
            : Array.Empty<ClientCall>();
    }

    private bool IsForgotten(GrpcCall call)
    {
        foreach (var forgotten in _forgotten)
        {
            if (forgotten.Call.Operation.Syntax == call.Operation.Syntax)
                return true;
        }

        return false;
    }

    private void Add(ClientCall call)
    {
        _calls.Add(call);
        if (call.IsBare)
            _bare.Add(call.Call.Operation.Syntax);

        if (call.Forgotten is not null)
        {
            _forgotten.Add(call);
            _authenticated.Add(call.Call);
        }

        if (call.Credentials.Count == 0)
            return;

        _carrying++;
        _authenticated.Add(call.Call);
        var name = call.Credentials[0].Name;
        if (!_byCredential.TryGetValue(name, out var same))
            _byCredential.Add(name, same = new List<ClientCall>());

        same.Add(call);
        if (_most is null || same.Count > _most.Count)
            _most = same;
    }

    /// <summary>Whether another branch of the same member makes the same call with a credential: it chooses between the two.</summary>
    internal bool IsChosen(GrpcCall bare)
    {
        foreach (var other in _authenticated)
        {
            if (other.Operation.TargetMethod.Name == bare.Operation.TargetMethod.Name && ExecutionOrder.AreInOtherBranches(other.Operation, bare.Operation))
                return true;
        }

        return false;
    }
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>A credential header that the calls of one client add by hand, each with the same value.</summary>
internal sealed class ManualHeader
{
    private readonly HashSet<IOperation> _seen = new();
    private readonly HashSet<IOperation> _attached = new();
    private readonly Dictionary<IOperation, bool> _kept = new();
    private readonly List<ClientCall> _calls = new();
    private string? _value;
    private bool _differs;
    private int _hands;

    private ManualHeader(string header) => Header = header;

    /// <summary>The lower-case metadata key.</summary>
    internal string Header { get; }

    /// <summary>The calls that attach it, ordered by document path and position.</summary>
    internal IReadOnlyList<ClientCall> Calls => _calls;

    /// <summary>
    /// What is attached by at least two hands: metadata that one method makes once for several of its calls is one, a helper that is called for each
    /// call is as many as its calls. Not a header whose value differs from call to call or depends on what is not known; nor a constant one, nor one in
    /// metadata that is kept: other rules report those.
    /// </summary>
    internal static IReadOnlyList<ManualHeader> In(IReadOnlyList<ClientCall> calls, CompilationFacts facts, GrpcAuthOptions options)
    {
        var headers = new Dictionary<string, ManualHeader>(StringComparer.Ordinal);
        var found = new List<ManualHeader>();
        foreach (var call in calls)
        {
            foreach (var credential in call.Credentials)
            {
                if (credential is not { Entry: { } entry, Metadata: { } metadata })
                    continue;

                if (!headers.TryGetValue(entry.Header, out var header))
                {
                    headers.Add(entry.Header, header = new ManualHeader(entry.Header));
                    found.Add(header);
                }

                header.Note(call, metadata, entry.Value, new CredentialQuery(facts, options, call.Call.Operation));
            }
        }

        found.RemoveAll(static header => header._differs || header._hands < 2);
        return found;
    }

    private void Note(ClientCall call, Origin metadata, TracedValue value, CredentialQuery query)
    {
        // Metadata that ten thousand calls pass is read once.
        var isMadeHere = metadata.Value.Frame is null;
        if (isMadeHere && !_seen.Add(metadata.Operation))
        {
            if (_attached.Contains(metadata.Operation))
                Add(call);

            return;
        }

        if (_differs || IsKept(metadata, query))
            return;

        var key = query.Texts.ConstantOf(value) is null ? CredentialIdentity.KeyOf(query, value) : null;
        _differs = key is null || (_value is not null && _value != key);
        _value = key;
        if (isMadeHere)
            _attached.Add(metadata.Operation);
        if (Add(call))
            _hands++;
    }

    /// <summary>Memoised by creation: a method that creates metadata may have thousands of callers.</summary>
    private bool IsKept(Origin metadata, CredentialQuery query)
    {
        if (!_kept.TryGetValue(metadata.Operation, out var isKept))
            _kept.Add(metadata.Operation, isKept = SharedMetadata.Of(metadata, query.TouchesOf(metadata), query) is not null);

        return isKept;
    }

    /// <summary>True for the first metadata of a call: one that was made anew and one that was made before are still one hand.</summary>
    private bool Add(ClientCall call)
    {
        if (_calls.Count > 0 && _calls[_calls.Count - 1] == call)
            return false;

        _calls.Add(call);
        return true;
    }
}

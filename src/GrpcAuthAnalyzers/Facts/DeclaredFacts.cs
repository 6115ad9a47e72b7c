using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Facts;

/// <summary>
/// What the facts files of a project say of code that the compilation does not show. A fact decides what would be unknown; what the compilation shows is
/// never overruled by one. Equal if all files say the same.
/// </summary>
internal sealed class DeclaredFacts : IEquatable<DeclaredFacts>
{
    /// <summary>No file, or an empty one.</summary>
    internal static readonly DeclaredFacts None = new(new Dictionary<string, FactKinds>(StringComparer.Ordinal));

    private readonly Dictionary<string, FactKinds> _kinds;

    /// <summary>The names of all symbols that a fact is about, so that others cost no id.</summary>
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private DeclaredFacts(Dictionary<string, FactKinds> kinds)
    {
        _kinds = kinds;
        foreach (var id in kinds.Keys)
            _names.Add(Fact.NameIn(id));
    }

    /// <summary>What the additional files of a project say.</summary>
    internal static DeclaredFacts Of(ImmutableArray<AdditionalText> files)
    {
        Dictionary<string, FactKinds>? kinds = null;
        foreach (var file in files)
        {
            foreach (var fact in FactsFile.Of(file)?.Facts ?? ImmutableArray<Fact>.Empty)
            {
                kinds ??= new Dictionary<string, FactKinds>(StringComparer.Ordinal);
                kinds[fact.Id] = fact.Kinds | (kinds.TryGetValue(fact.Id, out var known) ? known : FactKinds.None);
            }
        }

        return kinds is null ? None : new DeclaredFacts(kinds);
    }

    /// <summary>What is said of the definition of a symbol, or of the method behind an extension; mostly <see cref="FactKinds.None"/>.</summary>
    internal FactKinds Of(ISymbol? symbol)
    {
        if (symbol is null || !_names.Contains(symbol.Name))
            return FactKinds.None;

        var definition = ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;
        if (definition.GetDocumentationCommentId() is not { } id)
            return FactKinds.None;

        var parameters = id.IndexOf('(');
        return Of(id) | (parameters < 0 ? FactKinds.None : Of(id.Substring(0, parameters)));
    }

    /// <summary>What is said of an RPC by the name of its service in the proto file: of this one, or of all of the service (<c>*</c>).</summary>
    internal FactKinds OfRpc(string service, string method) =>
        _kinds.Count == 0 ? FactKinds.None : Of(Fact.RpcPrefix + service + "/" + method) | Of(Fact.RpcPrefix + service + "/*");

    /// <inheritdoc/>
    public bool Equals(DeclaredFacts? other)
    {
        if (other is null || other._kinds.Count != _kinds.Count)
            return false;

        foreach (var pair in _kinds)
        {
            if (other.Of(pair.Key) != pair.Value)
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeclaredFacts);

    /// <inheritdoc/>
    public override int GetHashCode() => _kinds.Count;

    private FactKinds Of(string id) => _kinds.TryGetValue(id, out var kinds) ? kinds : FactKinds.None;
}

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
    internal static readonly DeclaredFacts None = new(new Dictionary<string, FactKinds>(StringComparer.Ordinal), new Dictionary<string, string>());

    private readonly Dictionary<string, FactKinds> _kinds;

    private readonly Dictionary<string, string> _servers;

    /// <summary>The names of all symbols that a fact is about, so that others cost no id.</summary>
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);

    private readonly FactKinds _all;

    private DeclaredFacts(Dictionary<string, FactKinds> kinds, Dictionary<string, string> servers)
    {
        (_kinds, _servers) = (kinds, servers);
        foreach (var fact in kinds)
        {
            var name = Fact.NameIn(fact.Key);
            _names.Add(name);
            _all |= fact.Value;
            if ((fact.Value & FactKinds.Token) != 0)
                _tokens.Add(name);
        }
    }

    /// <summary>Whether this is said of anything.</summary>
    internal bool Says(FactKinds kind) => (_all & kind) != 0;

    /// <summary>The names of all members that are said to give a token.</summary>
    internal IReadOnlyCollection<string> TokenNames => _tokens;

    /// <summary>What the additional files of a project say.</summary>
    internal static DeclaredFacts Of(ImmutableArray<AdditionalText> files)
    {
        Dictionary<string, FactKinds>? kinds = null;
        var servers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (FactsFile.Of(file) is not { } said)
                continue;

            foreach (var fact in said.Facts)
            {
                kinds ??= new Dictionary<string, FactKinds>(StringComparer.Ordinal);
                var (all, source) = (fact.Kinds, said.IsLearned ? FactKinds.Learned : FactKinds.None);
                if (kinds.TryGetValue(fact.Id, out var known))
                    (all, source) = (all | known, source & known);

                kinds[fact.Id] = (all & ~FactKinds.Learned) | source;
                if (fact.Server is not null && !servers.ContainsKey(fact.Id))
                    servers.Add(fact.Id, fact.Server);
            }
        }

        return kinds is null ? None : new DeclaredFacts(kinds, servers);
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

    /// <summary>
    /// Whether the value of a method, property or field is said to be a token; of an override whose code is not seen, also where it is said of what it
    /// overrides.
    /// </summary>
    internal bool GivesToken(ISymbol? member, bool isSeen = false) => IsSaid(FactKinds.Token, member, isSeen, orOfType: false);

    /// <summary>
    /// Whether a method or its type is said to write its arguments to a log; of an override whose code is not seen, also where it is said of what it overrides.
    /// </summary>
    internal bool IsLog(IMethodSymbol method, bool isSeen) => IsSaid(FactKinds.Log, method, isSeen, orOfType: true);

    private bool IsSaid(FactKinds kind, ISymbol? member, bool isSeen, bool orOfType)
    {
        for (var current = Says(kind) ? member : null; current is not null; current = isSeen ? null : Overridden(current))
        {
            if (((Of(current) | (orOfType ? Of(current.ContainingType) : FactKinds.None)) & kind) != 0)
                return true;
        }

        return false;
    }

    /// <summary>The members, and the types, that this is said of and that the compilation or its references have.</summary>
    internal IEnumerable<ISymbol> SymbolsSaidToBe(FactKinds kind, Compilation compilation)
    {
        if (!Says(kind))
            yield break;

        foreach (var fact in _kinds)
        {
            if ((fact.Value & kind) == 0 || Fact.TypeIn(fact.Key, compilation) is not { } type)
                continue;

            if (fact.Key[0] == 'T')
                yield return type;

            foreach (var member in fact.Key[0] == 'T' ? ImmutableArray<ISymbol>.Empty : type.GetMembers(Fact.NameIn(fact.Key)))
            {
                if ((Of(member) & kind) != 0)
                    yield return member;
            }
        }
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    /// <summary>What is said of an RPC by the name of its service in the proto file: of this one, or of all of the service (<c>*</c>).</summary>
    internal FactKinds OfRpc(string service, string method) =>
        _kinds.Count == 0 ? FactKinds.None : Of(Fact.RpcPrefix + service + "/" + method) | Of(Fact.RpcPrefix + service + "/*");

    /// <summary>What <see cref="AskingServer"/> says of an RPC by the name of its service in the proto file; null where nothing is said.</summary>
    internal string? ServerOfRpc(string service, string method) =>
        _servers.Count == 0 ? null : ServerOf(Fact.RpcPrefix + service + "/" + method) ?? ServerOf(Fact.RpcPrefix + service + "/*");

    /// <inheritdoc/>
    public bool Equals(DeclaredFacts? other)
    {
        if (other is null || other._kinds.Count != _kinds.Count || other._servers.Count != _servers.Count)
            return false;

        foreach (var pair in _servers)
        {
            if (other.ServerOf(pair.Key) != pair.Value)
                return false;
        }

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

    private string? ServerOf(string id) => _servers.TryGetValue(id, out var server) ? server : null;

    private FactKinds Of(string id) => _kinds.TryGetValue(id, out var kinds) ? kinds : FactKinds.None;
}

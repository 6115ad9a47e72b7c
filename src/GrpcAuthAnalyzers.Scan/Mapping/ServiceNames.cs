using System;
using System.Collections.Generic;
using System.Linq;

namespace GrpcAuthAnalyzers.Scanning.Mapping;

/// <summary>
/// Which names mean the same service. A project that generates its contracts knows the proto name (<c>acme.v1.Orders</c>) and the class
/// (<c>Acme.Orders.Orders</c>), one that refers to an assembly only the class. The short name alone joins nothing: it may be a service of anybody.
/// </summary>
internal sealed class ServiceNames
{
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _groups;

    /// <param name="lists">The names of the service at each place, the fullest first.</param>
    internal ServiceNames(IEnumerable<string[]> lists)
    {
        foreach (var names in lists.Where(names => names.Length > 0))
        {
            foreach (var name in Telling(names))
                _parents[Root(names[0])] = Root(name);
        }

        // A proto package begins with a small letter, a namespace does not.
        _groups = _parents.Keys.GroupBy(Root, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.OrderBy(name => char.IsUpper(name[0])).ThenBy(name => name, StringComparer.Ordinal).ToList());
    }

    /// <summary>The names of each service, its proto name first where that is known.</summary>
    internal IEnumerable<IReadOnlyList<string>> All => _groups.Values.OrderBy(names => names[0], StringComparer.Ordinal);

    /// <summary>The name of the service that these names mean; null for none.</summary>
    internal string? Of(string[] names) => names.Length > 0 ? _groups[Root(names[0])][0] : null;

    private static IEnumerable<string> Telling(string[] names) => names.Length > 1 ? names[..^1] : names;

    private string Root(string name)
    {
        _parents.TryAdd(name, name);
        while (_parents[name] != name)
            name = _parents[name] = _parents[_parents[name]];
        return name;
    }
}

using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Some types that are known by their full names (see <see cref="TypeIdentity"/>).</summary>
internal sealed class TypeSet
{
    /// <summary>By the simple name, so that most types are told apart without a look at their namespaces.</summary>
    private readonly Dictionary<string, List<string>> _fullNames = new(StringComparer.Ordinal);

    internal TypeSet(params string[] fullNames)
    {
        foreach (var fullName in fullNames)
        {
            var name = fullName.Substring(fullName.LastIndexOfAny(new[] { '.', '+' }) + 1);
            if (!_fullNames.TryGetValue(name, out var sameName))
                _fullNames.Add(name, sameName = new List<string>());

            sameName.Add(fullName);
        }
    }

    /// <summary>Whether a type is one of these. False for null.</summary>
    internal bool Contains(ITypeSymbol? type)
    {
        if (type is null || !_fullNames.TryGetValue(type.Name, out var sameName))
            return false;

        foreach (var fullName in sameName)
        {
            if (type.Is(fullName))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type or one of its base classes is one of these. False for null.</summary>
    internal bool ContainsBaseOf(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Contains(current))
                return true;
        }

        return false;
    }
}

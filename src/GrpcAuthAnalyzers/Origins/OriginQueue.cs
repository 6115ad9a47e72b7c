using System.Collections.Generic;
using System.Collections.Immutable;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>The values that a walk has got to, in the order in which it did, each once.</summary>
internal sealed class OriginQueue
{
    /// <summary>Most walks see a handful of values, for which a set costs more than to look at each.</summary>
    private const int FewValues = 8;

    private readonly List<(TracedValue Value, ImmutableStack<Alias> Aliases)> _values = new();
    private HashSet<TracedValue>? _seen;

    /// <summary>How many values there are by now.</summary>
    internal int Count => _values.Count;

    /// <summary>A value, and the variables that held it on its way.</summary>
    internal (TracedValue Value, ImmutableStack<Alias> Aliases) this[int index] => _values[index];

    /// <summary>Adds a value; one that is there already is left as it is.</summary>
    internal void Add(TracedValue value, ImmutableStack<Alias> aliases)
    {
        if (IsNew(value))
            _values.Add((value, aliases));
    }

    private bool IsNew(TracedValue value)
    {
        if (_values.Count > FewValues)
        {
            if (_seen is null)
            {
                _seen = new HashSet<TracedValue>();
                foreach (var known in _values)
                    _seen.Add(known.Value);
            }

            return _seen.Add(value);
        }

        foreach (var known in _values)
        {
            if (known.Value.Equals(value))
                return false;
        }

        return true;
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>The answers to one question, by its subject, each computed on first use. A known answer allocates nothing.</summary>
/// <typeparam name="TKey">The subject of the question.</typeparam>
/// <typeparam name="TAnswer">The answer.</typeparam>
internal sealed class AnswerTable<TKey, TAnswer>
    where TKey : notnull
{
    /// <summary>There are hundreds of tables, most with a few answers: not a lock for each core of the machine.</summary>
    private const int Locks = 4, FirstAnswers = 7;

    private readonly ConcurrentDictionary<TKey, TAnswer> _known;
    private readonly Func<TKey, TAnswer> _make;

    /// <param name="make">Computes the answer. Two threads may both call it at the same time; they get the same answer.</param>
    /// <param name="comparer">When two keys are the same; null for their own equality.</param>
    internal AnswerTable(Func<TKey, TAnswer> make, IEqualityComparer<TKey>? comparer = null)
    {
        _make = make;
        _known = new ConcurrentDictionary<TKey, TAnswer>(Locks, FirstAnswers, comparer ?? EqualityComparer<TKey>.Default);
    }

    /// <summary>How many answers are known.</summary>
    internal int Count => _known.Count;

    /// <summary>The answer for a key.</summary>
    internal TAnswer Of(TKey key) => _known.TryGetValue(key, out var answer) ? answer : _known.GetOrAdd(key, _make);
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// An answer for each compilation. The type that computes it keeps the memo in a static field and calls
/// <see cref="CompilationFacts.Get{TAnswer}(Memo{TAnswer})"/>, so that the facts of a compilation name none of the types that build on them.
/// </summary>
/// <typeparam name="TAnswer">The answer.</typeparam>
internal sealed class Memo<TAnswer>
{
    private readonly Func<CompilationFacts, TAnswer> _make;

    /// <param name="make">Computes the answer; called once for a compilation.</param>
    internal Memo(Func<CompilationFacts, TAnswer> make) => _make = make;

    /// <summary>The slot of the answer for one compilation; the answer is computed when it is first read.</summary>
    internal Lazy<TAnswer> For(CompilationFacts facts) => new(() => _make(facts));
}

/// <summary>An answer for each compilation and key. The key holds everything that the answer depends on, including options.</summary>
/// <typeparam name="TKey">The subject of the question.</typeparam>
/// <typeparam name="TAnswer">The answer.</typeparam>
internal sealed class Memo<TKey, TAnswer>
    where TKey : notnull
{
    private readonly Func<CompilationFacts, TKey, TAnswer> _make;
    private readonly IEqualityComparer<TKey> _comparer;

    /// <param name="make">Computes the answer. Two threads may both call it at the same time; they get the same answer.</param>
    /// <param name="comparer">When two keys are the same; null for their own equality.</param>
    internal Memo(Func<CompilationFacts, TKey, TAnswer> make, IEqualityComparer<TKey>? comparer = null)
    {
        _make = make;
        _comparer = comparer ?? EqualityComparer<TKey>.Default;
    }

    /// <summary>An empty table for one compilation.</summary>
    internal Answers For(CompilationFacts facts) => new(this, facts);

    /// <summary>The answers that are known for one compilation.</summary>
    internal sealed class Answers
    {
        private readonly ConcurrentDictionary<TKey, TAnswer> _known;
        private readonly Memo<TKey, TAnswer> _memo;
        private readonly CompilationFacts _facts;

        internal Answers(Memo<TKey, TAnswer> memo, CompilationFacts facts)
        {
            _known = new ConcurrentDictionary<TKey, TAnswer>(memo._comparer);
            _memo = memo;
            _facts = facts;
        }

        /// <summary>The answer for a key, computed on first use.</summary>
        internal TAnswer Of(TKey key) => _known.TryGetValue(key, out var answer) ? answer : _known.GetOrAdd(key, _memo._make(_facts, key));
    }
}

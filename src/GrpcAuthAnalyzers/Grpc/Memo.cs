using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;

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
    private readonly IEqualityComparer<TKey>? _comparer;

    /// <param name="make">Computes the answer. Two threads may both call it at the same time; they get the same answer.</param>
    /// <param name="comparer">When two keys are the same; null for their own equality.</param>
    internal Memo(Func<CompilationFacts, TKey, TAnswer> make, IEqualityComparer<TKey>? comparer = null)
    {
        _make = make;
        _comparer = comparer;
    }

    /// <summary>An empty table for one compilation.</summary>
    internal AnswerTable<TKey, TAnswer> For(CompilationFacts facts) => new(key => _make(facts, key), _comparer);
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>The facts of one compilation: its gRPC types, its bodies, and its memoised answers.</summary>
internal sealed class CompilationFacts
{
    private static readonly ConditionalWeakTable<Compilation, Known> Cache = new();

    private static readonly Memo<string, bool> Mentioned = new(static (facts, name) => facts.IsMentioned(name), StringComparer.Ordinal);

    private static readonly Memo<string, List<ExpressionSyntax>> Calls =
        new(static (facts, names) => facts.FindCalls(names.Split('|')), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<object, object> _answers = new();

    private CompilationFacts(GrpcSymbols symbols, DeclaredFacts declared)
    {
        Symbols = symbols;
        Declared = declared;
        Bodies = new MemberBodies(symbols.Compilation);
    }

    internal GrpcSymbols Symbols { get; }

    internal Compilation Compilation => Symbols.Compilation;

    internal MemberBodies Bodies { get; }

    /// <summary>What the facts files of the project say of code that is not seen.</summary>
    internal DeclaredFacts Declared { get; }

    /// <summary>
    /// Whether a facts file says that a member gives a token; what the code of an override shows is not overruled by what is said of another.
    /// </summary>
    internal bool GivesToken(ISymbol? member) => member is not null && Declared.TokenNames.Count > 0 && Declared.GivesToken(member, Bodies.IsSeen(member));

    /// <summary>The facts of a compilation and the facts files among its additional files; null when it does not refer to gRPC.</summary>
    internal static CompilationFacts? For(Compilation compilation, ImmutableArray<AdditionalText> files) =>
        Cache.GetValue(compilation, static c => new Known(GrpcSymbols.For(c))).Of(DeclaredFacts.Of(files));

    /// <summary>The answer of a memo, computed on first use.</summary>
    internal TAnswer Get<TAnswer>(Memo<TAnswer> memo)
    {
        if (!_answers.TryGetValue(memo, out var answer))
            answer = _answers.GetOrAdd(memo, memo.For(this));

        return ((Lazy<TAnswer>)answer).Value;
    }

    /// <summary>The answer of a memo for a key, computed on first use.</summary>
    internal TAnswer Get<TKey, TAnswer>(Memo<TKey, TAnswer> memo, TKey key)
        where TKey : notnull
    {
        if (!_answers.TryGetValue(memo, out var answers))
            answers = _answers.GetOrAdd(memo, memo.For(this));

        return ((AnswerTable<TKey, TAnswer>)answers).Of(key);
    }

    /// <summary>Whether any tree names one of these as an expression or type; each name is looked for once.</summary>
    internal bool MentionsAny(params string[] names)
    {
        foreach (var name in names)
        {
            if (Get(Mentioned, name))
                return true;
        }

        return false;
    }

    /// <summary>The invocations and creations with one of these names in front of their arguments, in every tree, found once; not bound.</summary>
    internal IReadOnlyList<ExpressionSyntax> CallsNamed(params string[] names) => Get(Calls, string.Join("|", names));

    private List<ExpressionSyntax> FindCalls(string[] names)
    {
        var calls = new List<ExpressionSyntax>();
        foreach (var tree in Compilation.SyntaxTrees)
        {
            foreach (var name in names)
                calls.AddRange(TreeIndex.Of(tree).CallsOf(name));
        }

        return calls;
    }

    /// <summary>The facts of one compilation, by what is declared beside it: nearly always one.</summary>
    private sealed class Known
    {
        private readonly ConcurrentDictionary<DeclaredFacts, CompilationFacts> _facts = new();
        private readonly GrpcSymbols? _symbols;

        internal Known(GrpcSymbols? symbols) => _symbols = symbols;

        internal CompilationFacts? Of(DeclaredFacts declared) =>
            _symbols is null ? null : _facts.GetOrAdd(declared, d => new CompilationFacts(_symbols, d));
    }

    private bool IsMentioned(string name)
    {
        foreach (var tree in Compilation.SyntaxTrees)
        {
            if (TreeIndex.Of(tree).MentionsOf(name).Count > 0)
                return true;
        }

        return false;
    }
}

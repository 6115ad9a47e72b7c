using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static GrpcAuthAnalyzers.Origins.TextAlternatives;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// The order in which a text is built, with its branches: <c>if (c) x += "b";</c> adds something or nothing, an <c>else</c> something else.
/// </summary>
internal sealed class BuiltSteps
{
    /// <summary>Branches inside so many others are steps that always run.</summary>
    private const int MaxNesting = 8;

    /// <summary>No more operations around a step are asked whether they run.</summary>
    private const int MaxAround = 64;

    private static readonly TracedText Nothing = new(ImmutableArray<TextPart>.Empty);

    /// <summary>The code around the place where the text begins, and around the one that reads it: it runs if the text is read.</summary>
    private readonly HashSet<IOperation> _common = new();

    /// <summary>The variable that holds what is built; null where none does.</summary>
    private readonly ILocalSymbol? _variable;

    private BuiltSteps(IOperation? first, IOperation until)
    {
        _variable = ((until as IInvocationOperation)?.Instance ?? until) is ILocalReferenceOperation { Local: var local } ? local : null;
        foreach (var place in new[] { first, until })
        {
            for (var around = place; around is not null && _common.Add(around);)
                around = around.Parent;
        }
    }

    /// <summary>The texts that are built when they are read.</summary>
    /// <param name="pieces">What is added, in order.</param>
    /// <param name="first">The place that has always run; null where that is not known of any.</param>
    /// <param name="until">The place that reads the text.</param>
    /// <param name="whole">The origin of the text.</param>
    /// <param name="texts">Gives the texts that a piece may be.</param>
    internal static ImmutableArray<TracedText> TextsOf(
        List<BuiltPiece> pieces, IOperation? first, IOperation until, Origin whole, Func<TracedValue, ImmutableArray<TracedText>> texts)
    {
        var built = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var text in new BuiltSteps(first, until).TextsOf(pieces, around: null, nesting: 0, whole, texts))
            built.Add(text.Parts.IsEmpty ? Known("", whole)[0] : text);

        return built.Count == 0 ? Hole(whole) : built.ToImmutable();
    }

    /// <summary>The same for the pieces of a branch; a text without parts where nothing is added.</summary>
    private List<TracedText> TextsOf(
        List<BuiltPiece> pieces, IOperation? around, int nesting, Origin whole, Func<TracedValue, ImmutableArray<TracedText>> texts)
    {
        var built = new List<JoinedText?> { null };
        for (var i = 0; i < pieces.Count;)
        {
            if (nesting >= MaxNesting || OptionalAround(pieces[i].Site, around) is not { } part)
            {
                built = Product(built, texts(whole.Value.With(pieces[i++].Value)), whole);
                continue;
            }

            var branches = BranchesOf(part);
            var inside = new Dictionary<IOperation, List<BuiltPiece>>();
            foreach (var branch in branches)
                inside[branch] = new List<BuiltPiece>();

            for (; i < pieces.Count && ListAround(pieces[i].Site, inside) is { } list; i++)
                list.Add(pieces[i]);

            var alternatives = ImmutableArray.CreateBuilder<TracedText>();
            foreach (var branch in branches)
            {
                if (Leaves(branch))
                    continue;

                foreach (var text in TextsOf(inside[branch], branch, nesting + 1, whole, texts))
                    AddOnce(alternatives, text, whole);
            }

            if (MayRunNone(part))
                AddOnce(alternatives, Nothing, whole);

            built = alternatives.Count == 0 ? built : Product(built, alternatives.ToImmutable(), whole);
        }

        return built.ConvertAll(static text => text?.Whole() ?? Nothing);
    }

    /// <summary>Adds a text. That nothing is added is one alternative, however many branches add nothing.</summary>
    private static void AddOnce(ImmutableArray<TracedText>.Builder alternatives, TracedText text, Origin whole)
    {
        if (text.Constant is "")
        {
            foreach (var other in alternatives)
            {
                if (other.Constant is "")
                    return;
            }
        }

        AddBounded(alternatives, text, whole);
    }

    /// <summary>The outermost part of the code around a step that may be left out where the text is read; null when the step always runs.</summary>
    private IOperation? OptionalAround(IOperation site, IOperation? around)
    {
        IOperation? optional = null;
        var left = MaxAround;
        for (var part = site; part.Parent is { } parent && part != around && !_common.Contains(part) && left-- > 0; part = parent)
        {
            if (part is IAnonymousFunctionOperation or ILocalFunctionOperation || ExecutionOrder.IsOptional(part))
                optional = part;
        }

        return optional;
    }

    /// <summary>A part and the others of which one runs in its place.</summary>
    private static List<IOperation> BranchesOf(IOperation part)
    {
        switch (part.Parent)
        {
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                return new List<IOperation> { conditional.WhenTrue, otherwise };
            case ISwitchOperation @switch:
                return new List<IOperation>(@switch.Cases);
            default:
                return new List<IOperation> { part };
        }
    }

    /// <summary>Whether there is a way past all branches, or past the only one.</summary>
    private bool MayRunNone(IOperation part)
    {
        switch (part.Parent)
        {
            case IConditionalOperation { WhenFalse: not null }:
                return false;
            case IConditionalOperation conditional:
                return !AsksForText(conditional.Condition);
            case ISwitchOperation @switch:
                foreach (var section in @switch.Cases)
                {
                    foreach (var clause in section.Clauses)
                    {
                        if (clause.CaseKind == CaseKind.Default)
                            return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }

    /// <summary>Whether a condition asks for the text itself: what it may lack is added, and without that it has it already.</summary>
    private bool AsksForText(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, _variable))
                return true;
        }

        return false;
    }

    private static List<BuiltPiece>? ListAround(IOperation site, Dictionary<IOperation, List<BuiltPiece>> branches)
    {
        for (IOperation? around = site; around is not null; around = around.Parent)
        {
            if (branches.TryGetValue(around, out var list))
                return list;
        }

        return null;
    }

    /// <summary>Whether a branch ends the function, so that what it has built is never read behind it.</summary>
    private static bool Leaves(IOperation branch)
    {
        var statements = branch switch
        {
            IBlockOperation block => block.Operations,
            ISwitchCaseOperation section => section.Body,
            _ => ImmutableArray.Create(branch),
        };
        return !statements.IsEmpty && statements[statements.Length - 1] is IReturnOperation { Kind: not OperationKind.YieldReturn } or IThrowOperation;
    }
}

/// <summary>Something that is added to a text: the code that adds it, and the value.</summary>
internal readonly struct BuiltPiece
{
    internal BuiltPiece(IOperation site, IOperation value)
    {
        Site = site;
        Value = value;
    }

    internal IOperation Site { get; }

    internal IOperation Value { get; }
}

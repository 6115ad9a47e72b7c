using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>Follows a string (or a <c>Uri</c>, or bytes made of one) backwards to the constants and holes that it is put together from.</summary>
internal sealed class TextTracer
{
    private const int MaxAlternatives = 8;
    private const int MaxDepth = 12;
    private const int MaxParts = 4096;

    private readonly OriginTracer _origins;

    internal TextTracer(OriginTracer origins) => _origins = origins;

    /// <summary>The texts that a value may have, at most eight; one hole when nothing is known.</summary>
    internal ImmutableArray<Text> Alternatives(Value value) => Evaluate(value, depth: 0);

    /// <summary>The one constant that a value has in every case, or null.</summary>
    internal string? ConstantOf(Value value)
    {
        string? constant = null;
        foreach (var text in Alternatives(value))
        {
            if (text.Constant is not { } next || (constant is not null && constant != next))
                return null;

            constant = next;
        }

        return constant;
    }

    private ImmutableArray<Text> Evaluate(Value value, int depth)
    {
        var texts = ImmutableArray.CreateBuilder<Text>();
        foreach (var origin in _origins.Trace(value))
        {
            if (texts.Count >= MaxAlternatives)
                break;

            texts.AddRange(EvaluateOrigin(origin, depth));
        }

        return texts.ToImmutable();
    }

    private ImmutableArray<Text> EvaluateOrigin(Origin origin, int depth)
    {
        if (!origin.IsSeen || depth >= MaxDepth)
            return Hole(origin);

        switch (origin.Operation)
        {
            case INameOfOperation:
                return Hole(origin);
            case IInterpolatedStringOperation interpolated:
                return Concatenate(origin, PartsOf(interpolated), depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } addition:
                return Concatenate(origin, TermsOf(addition), depth);
            case IObjectCreationOperation { Type.Name: "Uri", Arguments: { Length: > 0 } arguments }:
                return Evaluate(origin.Value.With(arguments[0].Value), depth + 1);
            case { ConstantValue: { HasValue: true, Value: { } constant } }:
                return Known(constant.ToString(), origin);
            default:
                return Hole(origin);
        }
    }

    private static ImmutableArray<Text> Hole(Origin origin) => Known(null, origin);

    private static ImmutableArray<Text> Known(string? constant, Origin origin) =>
        ImmutableArray.Create(new Text(ImmutableArray.Create(new TextPart(constant, origin))));

    /// <summary>The cross product of the alternatives of every operand, cut where it grows too large.</summary>
    private ImmutableArray<Text> Concatenate(Origin origin, List<IOperation> operands, int depth)
    {
        var texts = ImmutableArray.Create(new Text(ImmutableArray<TextPart>.Empty));
        foreach (var operand in operands)
        {
            var next = Evaluate(origin.Value.With(operand), depth + 1);
            var product = ImmutableArray.CreateBuilder<Text>();
            foreach (var head in texts)
            {
                foreach (var tail in next)
                {
                    if (product.Count < MaxAlternatives && head.Parts.Length < MaxParts)
                        product.Add(head.Append(tail));
                }
            }

            texts = product.ToImmutable();
        }

        return texts.IsEmpty || texts[0].Parts.IsEmpty ? Hole(origin) : texts;
    }

    private static List<IOperation> PartsOf(IInterpolatedStringOperation interpolated)
    {
        var parts = new List<IOperation>();
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation text:
                    parts.Add(text.Text);
                    break;
                case IInterpolationOperation interpolation:
                    parts.Add(interpolation.Expression);
                    break;
            }
        }

        return parts;
    }

    /// <summary>The terms of <c>a + b + c</c>, without recursion: such chains may have thousands.</summary>
    private static List<IOperation> TermsOf(IBinaryOperation addition)
    {
        var terms = new List<IOperation>();
        IOperation current = addition;
        while (current is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum)
        {
            terms.Add(sum.RightOperand);
            current = sum.LeftOperand;
        }

        terms.Add(current);
        terms.Reverse();
        return terms;
    }
}

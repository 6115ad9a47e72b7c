using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>The terms that an expression concatenates, in order.</summary>
internal static class JoinedTerms
{
    /// <summary>The texts and holes of an interpolated string.</summary>
    internal static List<IOperation> Of(IInterpolatedStringOperation interpolated)
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
                case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: { Length: > 0 } arguments } }:
                    parts.Add(arguments.At(0));
                    break;
            }
        }

        return parts;
    }

    /// <summary>The terms of <c>a + b + c</c>, without recursion: such chains may have thousands.</summary>
    internal static List<IOperation> Of(IBinaryOperation addition)
    {
        var terms = new List<IOperation>();
        IOperation current = addition;
        while (current is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum)
        {
            terms.Add(sum.RightOperand);
            current = sum.LeftOperand;
        }

        terms.Add(current);
        terms.Reverse();
        return terms;
    }

    /// <summary>An array of constant characters, or of constant bytes with one character each; null for others and for long ones.</summary>
    internal static string? CharactersOf(IArrayInitializerOperation initializer, int limit)
    {
        var elements = initializer.ElementValues;
        if (elements.Length > limit)
            return null;

        var characters = new char[elements.Length];
        for (var i = 0; i < characters.Length; i++)
        {
            switch (elements[i].ConstantValue)
            {
                case { HasValue: true, Value: char character }:
                    characters[i] = character;
                    break;
                case { HasValue: true, Value: byte octet }:
                    characters[i] = (char)octet;
                    break;
                default:
                    return null;
            }
        }

        return new string(characters);
    }
}

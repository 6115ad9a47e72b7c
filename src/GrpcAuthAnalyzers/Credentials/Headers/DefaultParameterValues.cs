using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>Default values of parameters, which every caller without an argument sends.</summary>
internal static class DefaultParameterValues
{
    /// <summary>The text with the default value in each hole that a parameter leaves; the same text when there is none.</summary>
    internal static TracedText FillInto(TracedText text)
    {
        var parts = text.Parts;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is
                {
                    Constant: null,
                    Operation: IParameterReferenceOperation { Parameter: { HasExplicitDefaultValue: true, ExplicitDefaultValue: string constant } }
                })
                parts = parts.SetItem(i, new TextPart(constant, parts[i].Source));
        }

        return parts == text.Parts ? text : new TracedText(parts);
    }

    /// <summary>
    /// Where the default is written that an operation stands for: a parameter whose default fills a hole, or the argument that a call does
    /// not write. Null for other operations, and for parameters of assemblies.
    /// </summary>
    internal static SyntaxNode? SyntaxOf(IOperation operation)
    {
        var argument = Conversions.BuiltInAround(operation).Parent;
        var parameter = operation is IParameterReferenceOperation reference ? reference.Parameter
            : argument is IArgumentOperation { ArgumentKind: ArgumentKind.DefaultValue } given ? given.Parameter
            : null;
        foreach (var declaration in parameter?.OriginalDefinition.DeclaringSyntaxReferences
            ?? System.Collections.Immutable.ImmutableArray<SyntaxReference>.Empty)
        {
            if (declaration.GetSyntax() is ParameterSyntax { Default.Value: { } value })
                return value;
        }

        return null;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>What the tests of the samples expect, read from their source: which defect is where, and how the calls end that it concerns.</summary>
internal static class SampleTable
{
    private const string Tests = "tests/GrpcAuthAnalyzers.EndToEnd/Samples/SamplesTests.cs";

    private static readonly CompilationUnitSyntax Root = CSharpSyntaxTree.ParseText(Repository.Read(Tests)).GetCompilationUnitRoot();

    /// <summary>The defects that the samples have, by id: the file, and what stands on the line.</summary>
    private static readonly ILookup<string, (string File, string Code)> Defects = ElementsOf("Defects").OfType<TupleExpressionSyntax>().ToLookup(
        defect => TextOf(defect.Arguments[1].Expression), defect => (TextOf(defect.Arguments[0].Expression), TextOf(defect.Arguments[2].Expression)));

    /// <summary>The rules because of which a call fails, at once or when its first token has expired.</summary>
    private static readonly HashSet<string> Failing =
    [
        .. ElementsOf("Calls").OfType<BaseObjectCreationExpressionSyntax>()
            .Where(row => row.ArgumentList!.Arguments.Skip(2).Take(2).Any(outcome => outcome.ToString() != "CallOutcome.Ok"))
            .Select(row => TextOf(row.ArgumentList!.Arguments[1].Expression)),
    ];

    /// <summary>Whether a sample has the defect where the table says, and a call of it fails.</summary>
    internal static bool FailsLive(string id) =>
        Failing.Contains(id)
        && Defects.Contains(id)
        && Defects[id].All(defect => Repository.Read("tests/Samples/" + defect.File).Contains(defect.Code, StringComparison.Ordinal));

    private static IEnumerable<ExpressionSyntax> ElementsOf(string field) => Root.DescendantNodes().OfType<VariableDeclaratorSyntax>()
        .Where(variable => variable.Identifier.ValueText == field)
        .SelectMany(variable => ((CollectionExpressionSyntax)variable.Initializer!.Value).Elements)
        .OfType<ExpressionElementSyntax>()
        .Select(element => element.Expression);

    private static string TextOf(ExpressionSyntax literal) => ((LiteralExpressionSyntax)literal).Token.ValueText;
}

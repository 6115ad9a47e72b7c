using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>
/// Where one more interceptor is attached: in front of those that are attached already. The one that is attached last runs first, and what it adds the others
/// may replace.
/// </summary>
internal static class InterceptPlaces
{
    private const int MaxVariables = 8;

    /// <summary>The place in an expression that attaches some; the expression itself where it attaches none.</summary>
    internal static ExpressionSyntax In(SourceFile file, ExpressionSyntax invoker)
    {
        while (invoker is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var inner } } attached
            && GrpcMethods.IsIntercept(file, attached)
            && file.Model.GetSymbolInfo(inner).Symbol is not ITypeSymbol)
            invoker = inner;

        return invoker;
    }

    /// <summary>
    /// The places for expressions that hand a channel or invoker to clients, each once. An invoker that an earlier statement made by attaching interceptors
    /// is left as it is, and the place is there, if all of its uses are among these clients: no other client gets what is attached.
    /// </summary>
    internal static IReadOnlyList<(SourceFile File, ExpressionSyntax Invoker)> For(IReadOnlyList<(SourceFile File, ExpressionSyntax Invoker)> invokers)
    {
        var places = invokers.ToList();
        for (var round = 0; round < MaxVariables; round++)
        {
            var moved = places.FindIndex(place => MadeBy(place.File, place.Invoker, places) is not null);
            if (moved < 0)
                break;

            var (file, invoker) = places[moved];
            var (variable, made) = MadeBy(file, invoker, places)!.Value;
            places.RemoveAll(place => place.File == file && Names(file, place.Invoker, variable));
            places.Add((file, In(file, made)));
        }

        return places.Count == invokers.Count && places.SequenceEqual(invokers) ? invokers : places;
    }

    /// <summary>
    /// The variable that an expression is, with the expression of its only write, which attaches interceptors; null for others, and for a variable with other
    /// uses.
    /// </summary>
    private static (ISymbol Variable, ExpressionSyntax Made)? MadeBy(
        SourceFile file, ExpressionSyntax invoker, List<(SourceFile File, ExpressionSyntax Invoker)> places)
    {
        if (file.Facts is not { } facts
            || file.Model.GetSymbolInfo(invoker).Symbol is not { } variable
            || variable is not (ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private })
            || facts.Bodies.OperationOf(invoker) is not { } reference
            || WriteOf(variable, reference, facts.Bodies)?.Syntax is not ExpressionSyntax made
            || made.SyntaxTree != invoker.SyntaxTree || In(file, made) == made)
            return null;

        foreach (var body in facts.Bodies.BodiesWith(variable, reference))
        {
            foreach (var mention in body.ReferencesTo(variable))
            {
                var isWrite = mention.Parent is IAssignmentOperation assignment && assignment.Target == mention;
                if (!isWrite && !places.Any(place => place.Invoker == mention.Syntax))
                    return null;
            }
        }

        return (variable, made);
    }

    private static IOperation? WriteOf(ISymbol variable, IOperation reference, MemberBodies bodies)
    {
        IReadOnlyList<Write> writes = variable is ILocalSymbol ? bodies.FactsOf(reference).WritesTo(variable) : bodies.WritesTo(variable).Writes;
        return writes.Count == 1 ? writes[0].Value : null;
    }

    private static bool Names(SourceFile file, ExpressionSyntax invoker, ISymbol variable) =>
        SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(invoker).Symbol, variable);
}

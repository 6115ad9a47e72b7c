using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>
/// Which credential headers a piece of code always adds, and where. Everything that reads the metadata, or removes something,
/// makes the answer empty.
/// </summary>
internal static class CertainHeaders
{
    private static readonly IReadOnlyList<(string Header, IOperation Place)> None = new List<(string, IOperation)>();

    /// <summary>
    /// The credential headers that are added to one Metadata, in source order. Empty where an entry may be guarded or removed, or where code that is not
    /// seen gets the metadata.
    /// </summary>
    /// <param name="touches">What is done to the metadata.</param>
    /// <param name="query">The question.</param>
    /// <param name="maker">The call of the helper that makes the metadata; null if none does. Only what happens there or here counts.</param>
    internal static IReadOnlyList<(string Header, IOperation Place)> In(IReadOnlyList<ObjectUse> touches, CredentialQuery query, CallFrame? maker = null)
    {
        var added = new List<(string Header, IOperation Place)>();
        foreach (var touch in touches)
        {
            switch (touch.Kind)
            {
                case TouchKind.Call when touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Add" } add:
                    if (ReferenceEquals(touch.Site.Frame, maker) && IsOfOneObject(add, query))
                    {
                        foreach (var credential in HeadersLayer.CredentialsIn(query, new[] { touch }))
                            added.Add((credential.Header, add));
                    }

                    break;
                case TouchKind.Argument when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols):
                    break;
                default:
                    return None;
            }
        }

        added.Sort(static (a, b) => a.Place.Syntax.SpanStart.CompareTo(b.Place.Syntax.SpanStart));
        return added;
    }

    /// <summary>
    /// The headers that the function of call credentials adds in every run; empty when the credentials are not seen to be made of
    /// one function.
    /// </summary>
    internal static IReadOnlyList<(string Header, IOperation Place)> OfCredentials(TracedValue credentials, CredentialQuery query)
    {
        var origins = query.Origins.Trace(credentials);
        if (origins.Length != 1 || !origins[0].IsSeen)
            return None;

        return origins[0].Operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "FromInterceptor" } method, Arguments: { Length: 1 } arguments }
                when GrpcSymbols.Is(method.ContainingType, query.Symbols.CallCredentials) =>
                OfCredentials(origins[0].Value.With(arguments.At(0)), query),
            var made => query.Facts.Bodies.FunctionGivenBy(made) is { } function ? OfFunction(function, query) : None,
        };
    }

    private static IReadOnlyList<(string Header, IOperation Place)> OfFunction(IOperation function, CredentialQuery query)
    {
        foreach (var parameter in PerCallCode.ParametersOf(function))
        {
            if (!GrpcSymbols.Is(parameter.Type, query.Symbols.Metadata))
                continue;

            var always = new List<(string Header, IOperation Place)>();
            foreach (var added in In(ObjectUses.OfVariable(parameter, function, query.Facts.Bodies, query.Budget), query))
            {
                var enclosing = EnclosingFunction.Enclosing(added.Place);
                if ((enclosing == function || enclosing == EnclosingFunction.Root(function) && function.Parent is null)
                    && ExecutionOrder.AlwaysRuns(added.Place, enclosing))
                    always.Add(added);
            }

            return always;
        }

        return None;
    }

    /// <summary>A variable that is written twice may hold another object at each place.</summary>
    private static bool IsOfOneObject(IInvocationOperation add, CredentialQuery query) => add.Instance switch
    {
        ILocalReferenceOperation local => query.Facts.Bodies.FactsOf(add).WritesTo(local.Local).Count <= 1,
        IParameterReferenceOperation parameter => query.Facts.Bodies.FactsOf(add).WritesTo(parameter.Parameter).Count == 0,
        IInstanceReferenceOperation => true,
        _ => false,
    };
}

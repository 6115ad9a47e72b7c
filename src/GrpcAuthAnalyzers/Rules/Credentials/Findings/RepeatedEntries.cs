using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>An entry that is added for each call to metadata that outlives the call, so that the second call sends it twice.</summary>
internal static class RepeatedEntries
{
    /// <summary>Methods that run once: what they add is added once.</summary>
    private static readonly string[] RunOnce =
    {
        "Start", "Execute", "Main", "<Main>", "Init", "OnInit", "Connect", "Login", "LogIn", "SignIn", "Authenticate", "Open", "Setup", "SetUp", "Configure",
    };

    /// <summary>
    /// The <c>Add</c> calls of a credential header that run for each call; empty where something is removed from or read in the metadata, or other code
    /// gets it.
    /// </summary>
    internal static IEnumerable<(string Header, IInvocationOperation Add)> In(Origin metadata, IReadOnlyList<ObjectUse> touches, CredentialQuery query)
    {
        foreach (var touch in touches)
        {
            if (touch.Kind != TouchKind.Argument || !KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols))
            {
                if (touch is not { Kind: TouchKind.Call, Site.Operation: IInvocationOperation { TargetMethod.Name: "Add" } })
                    yield break;
            }
        }

        foreach (var touch in touches)
        {
            if (touch is not { Kind: TouchKind.Call, Site: { Frame: null, Operation: IInvocationOperation add } }
                || !IsRepeated(add, metadata.Operation, query))
                continue;

            foreach (var credential in HeadersLayer.CredentialsIn(query, new[] { touch }))
                yield return (credential.Header, add);
        }
    }

    private static bool IsRepeated(IInvocationOperation add, IOperation creation, CredentialQuery query) => add.Instance switch
    {
        IFieldReferenceOperation { Field: var field, Instance: null or IInstanceReferenceOperation } =>
            !EnclosingFunction.IsConstruction(add) && IsKept(field, creation, query) && IsForEachCall(add, field, query),
        ILocalReferenceOperation { Local: var local } =>
            query.Facts.Bodies.FactsOf(add).WritesTo(local).Count == 1
            && LoopAround(add, creation) is { } loop
            && UseAfter(add, local, query) is { } use && EnclosingFunction.IsInside(use, loop),
        _ => false,
    };

    /// <summary>Whether a field holds the metadata as long as its object lives, and the object is not made for one request.</summary>
    private static bool IsKept(IFieldSymbol field, IOperation creation, CredentialQuery query)
    {
        var writes = query.Facts.Bodies.WritesTo(field);
        return writes is { IsComplete: true, Writes.Length: 1 }
            && EnclosingFunction.IsConstruction(writes.Writes[0].Site)
            && EnclosingFunction.IsInside(creation, writes.Writes[0].Site)
            && (field.IsStatic || !RequestLifetime.OfObjects(field.ContainingType, query.Facts));
    }

    /// <summary>Whether a method adds the entry in every run, and then makes a call with it over a client that the object keeps, too.</summary>
    private static bool IsForEachCall(IInvocationOperation add, ISymbol holder, CredentialQuery query)
    {
        var function = EnclosingFunction.Enclosing(add);
        return EnclosingFunction.SymbolOf(function) is { MethodKind: MethodKind.Ordinary, Name: var name }
            && !Array.Exists(RunOnce, start => name.StartsWith(start, StringComparison.Ordinal))
            && !ExecutionOrder.IsConditional(add, function)
            && UseAfter(add, holder, query) is { } use
            && (EnclosingFunction.CommonLoop(use, use) is not { } loop || EnclosingFunction.IsInside(add, loop))
            && CallAround(use, query) is { Receiver: var receiver }
            && IsKeptByObject(Conversions.BuiltInInside(receiver));
    }

    private static bool IsKeptByObject(IOperation client) =>
        client is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation }
            or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };

    /// <summary>The first place behind an entry in the same function that hands the metadata to a call; null when there is none.</summary>
    private static IOperation? UseAfter(IInvocationOperation add, ISymbol holder, CredentialQuery query)
    {
        foreach (var reference in query.Facts.Bodies.FactsOf(add).ReferencesTo(holder))
        {
            if (reference.Syntax.SpanStart > add.Syntax.Span.End
                && EnclosingFunction.Enclosing(reference) == EnclosingFunction.Enclosing(add)
                && MetadataUses.IsHandedToCall(reference, query.Facts))
                return reference;
        }

        return null;
    }

    private static GrpcCall? CallAround(IOperation use, CredentialQuery query)
    {
        for (var current = use.Parent; current is not null and not IBlockOperation; current = current.Parent)
        {
            if (GrpcCall.From(current, query.Facts) is { } call)
                return call;
        }

        return null;
    }

    /// <summary>The innermost loop that runs an entry in each round and does not make the metadata; null when there is none.</summary>
    private static ILoopOperation? LoopAround(IOperation add, IOperation creation)
    {
        for (var current = add; current.Parent is { } parent; current = parent)
        {
            if (parent is ILoopOperation loop)
                return EnclosingFunction.IsInside(creation, loop) ? null : loop;

            if (parent is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ICatchClauseOperation or ICoalesceOperation
                or IConditionalAccessOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
                return null;
        }

        return null;
    }
}

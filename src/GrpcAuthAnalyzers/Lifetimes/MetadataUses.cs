using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>Where kept metadata is handed to calls, call options or interceptors. Everything in source order.</summary>
internal static class MetadataUses
{
    /// <summary>The uses of a field or property outside the creation of its object; empty if code changes what it holds.</summary>
    internal static List<IOperation> OfMember(ISymbol member, CompilationFacts facts, bool entersGetters = true)
    {
        var uses = new List<IOperation>();
        foreach (var body in facts.Bodies.BodiesMentioning(member))
        {
            foreach (var reference in body.ReferencesTo(member))
            {
                if (EnclosingFunction.IsConstruction(reference))
                    continue;

                if (IsHandedToCall(reference, facts))
                    uses.Add(reference);
                else if (entersGetters && GetterThatReturns(reference, facts) is { } getter)
                    uses.AddRange(OfMember(getter, facts, entersGetters: false));
            }
        }

        return uses;
    }

    /// <summary>A local counts where a per-call function or a timer captures it, or where an endless loop uses it and does not renew it.</summary>
    internal static List<IOperation> OfLocal(ILocalSymbol local, IOperation made, CompilationFacts facts)
    {
        var uses = new List<IOperation>();
        var body = facts.Bodies.FactsOf(made);
        foreach (var write in body.WritesTo(local))
        {
            if (!EnclosingFunction.IsInside(made, write.Site) && !(write.Value is { } nothing && NullTests.IsNull(nothing)))
                return uses;
        }

        foreach (var reference in body.ReferencesTo(local))
        {
            if (IsHandedToCall(reference, facts)
                && (IsCaptured(reference, made, facts) || OutlivingLoop.Around(reference, made) is not null || TimerCallback.IsAround(reference, made)))
                uses.Add(reference);
        }

        foreach (var reference in body.ReferencesTo(local))
        {
            if (AssignedOnce.IsChanged(reference)
                && EnclosingFunction.Enclosing(reference) == EnclosingFunction.Enclosing(made)
                && OutlivingLoop.Around(reference, made) is not null)
                uses.Clear();
        }

        return uses;
    }

    /// <summary>Whether a reference is given to a gRPC call, to call options, or is returned by a function for every call.</summary>
    internal static bool IsHandedToCall(IOperation reference, CompilationFacts facts)
    {
        var current = MetadataHolders.Outermost(reference, facts);
        while (FillingOf(current) is { } filling)
            current = MetadataHolders.Outermost(filling, facts);

        var symbols = facts.Symbols;
        if (current is IInvocationOperation { Type: var type } && GrpcSymbols.Is(type, symbols.CallOptions) || current is IObjectCreationOperation)
            return true;

        if (current.Parent is IInvocationOperation called && called.Instance == current && RpcName.OfContract(called.TargetMethod) is not null)
            return true;

        return current.Parent is IReturnOperation ? PerCallCode.Enclosing(reference, facts) is not null : GoesToCall(current, facts);
    }

    /// <summary>Whether metadata or call options are an argument of a gRPC call.</summary>
    internal static bool GoesToCall(IOperation current, CompilationFacts facts)
    {
        var symbols = facts.Symbols;
        return current.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } =>
                GrpcSymbols.IsA(method.ContainingType, symbols.ClientBase) || GrpcSymbols.IsA(method.ContainingType, symbols.CallInvoker)
                || RpcName.OfContract(method) is not null || symbols.CodeFirst.Derives(method),
            IArgumentOperation { Parent: IObjectCreationOperation creation } => symbols.CodeFirst.IsCallContext(creation.Type),
            _ => false,
        };
    }

    /// <summary>
    /// The expression that fills a variable and gives what it holds then: <c>_h ??= ...</c>, and
    /// <c>LazyInitializer.EnsureInitialized(ref _h, ...)</c>.
    /// </summary>
    private static IOperation? FillingOf(IOperation reference) => reference.Parent switch
    {
        ICoalesceAssignmentOperation kept when kept.Target == reference => kept,
        ISimpleAssignmentOperation kept when kept.Target == reference => kept,
        IArgumentOperation { Parent: IInvocationOperation call } when call.TargetMethod.ContainingType.Is("System.Threading.LazyInitializer") => call,
        _ => null,
    };

    /// <summary>Whether per-call code captures a local of the code around, which does not make the client anew for each call.</summary>
    private static bool IsCaptured(IOperation reference, IOperation made, CompilationFacts facts) =>
        PerCallCode.Enclosing(reference, facts) is { } perCall
            && !EnclosingFunction.IsInside(made, perCall.Function)
            && !CallCredentialsLifetime.IsOfShortCode(perCall, facts);

    /// <summary>The property or method that only hands a field on: <c>Metadata Headers => _headers;</c></summary>
    private static ISymbol? GetterThatReturns(IOperation reference, CompilationFacts facts)
    {
        var current = MetadataHolders.Outermost(reference, facts);
        while (current.Parent is ICoalesceAssignmentOperation)
            current = current.Parent;

        if (current.Parent is not IReturnOperation returned || EnclosingFunction.Enclosing(returned) is IAnonymousFunctionOperation)
            return null;

        return reference.SemanticModel?.GetEnclosingSymbol(reference.Syntax.SpanStart) switch
        {
            IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => property,
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method
                when OriginTracer.HasOneBody(method) && !facts.Bodies.IsMentionedTooOften(method) => method,
            _ => null,
        };
    }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>Whether a value was asked for at that moment: a call gives it, which may give another one later.</summary>
internal static class TokenReads
{
    private const int MaxDepth = 3;

    /// <summary>
    /// Whether a call, or a member that a fact says gives a token, gives a value, at once, in a lazy value, or in what all seen callers hand in: a login, a
    /// token service, a file. False for settings and the environment, which are the same until the process restarts, for what a request holds
    /// (GRPCAUTH3006), for what callers that are not seen hand in, and for what is only built from other texts.
    /// </summary>
    internal static bool IsRead(IOperation value, CompilationFacts facts) => IsRead(value, facts, MaxDepth);

    private static bool IsRead(IOperation value, CompilationFacts facts, int depth)
    {
        if (IsOfRequest(value))
            return false;

        var pending = new Stack<IOperation>();
        pending.Push(value);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case IInvocationOperation call when IsSetting(call.TargetMethod):
                    break;
                case IInvocationOperation call when !TokenText.IsPure(call.TargetMethod):
                    return depth > 0 && IsReadBy(call, facts, depth);
                case ILocalReferenceOperation local:
                    foreach (var write in facts.Bodies.FactsOf(local).WritesTo(local.Local))
                    {
                        if (depth > 0 && write.Value is { } written && IsRead(written, facts, depth - 1))
                            return true;
                    }

                    break;
                case IParameterReferenceOperation parameter:
                    if (depth > 0 && IsReadByCallers(parameter, facts, depth))
                        return true;
                    break;
                case IMethodReferenceOperation or IAnonymousFunctionOperation:
                    return true;
                case IMemberReferenceOperation member when facts.GivesToken(member.Member) && !facts.Bodies.IsSeen(member.Member):
                    return true;
                case var other:
                    TokenText.PushChildren(other, pending);
                    break;
            }
        }

        return false;
    }

    private static bool IsOfRequest(IOperation value)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (operation.Type is { } type && RequestTypes.IsOfOneRequest(type))
                return true;
        }

        return false;
    }

    /// <summary>What a method of this compilation returns must be read, too; what another gives is.</summary>
    private static bool IsReadBy(IInvocationOperation call, CompilationFacts facts, int depth)
    {
        if (facts.Bodies.EnteredBy(call.TargetMethod, caller: null) is not { } body)
            return true;

        foreach (var returned in facts.Bodies.ReturnsOf(body))
        {
            if (IsRead(returned, facts, depth - 1))
                return true;
        }

        return false;
    }

    private static bool IsReadByCallers(IParameterReferenceOperation parameter, CompilationFacts facts, int depth)
    {
        if (Callers.ArgumentsOf(parameter.Parameter, new TracedValue(parameter), facts.Bodies) is not { Count: > 0 } arguments)
            return false;

        foreach (var argument in arguments)
        {
            if (!IsRead(argument.Operation, facts, depth - 1))
                return false;
        }

        return true;
    }

    private static bool IsSetting(IMethodSymbol method) =>
        method.ContainingType.Is("System.Environment")
            || method.ContainingType.IsIn("Microsoft.Extensions.Configuration")
            || method.ContainingType.IsIn("Microsoft.Extensions.Options");
}

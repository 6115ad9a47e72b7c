using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>A missing token that is replaced by an empty text: <c>$"Bearer {token ?? ""}"</c>.</summary>
internal static class EmptyToken
{
    private const int MaxDepth = 4;

    /// <summary>
    /// The expression that puts an empty text in the place of the token of a header; null if none does, if the text has other parts that are not constant,
    /// and if the code handles a missing token: it throws somewhere, or tests the variable that holds the text.
    /// </summary>
    internal static IOperation? In(HeaderWrite write, CredentialQuery query) =>
        Find(write.Value, query, MaxDepth) is { } replaced && !SilentBranch.FailsAfter(EnclosingFunction.Enclosing(replaced), position: 0)
            ? replaced
            : null;

    /// <summary>For messages: what is missing. Null where it has no name.</summary>
    internal static string? NameOf(IOperation replaced)
    {
        var tested = replaced is ICoalesceOperation coalesce ? coalesce.Value : NullTests.Of(((IConditionalOperation)replaced).Condition)!.Value.Value;
        while (InnerOf(tested) is { } inner)
            tested = inner;

        return tested switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IMemberReferenceOperation { Member: { } member } => member is IPropertySymbol { IsIndexer: true } ? null : member.Name,
            IInvocationOperation call when !call.TargetMethod.ContainingType.Is("System.Environment") => call.TargetMethod.Name,
            _ => null,
        };
    }

    /// <summary>What a value only passes on; of the call of a delegate, the delegate, which has the name.</summary>
    private static IOperation? InnerOf(IOperation value) =>
        value is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call ? call.Instance : OriginTracer.PassedOn(value);

    private static IOperation? Find(IOperation value, CredentialQuery query, int depth)
    {
        value = Conversions.BuiltInInside(value);
        switch (value)
        {
            case ICoalesceOperation coalesce:
                return IsEmpty(coalesce.WhenNull) ? coalesce : Find(coalesce.WhenNull, query, depth);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return (IsEmpty(conditional.WhenTrue) || IsEmpty(whenFalse)) && NullTests.Of(conditional.Condition) is not null ? conditional : null;
            case IInterpolatedStringOperation interpolated:
                return InLast(JoinedTerms.Of(interpolated), query, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } addition:
                return InLast(JoinedTerms.Of(addition), query, depth);
            case ILocalReferenceOperation local when depth > 0 && WrittenTo(local, query) is { } written:
                return Find(written, query, depth - 1);
            default:
                return null;
        }
    }

    /// <summary>The token is the last term of a text, and the others are constant.</summary>
    private static IOperation? InLast(List<IOperation> terms, CredentialQuery query, int depth)
    {
        for (var i = 0; i < terms.Count - 1; i++)
        {
            if (!terms[i].ConstantValue.HasValue)
                return null;
        }

        return terms.Count > 0 ? Find(terms[terms.Count - 1], query, depth) : null;
    }

    /// <summary>What a local is set to, if that happens once and no condition asks for it.</summary>
    private static IOperation? WrittenTo(ILocalReferenceOperation local, CredentialQuery query)
    {
        var facts = query.Facts.Bodies.FactsOf(local);
        var writes = facts.WritesTo(local.Local);
        if (writes.Count != 1)
            return null;

        foreach (var reference in facts.ReferencesTo(local.Local))
        {
            if (IsInCondition(reference))
                return null;
        }

        return writes[0].Value;
    }

    private static bool IsInCondition(IOperation reference)
    {
        for (var current = reference; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation conditional && conditional.Condition == current
                || parent is ILoopOperation or ISwitchOperation or ISwitchExpressionOperation)
                return true;

            if (parent is IBlockOperation)
                return false;
        }

        return false;
    }

    private static bool IsEmpty(IOperation value) => NullTests.IsNullOrEmpty(value) && !NullTests.IsNull(value);
}

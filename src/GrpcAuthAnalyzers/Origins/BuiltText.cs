using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>Texts that are built step by step: a <c>StringBuilder</c>, or a local with <c>+=</c>.</summary>
internal static class BuiltText
{
    /// <summary>
    /// What <c>ToString</c> of a <c>StringBuilder</c> puts together, in order: its constructor's text and every <c>Append</c>. Null when the
    /// call is none, or the builder is used in another way.
    /// </summary>
    internal static List<BuiltPiece>? OfBuilder(IInvocationOperation call, MemberBodies bodies)
    {
        if (call.TargetMethod.Name != "ToString" || call.Instance is not { } builder || !IsBuilder(builder.Type))
            return null;

        var pieces = new List<BuiltPiece>();
        return Collect(builder, call, bodies, pieces, mayBeLocal: true) && pieces.Count > 0 ? pieces : null;
    }

    /// <summary>
    /// The values that a string local is put together from when <c>+=</c> adds to it: the first one, and what is added before
    /// <paramref name="reference"/>, in source order. Null when nothing is added, or the local is written in another way as well.
    /// </summary>
    internal static List<BuiltPiece>? AppendsTo(ILocalReferenceOperation reference, MemberBodies bodies)
    {
        if (reference.Local.Type.SpecialType != SpecialType.System_String)
            return null;

        var pieces = new List<BuiltPiece>();
        var isAppended = false;
        if (bodies.FactsOf(reference).WritesAddedBefore(reference, reference.Local) is not { } writes)
            return null;

        foreach (var write in writes)
        {
            if (!ExecutionOrder.MayPrecede(write.Site, reference))
                continue;

            if (write.Site is ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } addition)
            {
                if (pieces.Count == 0)
                    return null;

                isAppended = true;
                pieces.Add(new BuiltPiece(addition, addition.Value));
            }
            else if (pieces.Count == 0 && write.Value is { } first)
            {
                pieces.Add(new BuiltPiece(write.Site, first));
            }
            else
            {
                return null;
            }
        }

        return isAppended ? pieces : null;
    }

    /// <summary>The appends of an expression <c>b.Append(x).Append(y)</c>, and of what it starts with; false when something else is done.</summary>
    private static bool Collect(IOperation builder, IOperation until, MemberBodies bodies, List<BuiltPiece> pieces, bool mayBeLocal)
    {
        var appended = new List<BuiltPiece>();
        var current = builder;
        while (current is IInvocationOperation { Instance: { } instance } call && IsBuilder(instance.Type))
        {
            if (PieceOf(call) is not { } piece)
                return false;

            appended.Add(new BuiltPiece(call, piece));
            current = instance;
        }

        appended.Reverse();
        if (!CollectStart(current, until, bodies, pieces, mayBeLocal))
            return false;

        pieces.AddRange(appended);
        return true;
    }

    /// <summary>What a call adds to the end; null for calls that do something else.</summary>
    private static IOperation? PieceOf(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "AppendFormat" or "AppendJoin":
                return call;
            case "Append" or "AppendLine" when call.Arguments.Length > 0:
                foreach (var argument in call.Arguments)
                {
                    if (argument.Value is IInterpolatedStringHandlerCreationOperation)
                        return argument.Value;
                }

                return call.Arguments.At(0);
            default:
                return null;
        }
    }

    private static bool CollectStart(IOperation start, IOperation until, MemberBodies bodies, List<BuiltPiece> pieces, bool mayBeLocal)
    {
        switch (start)
        {
            case IObjectCreationOperation creation:
                foreach (var argument in creation.Arguments)
                {
                    if (argument.Parameter?.Type.SpecialType == SpecialType.System_String)
                        pieces.Add(new BuiltPiece(creation, argument.Value));
                }

                return true;
            case ILocalReferenceOperation local when mayBeLocal:
                return CollectLocal(local, until, bodies, pieces);
            default:
                return false;
        }
    }

    private static bool CollectLocal(ILocalReferenceOperation local, IOperation until, MemberBodies bodies, List<BuiltPiece> pieces)
    {
        var facts = bodies.FactsOf(local);
        if (facts.WritesTo(local.Local) is not { Count: 1 } writes
            || writes[0].Value is not { } made
            || !Collect(OriginTracer.PassedOn(made) ?? made, until, bodies, pieces, mayBeLocal: false))
            return false;

        if (facts.ReferencesBefore(local.Local, until) is not { } mentions)
            return false;

        foreach (var mention in mentions)
        {
            if (mention == local || !ExecutionOrder.MayPrecede(mention, until))
                continue;

            var current = mention;
            while (IsBuilder(current.Type) && current.Parent is IInvocationOperation call)
            {
                if (PieceOf(call) is { } piece)
                    pieces.Add(new BuiltPiece(call, piece));
                else if (call.TargetMethod.Name == "Insert"
                    && call.Arguments is { Length: 2 } inserted
                    && inserted[0].Value.ConstantValue is { HasValue: true, Value: 0 })
                    pieces.Insert(0, new BuiltPiece(call, inserted[1].Value));
                else if (call.TargetMethod.Name != "ToString")
                    return false;

                current = call;
            }

            if (current == mention
                && (mention.Parent is not IPropertyReferenceOperation { Property.Name: "Length" } length || WriteSites.Of(length) is not null))
                return false;
        }

        return true;
    }

    internal static bool IsBuilder(ITypeSymbol? type) => type.Is("System.Text.StringBuilder");
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>Whether a field or property gets its metadata once, and nothing renews what it holds.</summary>
internal static class AssignedOnce
{
    /// <summary>
    /// Whether a member is written only by initializers and constructors, where a host starts the service, or where it is empty, and its object is
    /// changed nowhere else: anything more may be a refresh.
    /// </summary>
    /// <param name="member">The field or property.</param>
    /// <param name="creation">The creation of the metadata.</param>
    /// <param name="touches">What is done to the metadata.</param>
    /// <param name="facts">The facts of the compilation.</param>
    internal static bool Is(ISymbol member, IOperation creation, IReadOnlyList<ObjectUse> touches, CompilationFacts facts)
    {
        var writes = facts.Bodies.WritesTo(member);
        if (!writes.IsComplete)
            return false;

        foreach (var write in writes.Writes)
        {
            if (!EnclosingFunction.IsConstruction(write.Site) && !ServiceStart.Contains(write.Site) && !LazyAssignment.Fills(write, member, facts.Bodies))
                return false;
        }

        if (IsRenewedInside(member, facts))
            return false;

        foreach (var touch in touches)
        {
            if (Changes(touch, facts) && !IsMaking(touch, creation, writes, member, facts.Bodies))
                return false;
        }

        return true;
    }

    /// <summary>Whether code changes the metadata in a lazy value or task, or gives it other metadata.</summary>
    private static bool IsRenewedInside(ISymbol member, CompilationFacts facts)
    {
        foreach (var body in facts.Bodies.BodiesMentioning(member))
        {
            foreach (var reference in body.ReferencesTo(member))
            {
                var outermost = MetadataHolders.Outermost(reference, facts);
                if (outermost != reference
                    && !EnclosingFunction.IsConstruction(reference)
                    && (IsChanged(outermost) || outermost.Parent is IAssignmentOperation assignment && assignment.Target == outermost))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether code adds to, empties or replaces entries of the metadata that an expression gives.</summary>
    internal static bool IsChanged(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "Add" or "Clear" or "Remove" or "RemoveAt" or "Insert" } call => call.Instance == reference,
        IPropertyReferenceOperation { Property.IsIndexer: true, Parent: IAssignmentOperation assignment } indexer => assignment.Target == indexer,
        _ => false,
    };

    private static bool Changes(ObjectUse touch, CompilationFacts facts) => touch.Kind switch
    {
        TouchKind.SetMember => true,
        TouchKind.Call => touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Add" or "Clear" or "Remove" or "RemoveAt" or "Insert" },
        TouchKind.Argument => touch.Site.Operation is IArgumentOperation argument && !KnownReadOnlyCalls.OnlyReads(argument, facts.Symbols)
            && !(argument.Parent is IInvocationOperation call && (RpcName.OfContract(call.TargetMethod) is not null
                || ServiceRegistrations.IsSingleton(call) || MetadataHolders.FilledBy(call) is not null)),
        _ => false,
    };

    /// <summary>
    /// Whether a change belongs to the creation: it is in the creation or in a constructor, or adds to what the same code created
    /// just before.
    /// </summary>
    private static bool IsMaking(ObjectUse touch, IOperation creation, WriteSet writes, ISymbol member, MemberBodies bodies)
    {
        var site = touch.Site.OutermostSite;
        if (EnclosingFunction.IsInside(touch.Site.Operation, creation) || EnclosingFunction.IsConstruction(site))
            return true;

        if (touch.Kind != TouchKind.Call || touch.Site.Operation is not IInvocationOperation { TargetMethod.Name: "Add" or "Insert" })
            return false;

        if (EnclosingFunction.Enclosing(site) == EnclosingFunction.Enclosing(creation) && IsFresh(creation))
            return true;

        foreach (var write in writes.Writes)
        {
            if (!write.IsCoalesced
                && BlockAround(write.Site) is { Parent: IConditionalOperation } block
                && LazyAssignment.Fills(write, member, bodies)
                && EnclosingFunction.IsInside(site, block)
                && site.Syntax.SpanStart > write.Site.Syntax.SpanStart)
                return true;
        }

        return false;
    }

    /// <summary>Whether a creation goes into a local: whenever its code runs, what the local holds is new.</summary>
    private static bool IsFresh(IOperation creation) =>
        Conversions.BuiltInAround(creation).Parent is IVariableInitializerOperation or ISimpleAssignmentOperation { Target: ILocalReferenceOperation };

    private static IOperation? BlockAround(IOperation write)
    {
        var current = write;
        while (current.Parent is IExpressionStatementOperation)
            current = current.Parent;

        return current.Parent as IBlockOperation;
    }
}

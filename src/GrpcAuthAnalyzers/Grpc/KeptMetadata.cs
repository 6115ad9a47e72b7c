using System.Collections.Generic;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// Metadata (alone or inside <c>CallOptions</c>) that is made once and used by many calls: kept in a field or property that is
/// only written while its object is made, captured by a function that runs for every call, or made before a loop without end.
/// </summary>
internal sealed class KeptMetadata
{
    private KeptMetadata(ISymbol holder, List<IOperation> uses)
    {
        Holder = holder;
        Uses = uses;
    }

    /// <summary>The field, property or local that keeps it.</summary>
    internal ISymbol Holder { get; }

    /// <summary>Where it is handed to calls or interceptors, in source order; never empty.</summary>
    internal IReadOnlyList<IOperation> Uses { get; }

    /// <summary>The variable that keeps what a creation makes; null when it is not kept, is refreshed, or is used by no call.</summary>
    /// <param name="creation">The creation.</param>
    /// <param name="touches">What is done to the metadata.</param>
    /// <param name="facts">The facts of the compilation.</param>
    internal static KeptMetadata? Of(IOperation creation, IReadOnlyList<Touch> touches, GrpcFacts facts)
    {
        foreach (var (holder, site) in HoldersOf(creation, facts))
        {
            if (holder is ILocalSymbol local)
            {
                if (UsesOfLocal(local, site, facts) is { Count: > 0 } captured)
                    return new KeptMetadata(holder, captured);
            }
            else if (!(LivesForOneRequest(holder.ContainingType) && !holder.IsStatic) && IsMadeOnce(holder, creation, touches, facts) && UsesOfMember(holder, facts) is { Count: > 0 } uses)
            {
                return new KeptMetadata(holder, uses);
            }
        }

        return null;
    }

    /// <summary>
    /// Controllers, pages, hubs, components and gRPC services: a new object for each request, so what it keeps is not kept long.
    /// </summary>
    internal static bool LivesForOneRequest(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name is "ControllerBase" or "PageModel" or "ViewComponent" or "Hub" or "ComponentBase")
                return true;

            foreach (var attribute in current.GetAttributes())
            {
                if (attribute.AttributeClass?.Name == "BindServiceMethodAttribute")
                    return true;
            }
        }

        return false;
    }

    /// <summary>The variables that a creation ends in: <c>_headers = new()</c>, <c>var h = new(); _headers = h;</c>, <c>_options = new(h)</c>.</summary>
    private static IEnumerable<(ISymbol Holder, IOperation Site)> HoldersOf(IOperation creation, GrpcFacts facts)
    {
        var pending = new Queue<IOperation>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        pending.Enqueue(creation);
        while (pending.Count > 0)
        {
            var current = Outermost(pending.Dequeue(), facts);
            foreach (var holder in TargetsOf(current))
            {
                if (!seen.Add(holder))
                    continue;

                yield return (holder, current);
                if (holder is not ILocalSymbol)
                    continue;

                foreach (var reference in facts.Bodies.FactsOf(creation).ReferencesTo(holder))
                {
                    if (Outermost(reference, facts) is { Parent: IAssignmentOperation or IVariableInitializerOperation } kept && !IsTarget(kept))
                        pending.Enqueue(kept);
                }
            }
        }
    }

    /// <summary>The outermost expression that still holds the metadata: conversions, branches, and call options around it.</summary>
    private static IOperation Outermost(IOperation operation, GrpcFacts facts)
    {
        while (true)
        {
            switch (operation.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation:
                case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "Lazy" } }:
                    operation = operation.Parent;
                    break;
                case IReturnOperation { Parent: IBlockOperation { Parent: IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Lazy" } lazy } } } } }:
                    operation = lazy;
                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation creation } when GrpcSymbols.Is(creation.Type, facts.Symbols.CallOptions):
                    operation = creation;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { Instance: { } receiver } derived } when GrpcSymbols.Is(receiver.Type, facts.Symbols.CallOptions) && GrpcSymbols.Is(derived.Type, facts.Symbols.CallOptions):
                    operation = derived;
                    break;
                case IInvocationOperation derived when derived.Instance == operation && GrpcSymbols.Is(operation.Type, facts.Symbols.CallOptions) && GrpcSymbols.Is(derived.Type, facts.Symbols.CallOptions):
                    operation = derived;
                    break;
                default:
                    return operation;
            }
        }
    }

    private static bool IsTarget(IOperation operation) => operation.Parent is IAssignmentOperation assignment && assignment.Target == operation;

    private static IEnumerable<ISymbol> TargetsOf(IOperation value) => value.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => new[] { declarator.Symbol },
        IFieldInitializerOperation initializer => initializer.InitializedFields,
        IPropertyInitializerOperation initializer => initializer.InitializedProperties,
        IAssignmentOperation { Target: ILocalReferenceOperation local } assignment when assignment.Value == value => new[] { local.Local },
        IAssignmentOperation { Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field } assignment when assignment.Value == value => new[] { field.Field },
        IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property } assignment when assignment.Value == value => new[] { property.Property },
        _ => System.Array.Empty<ISymbol>(),
    };

    /// <summary>
    /// Whether a field or property is written only by initializers, constructors and <c>??=</c>, and its object is changed nowhere
    /// else: anything more may be a refresh.
    /// </summary>
    private static bool IsMadeOnce(ISymbol member, IOperation creation, IReadOnlyList<Touch> touches, GrpcFacts facts)
    {
        var writes = facts.Bodies.WritesTo(member);
        if (!writes.IsComplete)
            return false;

        foreach (var write in writes.Writes)
        {
            if (!write.IsCoalesced && !Function.IsConstruction(write.Site))
                return false;
        }

        foreach (var touch in touches)
        {
            if (!Function.IsInside(touch.Site.Operation, creation) && !Function.IsConstruction(touch.Site.OutermostSite) && Changes(touch, facts))
                return false;
        }

        return true;
    }

    private static bool Changes(Touch touch, GrpcFacts facts) => touch.Kind switch
    {
        TouchKind.SetMember => true,
        TouchKind.Call => touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Add" or "Clear" or "Remove" or "RemoveAt" or "Insert" },
        TouchKind.Argument => !HarmlessCode.OnlyReads((IArgumentOperation)touch.Site.Operation, facts.Symbols),
        _ => false,
    };

    private static bool IsChanged(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "Add" or "Clear" or "Remove" or "RemoveAt" or "Insert" } call => call.Instance == reference,
        IPropertyReferenceOperation { Property.IsIndexer: true, Parent: IAssignmentOperation assignment } indexer => assignment.Target == indexer,
        _ => false,
    };

    private static List<IOperation> UsesOfMember(ISymbol member, GrpcFacts facts, bool entersGetters = true)
    {
        var uses = new List<IOperation>();
        foreach (var body in facts.Bodies.BodiesMentioning(member))
        {
            foreach (var reference in body.ReferencesTo(member))
            {
                if (Function.IsConstruction(reference))
                    continue;

                if (IsHandedToCall(reference, facts))
                    uses.Add(reference);
                else if (entersGetters && GetterThatReturns(reference, facts) is { } property)
                    uses.AddRange(UsesOfMember(property, facts, entersGetters: false));
            }
        }

        return uses;
    }

    /// <summary>The property whose getter only hands a field on: <c>Metadata Headers => _headers;</c></summary>
    private static ISymbol? GetterThatReturns(IOperation reference, GrpcFacts facts)
    {
        var current = Outermost(reference, facts);
        while (current.Parent is ICoalesceAssignmentOperation)
            current = current.Parent;

        return current.Parent is IReturnOperation
            && reference.SemanticModel?.GetEnclosingSymbol(reference.Syntax.SpanStart) is IMethodSymbol { AssociatedSymbol: IPropertySymbol property }
                ? property
                : null;
    }

    /// <summary>A local counts where a per-call function captures it, or where an endless loop uses it and does not renew it.</summary>
    private static List<IOperation> UsesOfLocal(ILocalSymbol local, IOperation made, GrpcFacts facts)
    {
        var uses = new List<IOperation>();
        var body = facts.Bodies.FactsOf(made);
        foreach (var write in body.WritesTo(local))
        {
            if (!Function.IsInside(made, write.Site) && write.Value is not { ConstantValue: { HasValue: true, Value: null } })
                return uses;
        }

        foreach (var reference in body.ReferencesTo(local))
        {
            if (IsHandedToCall(reference, facts)
                && (PerCallCode.Enclosing(reference, facts) is { } perCall && !Function.IsInside(made, perCall.Function) || EndlessLoop.Around(reference, made) is not null))
                uses.Add(reference);
        }

        foreach (var reference in body.ReferencesTo(local))
        {
            if (IsChanged(reference) && Function.Enclosing(reference) == Function.Enclosing(made) && EndlessLoop.Around(reference, made) is not null)
                uses.Clear();
        }

        return uses;
    }

    /// <summary>Whether a reference is given to a gRPC call, to call options, or is returned by a function for every call.</summary>
    private static bool IsHandedToCall(IOperation reference, GrpcFacts facts)
    {
        var current = Outermost(reference, facts);
        while (current.Parent is ICoalesceAssignmentOperation kept && kept.Target == current)
            current = Outermost(kept, facts);

        var symbols = facts.Symbols;
        if (current is IInvocationOperation or IObjectCreationOperation)
            return true;

        return current.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } =>
                GrpcSymbols.IsA(method.ContainingType, symbols.ClientBase) || GrpcSymbols.IsA(method.ContainingType, symbols.CallInvoker)
                || (method.ContainingType.TypeKind == TypeKind.Interface && RpcName.OfContract(method) is not null),
            IArgumentOperation { Parent: IObjectCreationOperation creation } => GrpcSymbols.Is(creation.Type, symbols.CallContext),
            IReturnOperation => PerCallCode.Enclosing(reference, facts) is not null,
            _ => false,
        };
    }
}

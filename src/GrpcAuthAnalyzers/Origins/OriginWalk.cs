using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>One walk of an <see cref="OriginTracer"/> from a value to its origins.</summary>
internal sealed class OriginWalk
{
    /// <summary>So many parameters are followed to the callers of their functions.</summary>
    private const int MaxCallers = 64;

    private readonly OriginTracer _tracer;
    private readonly Budget _budget;
    private int _callers;
    private readonly OriginQueue _values = new();
    private readonly ImmutableArray<Origin>.Builder _origins = ImmutableArray.CreateBuilder<Origin>(initialCapacity: 1);

    internal OriginWalk(OriginTracer tracer, MemberBodies bodies, Budget budget)
    {
        _tracer = tracer;
        Bodies = bodies;
        _budget = budget;
    }

    private MemberBodies Bodies { get; }

    internal ImmutableArray<Origin> Run()
    {
        for (var i = 0; i < _values.Count; i++)
        {
            var (value, aliases) = _values[i];
            if (!_budget.TryStep() || _origins.Count >= Budget.MaxAlternatives)
            {
                _origins.Add(new Origin(value, aliases, UnseenReason.TooDeep));
                break;
            }

            Step(value, aliases);
        }

        return _origins.Count == _origins.Capacity ? _origins.MoveToImmutable() : _origins.ToImmutable();
    }

    internal void Add(TracedValue value, ImmutableStack<Alias> aliases) => _values.Add(value, aliases);

    private void Step(TracedValue value, ImmutableStack<Alias> aliases)
    {
        if (OriginTracer.PassedOn(value.Operation) is { } passedOn)
        {
            Add(value.With(passedOn), aliases);
            return;
        }

        switch (value.Operation)
        {
            case { ConstantValue.HasValue: true } and not ILocalReferenceOperation
                and not IFieldReferenceOperation { Type.SpecialType: SpecialType.System_String }:
                End(value, aliases);
                break;
            case ICoalesceOperation coalesce:
                Add(value.With(coalesce.Value), aliases);
                Add(value.With(coalesce.WhenNull), aliases);
                break;
            case ICoalesceAssignmentOperation coalesce:
                Add(value.With(coalesce.Target), aliases);
                Add(value.With(coalesce.Value), aliases);
                break;
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                Add(value.With(conditional.WhenTrue), aliases);
                Add(value.With(whenFalse), aliases);
                break;
            case ISwitchExpressionOperation @switch:
                foreach (var arm in @switch.Arms)
                    Add(value.With(arm.Value), aliases);
                break;
            case IThrowOperation:
                break;
            case ILocalReferenceOperation local:
                FollowLocal(local, value, aliases.Push(new Alias(local.Local, value)));
                break;
            case IParameterReferenceOperation parameter:
                FollowParameter(parameter, value, aliases.Push(new Alias(parameter.Parameter, value)));
                break;
            case IArrayElementReferenceOperation { ArrayReference: { } array, Type.SpecialType: SpecialType.None }:
                AddHeld(_tracer.Holders.InCollection(value.With(array)), value, aliases, UnseenReason.No);
                break;
            case IPropertyReferenceOperation or IInvocationOperation
                when value.Operation.Type is { SpecialType: SpecialType.None } && CollectionContents.Read(value.Operation) is { } collection:
                AddHeld(_tracer.Holders.InCollection(value.With(collection)), value, aliases, UnseenReason.No);
                break;
            case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } element, Instance: { } tuple }:
                AddHeld(_tracer.Holders.InTuple(element, value.With(tuple)), value, aliases, UnseenReason.Member);
                break;
            case IFieldReferenceOperation field:
                FollowMember(field.Field, value, aliases.Push(new Alias(field.Field, value)));
                break;
            case IPropertyReferenceOperation property:
                FollowProperty(property, value, aliases);
                break;
            case IInvocationOperation invocation:
                FollowInvocation(invocation, value, aliases);
                break;
            default:
                End(value, aliases, OriginKinds.ReasonAt(value.Operation, Bodies));
                break;
        }
    }

    /// <summary>What a holder gives; null among it is what is not seen.</summary>
    private void AddHeld(IEnumerable<TracedValue?> held, TracedValue value, ImmutableStack<Alias> aliases, UnseenReason otherwise)
    {
        foreach (var content in held)
        {
            if (content is { } known)
                Add(known, aliases);
            else
                End(value, aliases, otherwise);
        }
    }

    private void End(TracedValue value, ImmutableStack<Alias> aliases, UnseenReason unseen = UnseenReason.No) =>
        _origins.Add(new Origin(value, aliases, unseen));

    private void FollowLocal(ILocalReferenceOperation reference, TracedValue value, ImmutableStack<Alias> aliases)
    {
        if (BuiltText.AppendsTo(reference, Bodies) is not null || !FollowWrites(reference.Local, value, aliases))
            End(value, aliases, UnseenReason.Local);
    }

    /// <summary>Every write in the body that may give the value that is read; false when there is none.</summary>
    private bool FollowWrites(ISymbol variable, TracedValue value, ImmutableStack<Alias> aliases)
    {
        var found = false;
        if (Bodies.FactsOf(value.Operation).WritesSeenBy(value.Operation, variable) is not { } seen)
        {
            End(value, aliases, UnseenReason.TooDeep);
            return true;
        }

        foreach (var write in seen)
        {
            found = true;
            if (write.Value is { } written)
                Add(value.With(written), aliases);
            else if (write.Tuple is { } tuple)
                AddHeld(_tracer.Holders.InTuple(write.TupleIndex, value.With(tuple)), value, aliases, UnseenReason.Local);
            else if (write.ElementOf is { } collection && value.Operation.Type?.SpecialType == SpecialType.None)
                AddHeld(_tracer.Holders.InCollection(value.With(collection)), value, aliases, UnseenReason.Local);
            else
                End(value, aliases, UnseenReason.Local);
        }

        return found;
    }

    private void FollowParameter(IParameterReferenceOperation reference, TracedValue value, ImmutableStack<Alias> aliases)
    {
        var parameter = reference.Parameter;
        if (FollowWrites(parameter, value, aliases) && Bodies.FactsOf(value.Operation).IsReplacedBefore(value.Operation, parameter))
            return;

        for (var frame = value.Frame; frame is not null; frame = frame.Caller)
        {
            if (!SymbolEqualityComparer.Default.Equals(frame.Method, parameter.ContainingSymbol?.OriginalDefinition))
                continue;

            if (frame.ArgumentOf(parameter) is { } argument)
                Add(argument, aliases);
            else
                End(value, aliases, UnseenReason.Parameter);
            return;
        }

        var arguments = _tracer.IsGiven(reference) || ++_callers > MaxCallers ? null : Callers.ArgumentsOf(parameter, value, Bodies);
        if (arguments is null)
        {
            End(value, aliases, UnseenReason.Parameter);
            arguments = _tracer.FollowsSomeCallers && _callers <= MaxCallers ? Callers.SeenArgumentsOf(parameter, value, Bodies) : new List<TracedValue>();
        }

        arguments.ForEach(argument => Add(argument, aliases));
    }

    private void FollowProperty(IPropertyReferenceOperation reference, TracedValue value, ImmutableStack<Alias> aliases)
    {
        var property = reference.Property;
        if (property.Name == "Value" && property.ContainingType.Is("System.Lazy") && reference.Instance is { } lazy)
        {
            AddHeld(_tracer.Holders.InLazy(value.With(lazy)), value, aliases, UnseenReason.Member);
        }
        else if (!Bodies.IsSeen(property))
        {
            End(value, aliases);
        }
        else if (property.GetMethod is not { } getter || !OriginTracer.HasOneBody(getter))
        {
            FollowImplementations(property.GetMethod, reference.Arguments, value, aliases, UnseenReason.Member);
        }
        else if (reference.Instance is { } record && HeldValues.ComponentOf(property) is { } component)
        {
            AddHeld(_tracer.Holders.InRecord(component, value.With(record)), value, aliases, UnseenReason.Member);
        }
        else if (OriginTracer.IsAutomatic(property))
        {
            if (reference.Instance is not { } holder || _tracer.Holders.InInitialized(property, value.With(holder)) is not { } initialized)
                FollowMember(property, value, aliases.Push(new Alias(property, value)));
            else
                initialized.ForEach(written => Add(written, aliases.Push(new Alias(property, value))));
        }
        else
        {
            Enter(getter, new CallFrame(getter, reference.Arguments, value.Frame), value, aliases);
        }
    }

    private void FollowInvocation(IInvocationOperation invocation, TracedValue value, ImmutableStack<Alias> aliases)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke && invocation.Instance is { } instance)
        {
            foreach (var origin in _tracer.Trace(value.With(instance)))
            {
                if (origin.Operation is IAnonymousFunctionOperation lambda
                    && !CallFrame.IsEntered(value.Frame, lambda.Symbol)
                    && (value.Frame?.Depth ?? 0) < Budget.MaxDepth)
                    AddReturns(lambda, new CallFrame(lambda.Symbol, invocation.Arguments, value.Frame, site: invocation), value, aliases);
                else if (origin.Operation is IMethodReferenceOperation { Method: var named } && Bodies.IsSeen(named) && OriginTracer.HasOneBody(named))
                    Enter(named, new CallFrame(named, invocation.Arguments, value.Frame, site: invocation), value, aliases);
                else
                    End(value, aliases, UnseenReason.Member);
            }
        }
        else if (Bodies.IsSeen(method) && OriginTracer.HasOneBody(method))
        {
            Enter(method, new CallFrame(method, invocation.Arguments, value.Frame, site: invocation), value, aliases);
        }
        else
        {
            FollowImplementations(method, invocation.Arguments, value, aliases, UnseenReason.No);
        }
    }

    /// <summary>Every member that may run for one of an interface or base class; the value ends where there may be others.</summary>
    private void FollowImplementations(
        IMethodSymbol? contract, ImmutableArray<IArgumentOperation> arguments, TracedValue value, ImmutableStack<Alias> aliases, UnseenReason otherwise)
    {
        var members = _tracer.ImplementationsOf(contract);
        foreach (var member in members)
            Enter(member, new CallFrame(member, arguments, value.Frame, site: value.Operation), value, aliases);

        if (members.Count == 0)
            End(value, aliases, otherwise);
    }

    private void Enter(IMethodSymbol method, CallFrame frame, TracedValue value, ImmutableStack<Alias> aliases)
    {
        if (CallFrame.IsEntered(value.Frame, method) || frame.Depth > Budget.MaxDepth)
            End(value, aliases, UnseenReason.TooDeep);
        else if (Bodies.FunctionOf(method) is { } function)
            AddReturns(function, frame, value, aliases);
        else if (method.AssociatedSymbol is IPropertySymbol property)
            FollowMember(property, value, aliases.Push(new Alias(property, value)));
        else
            End(value, aliases, UnseenReason.Member);
    }

    /// <summary>Iterators and functions that only throw return nothing that can be followed.</summary>
    private void AddReturns(IOperation function, CallFrame? frame, TracedValue value, ImmutableStack<Alias> aliases)
    {
        var returns = Bodies.ReturnsOf(function);
        foreach (var returned in returns)
            Add(new TracedValue(returned, frame), aliases);

        if (returns.Count == 0)
            End(value, aliases, UnseenReason.Member);
    }

    private void FollowMember(ISymbol member, TracedValue value, ImmutableStack<Alias> aliases)
    {
        var writes = Bodies.WritesTo(member);
        var areTooMany = writes.Writes.Length > (_tracer.FollowsSomeCallers ? OrderedPlaces.Most : Budget.MaxAlternatives);
        if (areTooMany || !Bodies.IsSeen(member))
        {
            End(value, aliases, areTooMany ? UnseenReason.TooDeep : UnseenReason.No);
            return;
        }

        foreach (var write in writes.Writes)
        {
            if (write.Value is { } written)
                Add(new TracedValue(written), aliases);
        }

        if (!writes.IsComplete)
            End(value, aliases, UnseenReason.Member);
    }
}

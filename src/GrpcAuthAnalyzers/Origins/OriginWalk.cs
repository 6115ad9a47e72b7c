using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>One walk of an <see cref="OriginTracer"/> from a value to its origins.</summary>
internal sealed class OriginWalk
{
    /// <summary>Most walks see a handful of values, for which a set costs more than to look at each.</summary>
    private const int FewValues = 8;

    private readonly OriginTracer _tracer;
    private readonly Holders _holders;
    private readonly Budget _budget;
    private readonly List<(Value Value, ImmutableStack<Alias> Aliases)> _values = new();
    private readonly ImmutableArray<Origin>.Builder _origins = ImmutableArray.CreateBuilder<Origin>(initialCapacity: 1);
    private HashSet<Value>? _seen;

    internal OriginWalk(OriginTracer tracer, Holders holders, MemberBodies bodies, Budget budget)
    {
        _tracer = tracer;
        _holders = holders;
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
                _origins.Add(new Origin(value, aliases, Unseen.TooDeep));
                break;
            }

            Step(value, aliases);
        }

        return _origins.Count == _origins.Capacity ? _origins.MoveToImmutable() : _origins.ToImmutable();
    }

    internal void Add(Value value, ImmutableStack<Alias> aliases)
    {
        if (IsNew(value))
            _values.Add((value, aliases));
    }

    private bool IsNew(Value value)
    {
        if (_values.Count > FewValues)
        {
            _seen ??= new HashSet<Value>(_values.Select(static v => v.Value));
            return _seen.Add(value);
        }

        foreach (var known in _values)
        {
            if (known.Value.Equals(value))
                return false;
        }

        return true;
    }

    private void Step(Value value, ImmutableStack<Alias> aliases)
    {
        if (OriginTracer.PassedOn(value.Operation) is { } passedOn)
        {
            Add(value.With(passedOn), aliases);
            return;
        }

        switch (value.Operation)
        {
            case { ConstantValue.HasValue: true } and not ILocalReferenceOperation and not IFieldReferenceOperation { Type.SpecialType: SpecialType.System_String }:
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
                AddHeld(_holders.InCollection(value.With(array)), value, aliases, Unseen.No);
                break;
            case IPropertyReferenceOperation or IInvocationOperation when value.Operation.Type is { SpecialType: SpecialType.None } && Contents.Read(value.Operation) is { } collection:
                AddHeld(_holders.InCollection(value.With(collection)), value, aliases, Unseen.No);
                break;
            case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } element, Instance: { } tuple }:
                AddHeld(_holders.InTuple(element, value.With(tuple)), value, aliases, Unseen.Member);
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
                End(value, aliases);
                break;
        }
    }

    /// <summary>What a holder gives; null among it is what is not seen.</summary>
    private void AddHeld(IEnumerable<Value?> held, Value value, ImmutableStack<Alias> aliases, Unseen otherwise)
    {
        foreach (var content in held)
        {
            if (content is { } known)
                Add(known, aliases);
            else
                End(value, aliases, otherwise);
        }
    }

    private void End(Value value, ImmutableStack<Alias> aliases, Unseen unseen = Unseen.No) =>
        _origins.Add(new Origin(value, aliases, unseen));

    private void FollowLocal(ILocalReferenceOperation reference, Value value, ImmutableStack<Alias> aliases)
    {
        if (BuiltText.AppendsTo(reference, Bodies) is not null)
        {
            End(value, aliases, Unseen.Local);
            return;
        }

        if (!FollowWrites(reference.Local, value, aliases))
            End(value, aliases, Unseen.Local);
    }

    /// <summary>Every write in the body that may happen before the value is read; false when there is none.</summary>
    private bool FollowWrites(ISymbol variable, Value value, ImmutableStack<Alias> aliases)
    {
        var found = false;
        var writes = Bodies.FactsOf(value.Operation).WritesTo(variable);
        var last = LastOnEveryWay(writes, value.Operation);
        foreach (var write in writes)
        {
            if (!Function.MayPrecede(write.Site, value.Operation) || (last is not null && Function.ComesBefore(write.Site, last)))
                continue;

            found = true;
            if (write.Value is { } written)
                Add(value.With(written), aliases);
            else if (write.Tuple is { } tuple)
                AddHeld(_holders.InTuple(write.TupleIndex, value.With(tuple)), value, aliases, Unseen.Local);
            else if (write.ElementOf is { } collection && value.Operation.Type?.SpecialType == SpecialType.None)
                AddHeld(_holders.InCollection(value.With(collection)), value, aliases, Unseen.Local);
            else
                End(value, aliases, Unseen.Local);
        }

        return found;
    }

    /// <summary>The last assignment that always runs before the value is read, so that what was written before it does not count; null when there is none.</summary>
    private static IOperation? LastOnEveryWay(IReadOnlyList<Write> writes, IOperation read)
    {
        IOperation? last = null;
        for (var i = 0; writes.Count > 1 && i < writes.Count; i++)
        {
            if (writes[i].Site is var site and (ISimpleAssignmentOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out })
                && Function.AlwaysPrecedes(site, read) && (last is null || Function.ComesBefore(last, site)))
                last = site;
        }

        return last;
    }

    private void FollowParameter(IParameterReferenceOperation reference, Value value, ImmutableStack<Alias> aliases)
    {
        var parameter = reference.Parameter;
        FollowWrites(parameter, value, aliases);
        for (var frame = value.Frame; frame is not null; frame = frame.Caller)
        {
            if (!SymbolEqualityComparer.Default.Equals(frame.Method, parameter.ContainingSymbol?.OriginalDefinition))
                continue;

            if (frame.ArgumentOf(parameter) is { } argument)
                Add(argument, aliases);
            else
                End(value, aliases, Unseen.Parameter);
            return;
        }

        var arguments = Callers.ArgumentsOf(parameter, value, Bodies);
        if (arguments is null)
        {
            End(value, aliases, Unseen.Parameter);
            arguments = _tracer.FollowsSomeCallers ? Callers.SeenArgumentsOf(parameter, value, Bodies) : new List<Value>();
        }

        foreach (var argument in arguments)
            Add(argument, aliases);
    }

    private void FollowProperty(IPropertyReferenceOperation reference, Value value, ImmutableStack<Alias> aliases)
    {
        var property = reference.Property;
        if (property.Name == "Value" && property.ContainingType?.Name == "Lazy" && reference.Instance is { } lazy)
        {
            AddHeld(_holders.InLazy(value.With(lazy)), value, aliases, Unseen.Member);
        }
        else if (!Bodies.IsSeen(property))
        {
            End(value, aliases);
        }
        else if (property.GetMethod is not { } getter || !OriginTracer.HasOneBody(getter))
        {
            End(value, aliases, Unseen.Member);
        }
        else if (reference.Instance is { } record && Records.ParameterOf(property) is { } component)
        {
            AddHeld(_holders.InRecord(component, value.With(record)), value, aliases, Unseen.Member);
        }
        else if (OriginTracer.IsAutomatic(property))
        {
            FollowMember(property, value, aliases.Push(new Alias(property, value)));
        }
        else
        {
            Enter(getter, new Frame(getter, reference.Arguments, value.Frame), value, aliases);
        }
    }

    private void FollowInvocation(IInvocationOperation invocation, Value value, ImmutableStack<Alias> aliases)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke && invocation.Instance is { } instance)
        {
            foreach (var origin in _tracer.Trace(value.With(instance)))
            {
                if (origin.Operation is IAnonymousFunctionOperation lambda && !Frame.IsEntered(value.Frame, lambda.Symbol) && Depth(value.Frame) < Budget.MaxDepth)
                    AddReturns(lambda, new Frame(lambda.Symbol, invocation.Arguments, value.Frame), value, aliases);
                else if (origin.Operation is IMethodReferenceOperation { Method: var named } && Bodies.IsSeen(named) && OriginTracer.HasOneBody(named))
                    Enter(named, new Frame(named, invocation.Arguments, value.Frame), value, aliases);
                else
                    End(value, aliases, Unseen.Member);
            }
        }
        else if (method.MethodKind == MethodKind.LocalFunction || (Bodies.IsSeen(method) && OriginTracer.HasOneBody(method)))
        {
            Enter(method, new Frame(method, invocation.Arguments, value.Frame), value, aliases);
        }
        else
        {
            End(value, aliases);
        }
    }

    private void Enter(IMethodSymbol method, Frame frame, Value value, ImmutableStack<Alias> aliases)
    {
        if (Frame.IsEntered(value.Frame, method) || frame.Depth > Budget.MaxDepth)
            End(value, aliases, Unseen.TooDeep);
        else if (Bodies.FunctionOf(method) is { } function)
            AddReturns(function, frame, value, aliases);
        else
            End(value, aliases, Unseen.Member);
    }

    /// <summary>Iterators and functions that only throw return nothing that can be followed.</summary>
    private void AddReturns(IOperation function, Frame? frame, Value value, ImmutableStack<Alias> aliases)
    {
        var returns = Bodies.ReturnsOf(function);
        foreach (var returned in returns)
            Add(new Value(returned, frame), aliases);

        if (returns.Count == 0)
            End(value, aliases, Unseen.Member);
    }

    private void FollowMember(ISymbol member, Value value, ImmutableStack<Alias> aliases)
    {
        if (!Bodies.IsSeen(member))
        {
            End(value, aliases);
            return;
        }

        var writes = Bodies.WritesTo(member);
        foreach (var write in writes.Writes)
        {
            if (write.Value is { } written)
                Add(new Value(written), aliases);
        }

        if (!writes.IsComplete)
            End(value, aliases, Unseen.Member);
    }

    private static int Depth(Frame? frame) => frame?.Depth ?? 0;
}

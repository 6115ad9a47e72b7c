using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// What happens to one object between its creation and a moment of use: its initializer, and what is done through every
/// variable that holds it. Source methods that get the object are entered.
/// </summary>
internal sealed class ObjectUses
{
    private readonly MemberBodies _bodies;
    private readonly Budget _budget;
    private readonly TracedValue? _until;
    private readonly bool _reportsReturns;
    private readonly List<ObjectUse> _touches = new();
    private readonly HashSet<TracedValue> _classified = new();
    private readonly HashSet<(ISymbol, CallFrame?)> _followed = new();
    private TracedValue? _made;
    private bool _isKept;
    private int _variables;

    private ObjectUses(MemberBodies bodies, Budget budget, TracedValue? until, bool reportsReturns = false)
    {
        _reportsReturns = reportsReturns;
        _bodies = bodies;
        _budget = budget;
        _until = until;
    }

    /// <summary>
    /// The touches of an object that may happen before <paramref name="until"/> runs (all of them for null); a spent budget adds an escape.
    /// To return the object is no touch, unless <paramref name="reportsReturns"/>: then it is an escape.
    /// </summary>
    internal static IReadOnlyList<ObjectUse> Of(Origin origin, IOperation? until, MemberBodies bodies, Budget budget, bool reportsReturns = false) =>
        new ObjectUses(bodies, budget, until is null ? null : new TracedValue(until), reportsReturns).OfOrigin(origin);

    /// <summary>The touches of an object that may happen before something reads it, seen from the calls that were entered to get there.</summary>
    internal static IReadOnlyList<ObjectUse> Before(TracedValue reader, Origin origin, MemberBodies bodies, Budget budget) =>
        new ObjectUses(bodies, budget, reader).OfOrigin(origin);

    private IReadOnlyList<ObjectUse> OfOrigin(Origin origin)
    {
        foreach (var alias in origin.Aliases)
            _isKept |= ObjectHolder.IsMember(alias.Symbol);
        if (origin.Operation is IObjectCreationOperation creation)
        {
            _made = origin.Value;
            if (creation.Initializer is { } initializer)
                AddInitializer(initializer, origin.Value.Frame);
        }

        Classify(origin.Operation, origin.Value.Frame);
        foreach (var alias in origin.Aliases)
            Follow(alias.Symbol, alias.Reference);

        return _touches;
    }

    /// <summary>The touches of the object that a callback gets as a parameter, or that a local of the function holds.</summary>
    internal static IReadOnlyList<ObjectUse> OfVariable(ISymbol variable, IOperation function, MemberBodies bodies, Budget budget, CallFrame? frame = null)
    {
        var touches = new ObjectUses(bodies, budget, until: null);
        foreach (var mention in bodies.FactsOf(function).ReferencesTo(variable))
            touches.Classify(mention, frame);

        return touches._touches;
    }

    /// <summary>The touches of the object that a member read (<see cref="TouchKind.ReadMember"/>) gives.</summary>
    internal static IReadOnlyList<ObjectUse> OfMember(TracedValue member, IOperation? until, MemberBodies bodies, Budget budget)
    {
        var touches = new ObjectUses(bodies, budget, until is null ? null : new TracedValue(until)) { _isKept = true };
        if (member.Operation.Parent is IMemberInitializerOperation { Initializer: { } initializer })
            touches.AddInitializer(initializer, member.Frame);
        else
            touches.Classify(member.Operation, member.Frame);

        return touches._touches;
    }

    private void AddInitializer(IObjectOrCollectionInitializerOperation initializer, CallFrame? frame)
    {
        foreach (var element in initializer.Initializers)
        {
            switch (element)
            {
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment:
                    Add(TouchKind.SetMember, assignment, frame, member.Member, assignment.Value);
                    break;
                case IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation member }:
                    Add(TouchKind.ReadMember, member, frame, member.Member);
                    break;
                case IInvocationOperation invocation:
                    Add(TouchKind.Call, invocation, frame);
                    break;
                default:
                    Add(TouchKind.Escape, element, frame);
                    break;
            }
        }
    }

    private void Add(TouchKind kind, IOperation site, CallFrame? frame, ISymbol? member = null, IOperation? written = null) =>
        _touches.Add(new ObjectUse(kind, new TracedValue(site, frame), member, written));

    /// <summary>Every reference to a variable, in the body of a local or parameter, else wherever the member is mentioned.</summary>
    private void Follow(ISymbol symbol, TracedValue reference)
    {
        var isMember = ObjectHolder.IsMember(symbol);
        var frame = isMember ? null : reference.Frame;
        _isKept |= isMember;
        if (!_followed.Add((symbol, frame)))
            return;

        if (++_variables > Budget.MaxNesting)
        {
            Add(TouchKind.Escape, reference.Operation, frame);
            return;
        }

        var bodies = isMember ? _bodies.BodiesTouching(symbol) : new List<BodyFacts> { _bodies.FactsOf(reference.Operation) };
        if (bodies is null || (isMember && !_bodies.Visibility.IsNamedOnlyHere(symbol)))
            Add(TouchKind.Escape, reference.Operation, frame); // who can name it can change the object

        for (var i = 0; i < bodies?.Count; i++)
        {
            var mentions = bodies[i].TouchingReferencesBetween(symbol, _made?.Frame == frame ? _made?.Operation : null, _until?.SiteIn(frame));
            if (mentions is null)
                Add(TouchKind.Escape, reference.Operation, frame);

            for (var j = 0; j < mentions?.Count; j++)
                Classify(mentions[j], frame);
        }
    }

    /// <summary>What is done to the object at a mention, and to what a fluent call there returns: without recursion, for chains may be long.</summary>
    private void Classify(IOperation reference, CallFrame? frame)
    {
        for (IOperation? next = reference; next is not null && _classified.Add(new TracedValue(next, frame));)
            next = ClassifyOne(next, frame);
    }

    /// <summary>Adds what is done at one mention. Returns the call that gives the object back, or null.</summary>
    private IOperation? ClassifyOne(IOperation reference, CallFrame? frame)
    {
        if (!_budget.TryStep())
        {
            Add(TouchKind.Escape, reference, frame);
            return null;
        }

        if (_until?.SiteIn(frame) is { } until && !ExecutionOrder.MayPrecede(reference, until))
            return null;

        var current = OriginTracer.ConvertedAround(reference);
        for (var nesting = 0; current.Parent is ICoalesceOperation or IConditionalOperation or IAwaitOperation
            or ISwitchExpressionArmOperation or ISwitchExpressionOperation; nesting++)
        {
            if (nesting > Budget.MaxNesting)
                Add(TouchKind.Escape, current, frame);
            if (nesting > Budget.MaxNesting || (current.Parent is IConditionalOperation conditional && conditional.Condition == current))
                return null;
            if (current.Parent is ISwitchExpressionOperation selection && selection.Value == current)
            {
                foreach (var arm in selection.Arms)
                    FollowPattern(arm.Pattern, frame);
                return null;
            }

            current = OriginTracer.ConvertedAround(current.Parent);
        }

        switch (current.Parent)
        {
            case IMemberReferenceOperation member when member.Instance == current && !member.Member.IsOfExtensionBlock():
                ClassifyMember(member, frame);
                break;
            case IInvocationOperation invocation when invocation.Instance == current && !invocation.TargetMethod.IsOfExtensionBlock():
                Add(TouchKind.Call, invocation, frame);
                break;
            case IArgumentOperation argument:
                return ClassifyArgument(argument, frame);
            case IConditionalAccessOperation access when access.Operation == current:
                return ObjectHolder.OfAccess(access);
            case IAssignmentOperation assignment when assignment.Value == current:
                FollowTarget(assignment, assignment.Target, frame);
                return assignment is ISimpleAssignmentOperation or ICoalesceAssignmentOperation ? assignment : null; // return _headers = new();
            case ICoalesceAssignmentOperation assignment:
                return assignment;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                Follow(declarator.Symbol, new TracedValue(declarator, frame));
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                    Follow(field, new TracedValue(initializer, frame));
                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                    Follow(property, new TracedValue(initializer, frame));
                break;
            case IReturnOperation returned:
                ClassifyReturn(returned, reference, current, frame);
                break;
            case IIsPatternOperation { Pattern: var pattern }:
                FollowPattern(pattern, frame);
                break;
            case IAssignmentOperation or IBinaryOperation or IIsTypeOperation or IInterpolationOperation or IExpressionStatementOperation:
            case IForEachLoopOperation or INameOfOperation or IUsingOperation or IUsingDeclarationOperation or ILockOperation or IThrowOperation or null:
            case IObjectOrCollectionInitializerOperation or IAnonymousObjectCreationOperation:
                break;
            default:
                Add(TouchKind.Escape, current, frame);
                break;
        }

        return null;
    }

    private void ClassifyMember(IMemberReferenceOperation member, CallFrame? frame)
    {
        if (member.Parent is ISimpleAssignmentOperation assignment && assignment.Target == member)
            Add(TouchKind.SetMember, assignment, frame, member.Member, assignment.Value);
        else if (member is IPropertyReferenceOperation or IFieldReferenceOperation)
            Add(TouchKind.ReadMember, member, frame, member.Member);
        else
            Add(TouchKind.Escape, member, frame);
    }

    private IOperation? ClassifyArgument(IArgumentOperation argument, CallFrame? frame)
    {
        var (method, arguments) = argument.Parent switch
        {
            IInvocationOperation invocation => (ObjectHolder.CalledBy(invocation, frame, _bodies), invocation.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => (null, default),
        };
        if (method is null || argument.Parameter is not { } parameter)
        {
            if (method is not null || argument.Parent is not IInvocationOperation)
                Add(TouchKind.Escape, argument, frame);
            return null;
        }

        foreach (var mention in ObjectHolder.HeadersOf(argument, _bodies))
            Classify(mention, frame);

        if (_bodies.EnteredBy(method, frame) is not { } function)
        {
            Add(TouchKind.Argument, argument, frame);
            return ObjectHolder.IsReturnedBy(method, parameter) ? argument.Parent : null;
        }

        var entered = new CallFrame(method, arguments, frame, argument.Parent);
        foreach (var mention in _bodies.FactsOf(function).ReferencesTo(CallFrame.BodyOf(method).Parameters[parameter.Ordinal]))
            Classify(mention, entered);

        return null;
    }

    /// <summary>
    /// A method that was entered hands the object back to its caller; a lambda, local function or iterator hands it to whoever
    /// calls it, and what a field or property holds goes to whoever gets it from the member around.
    /// </summary>
    private void ClassifyReturn(IReturnOperation returned, IOperation reference, IOperation value, CallFrame? frame)
    {
        var function = EnclosingFunction.Enclosing(returned);
        var enclosing = function is IAnonymousFunctionOperation or ILocalFunctionOperation ? EnclosingFunction.SymbolOf(function) : null;
        var isEntered = frame is not null && (enclosing is null || SymbolEqualityComparer.Default.Equals(enclosing.OriginalDefinition, frame.Method));
        var isLazy = Arguments.Around(function) is { Parent: IObjectCreationOperation { Type: var type } }
            && type.Is("System.Lazy");
        if (reference is IObjectCreationOperation && !isLazy)
            return; // no variable holds it there, and the value was followed from the caller

        if (returned.Kind == OperationKind.YieldReturn || (enclosing is not null && !isEntered))
            Add(TouchKind.Escape, value, frame);
        else if (isEntered && frame!.Call is { } call)
            Classify(call, frame.Caller);
        else if (!isEntered && (_reportsReturns || _isKept || value is IMemberReferenceOperation { Member: IFieldSymbol }))
            Add(TouchKind.Escape, value, frame);
    }

    private void FollowPattern(IPatternOperation pattern, CallFrame? frame)
    {
        if (ObjectHolder.OfPattern(pattern, out var escapes) is { } local)
            Follow(local, new TracedValue(pattern, frame));
        else if (escapes)
            Add(TouchKind.Escape, pattern, frame);
    }

    private void FollowTarget(IOperation site, IOperation target, CallFrame? frame)
    {
        if (ObjectHolder.OfTarget(target, _bodies, out var escapes) is { } variable)
            Follow(variable, new TracedValue(target, frame));
        else if (escapes)
            Add(TouchKind.Escape, site, frame);
    }
}

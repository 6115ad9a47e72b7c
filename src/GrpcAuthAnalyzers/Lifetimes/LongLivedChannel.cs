using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>Whether a channel or <c>HttpClient</c> that is made once serves many calls.</summary>
internal sealed class LongLivedChannel
{
    private readonly CompilationFacts _facts;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    private LongLivedChannel(CompilationFacts facts) => _facts = facts;

    /// <summary>
    /// Whether what an operation makes, or a client over it, is kept: in a field or property that is only written while its object is made or when it is
    /// empty, as a singleton, or by a loop without end. False for a local of one method, for what is made anew for each request, and when nothing is known.
    /// </summary>
    internal static bool IsKept(IOperation made, CompilationFacts facts) => new LongLivedChannel(facts).Keeps(made, made);

    private bool Keeps(IOperation value, IOperation made)
    {
        var current = Outermost(value);
        switch (current.Parent)
        {
            case IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields }:
                return KeepsMember(fields[0]);
            case IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties }:
                return KeepsMember(properties[0]);
            case IAssignmentOperation { Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field } assignment
                when assignment.Value == current:
                return IsWrittenOnce(assignment, field.Field) && KeepsMember(field.Field);
            case IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property } assignment
                when assignment.Value == current && _facts.Bodies.IsSeen(property.Property):
                return IsWrittenOnce(assignment, property.Property) && KeepsMember(property.Property);
            case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when assignment.Value == current:
                return KeepsLocal(local, made);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return KeepsLocal(local, made);
            case IReturnOperation returned:
                return KeepsReturned(returned);
            case IArgumentOperation { Parent: IInvocationOperation call }:
                return ServiceRegistrations.IsSingleton(call);
            default:
                return OutlivingLoop.Around(current, made) is not null && IsUsed(current);
        }
    }

    /// <summary>The outermost expression that still holds the channel: conversions, and the invoker or client that is made from it.</summary>
    private IOperation Outermost(IOperation operation)
    {
        while (true)
        {
            operation = Conversions.AroundFunction(operation);
            switch (operation.Parent)
            {
                case ICoalesceOperation or IAwaitOperation:
                    operation = operation.Parent;
                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation creation } when GrpcSymbols.IsA(creation.Type, _facts.Symbols.ClientBase):
                    operation = creation;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation made } when IsLayer(made):
                    operation = made;
                    break;
                case IInvocationOperation { TargetMethod.Name: "CreateCallInvoker" or "ConfigureAwait" } made when made.Instance == operation:
                    operation = made;
                    break;
                default:
                    return operation;
            }
        }
    }

    private bool IsLayer(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        return GrpcSymbols.Is(type, _facts.Symbols.ChannelExtensions)
            || GrpcSymbols.Is(type, _facts.Symbols.CallInvokerExtensions)
            || _facts.Symbols.CodeFirst.MakesClient(call.TargetMethod);
    }

    private bool KeepsMember(ISymbol member) => member.IsStatic || !RequestLifetime.OfObjects(member.ContainingType, _facts);

    /// <summary>Whether a member gets its value while its object is made, or only when it has none, and nothing else writes it.</summary>
    private bool IsWrittenOnce(IAssignmentOperation assignment, ISymbol member)
    {
        var isFilled = false;
        foreach (var write in _facts.Bodies.WritesTo(member).Writes)
        {
            if (write.Site == assignment)
                isFilled = LazyAssignment.Fills(write, member, _facts.Bodies);
            else if (!EnclosingFunction.IsConstruction(write.Site)
                && !(write.Value is { } nothing && NullTests.IsNull(nothing) && IsDisposal(write.Site)))
                return false;
        }

        return isFilled || assignment is ICoalesceAssignmentOperation || EnclosingFunction.IsConstruction(assignment) || IsGuarded(assignment, member);
    }

    /// <summary>To empty a variable is to make another channel later, but not where the object ends.</summary>
    private static bool IsDisposal(IOperation write) =>
        EnclosingFunction.SymbolOf(EnclosingFunction.Enclosing(write))?.Name.StartsWith("Dispose", System.StringComparison.Ordinal) == true;

    /// <summary><c>if (_channel is null) { ... }</c> around a write of it, or the <c>else</c> of the opposite.</summary>
    private static bool IsGuarded(IOperation assignment, ISymbol member)
    {
        for (var current = assignment; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalOperation branch && branch.Condition != current
                && NullTests.Of(branch.Condition) is { IsExact: true, Absence: Absence.Null, Value: IMemberReferenceOperation tested } test
                && test.IsAbsentWhenTrue == (branch.WhenTrue == current)
                && SymbolEqualityComparer.Default.Equals(tested.Member, member))
                return true;
        }

        return false;
    }

    private bool KeepsLocal(ILocalSymbol local, IOperation made)
    {
        if (!_seen.Add(local))
            return false;

        foreach (var reference in _facts.Bodies.FactsOf(made).ReferencesTo(local))
        {
            if (!(reference.Parent is IAssignmentOperation assignment && assignment.Target == reference)
                && (Keeps(reference, made) || (EnclosingFunction.Enclosing(reference) != EnclosingFunction.Enclosing(made) && IsInSingleton(reference))))
                return true;
        }

        return false;
    }

    /// <summary>What a factory of a singleton returns is kept; what a method returns, where one of its callers keeps it.</summary>
    private bool KeepsReturned(IReturnOperation returned)
    {
        var function = EnclosingFunction.Enclosing(returned);
        if (function is IAnonymousFunctionOperation)
            return IsInSingleton(returned);

        if (EnclosingFunction.SymbolOf(function) is not { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
            || !_seen.Add(method)
            || Callers.Of(method, function, _facts.Bodies) is not { } callers)
            return false;

        foreach (var caller in callers)
        {
            if (caller is IInvocationOperation
                ? Keeps(caller, caller)
                : caller is IMethodReferenceOperation
                    && Arguments.Around(caller) is { Parent: IInvocationOperation taker }
                    && ServiceRegistrations.IsSingleton(taker))
                return true;
        }

        return false;
    }

    /// <summary>Whether the lambda that contains an operation makes a singleton, a lazy value, or answers the requests of an application.</summary>
    private static bool IsInSingleton(
        IOperation operation) => EnclosingFunction.Enclosing(operation) is IAnonymousFunctionOperation lambda && Arguments.Around(lambda)?.Parent switch
        {
            IInvocationOperation call =>
                ServiceRegistrations.IsSingleton(call)
                    || (call.TargetMethod.Name.StartsWith("Map", System.StringComparison.Ordinal)
                        && call.TargetMethod.ContainingType.Is("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions")),
            IObjectCreationOperation { Type: var type } => type.Is("System.Lazy"),
            _ => false,
        };

    private static bool IsUsed(IOperation client) => client.Parent is IInvocationOperation call && call.Instance == client;
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>Where metadata (alone or inside <c>CallOptions</c>) goes that a creation makes: through locals, lazies and the methods that return it.</summary>
internal static class MetadataHolders
{
    private const int MaxSteps = 64;

    /// <summary>The expressions, among the mentions of a local, that hand on what it holds.</summary>
    private static readonly Memo<List<IOperation>, List<IOperation>> Kept = new(static (facts, references) =>
    {
        var all = new List<IOperation>();
        foreach (var reference in references)
        {
            if (!IsTarget(reference)
                && Outermost(reference, facts) is
                {
                    Parent: IAssignmentOperation or IVariableInitializerOperation or IReturnOperation or IArgumentOperation
                } kept
                && !IsTarget(kept))
                all.Add(kept);
        }

        return all;
    });

    /// <summary>
    /// What keeps the metadata, and the expression that it gets: a local, a field or property, the parameter of a constructor whose
    /// object is kept, or (as the type of the metadata) the services of the application.
    /// </summary>
    internal static IEnumerable<(ISymbol Holder, IOperation Site)> Of(IOperation creation, CompilationFacts facts)
    {
        var pending = new Queue<IOperation>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        pending.Enqueue(creation);
        for (var steps = 0; pending.Count > 0 && steps < MaxSteps; steps++)
        {
            var current = Outermost(pending.Dequeue(), facts);
            foreach (var holder in TargetsOf(current, facts))
            {
                if (!seen.Add(holder))
                    continue;

                yield return (holder, current);
                if (holder is not ILocalSymbol)
                    continue;

                foreach (var kept in facts.Get(Kept, facts.Bodies.FactsOf(current).ReferencesTo(holder)))
                {
                    if (steps + pending.Count >= MaxSteps)
                        break;

                    pending.Enqueue(kept);
                }
            }

            if (current.Parent is IReturnOperation)
            {
                foreach (var taken in TakenFrom(current, seen, facts))
                    pending.Enqueue(taken);
            }
        }
    }

    /// <summary>
    /// The outermost expression that still holds the metadata: conversions, branches, awaits, the value of a lazy, and call options
    /// around it.
    /// </summary>
    internal static IOperation Outermost(IOperation operation, CompilationFacts facts)
    {
        while (true)
        {
            operation = OriginTracer.ConvertedAround(operation);
            switch (operation.Parent)
            {
                case ICoalesceOperation or IConditionalOperation or IAwaitOperation:
                case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType: var lazy } } when IsLazy(lazy):
                case IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: var task } } when task.IsTask():
                    operation = operation.Parent;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync" } waited
                    when waited.Instance == operation:
                    operation = waited;
                    break;
                case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true } fluent } extended }
                    when GrpcSymbols.Is(fluent.ReturnType, facts.Symbols.Metadata):
                    operation = extended;
                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation creation } when GrpcSymbols.IsCallOptions(creation.Type, facts.Symbols):
                    operation = creation;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { Instance: { } receiver } derived }
                    when GrpcSymbols.Is(receiver.Type, facts.Symbols.CallOptions) && GrpcSymbols.Is(derived.Type, facts.Symbols.CallOptions):
                    operation = derived;
                    break;
                case IInvocationOperation derived
                    when derived.Instance == operation
                        && GrpcSymbols.Is(operation.Type, facts.Symbols.CallOptions)
                        && GrpcSymbols.Is(derived.Type, facts.Symbols.CallOptions):
                    operation = derived;
                    break;
                default:
                    return operation;
            }
        }
    }

    private static bool IsTarget(IOperation operation) => operation.Parent is IAssignmentOperation assignment && assignment.Target == operation;

    private static IEnumerable<ISymbol> TargetsOf(IOperation value, CompilationFacts facts) => value.Parent switch
    {
        _ when value is IInvocationOperation filled && FilledBy(filled) is { } variable => VariableOf(variable),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => new[] { declarator.Symbol },
        IFieldInitializerOperation initializer => initializer.InitializedFields,
        IPropertyInitializerOperation initializer => initializer.InitializedProperties,
        IAssignmentOperation assignment when assignment.Value == value => VariableOf(assignment.Target),
        IArgumentOperation { Parent: IInvocationOperation derived } when facts.Symbols.CodeFirst.Derives(derived.TargetMethod) =>
            TargetsOf(OriginTracer.ConvertedAround(derived), facts),
        IArgumentOperation { Parent: IInvocationOperation call } => TargetsOf(call, facts),
        IArgumentOperation { Parent: IObjectCreationOperation made, Parameter: { } parameter } when facts.Bodies.IsSeen(parameter) && IsKept(made) =>
            new[] { parameter },
        _ => System.Array.Empty<ISymbol>(),
    };

    /// <summary>What a call keeps that gets the metadata: a registered singleton, and the variable of <c>Interlocked.CompareExchange</c>.</summary>
    private static ISymbol[] TargetsOf(IInvocationOperation call, CompilationFacts facts)
    {
        if (RegistrationMethod.Of(call) is { Lifetime: ServiceLifetime.Singleton, IsKeyed: false }
            && call.TargetMethod.TypeArguments is { Length: 1 } types
            && GrpcSymbols.Is(types[0], facts.Symbols.Metadata))
            return new ISymbol[] { facts.Symbols.Metadata! };

        return FilledBy(call) is { } variable ? VariableOf(variable) : System.Array.Empty<ISymbol>();
    }

    private static ISymbol[] VariableOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => new ISymbol[] { local.Local },
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => new ISymbol[] { field.Field },
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property => new ISymbol[] { property.Property },
        _ => System.Array.Empty<ISymbol>(),
    };

    /// <summary>The variable that <c>LazyInitializer.EnsureInitialized</c> or <c>Interlocked.CompareExchange</c> fills; null for other calls.</summary>
    internal static IOperation? FilledBy(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == 0 && WriteSites.FilledThrough(argument) is not null)
                return argument.Value;
        }

        return null;
    }

    /// <summary>Whether an object lives as long as the application: it is put into a static variable, or registered as a singleton.</summary>
    private static bool IsKept(IOperation made)
    {
        return Conversions.BuiltInAround(made).Parent switch
        {
            IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields } => fields[0].IsStatic,
            IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties } => properties[0].IsStatic,
            IArgumentOperation { Parent: IInvocationOperation call } => ServiceRegistrations.IsSingleton(call),
            IReturnOperation returned =>
                Arguments.Around(EnclosingFunction.Enclosing(returned))?.Parent is IInvocationOperation call
                    && ServiceRegistrations.IsSingleton(call),
            _ => false,
        };
    }

    /// <summary>
    /// What gets the metadata that a function returns: the calls of a method with one body, the lazy value that runs a lambda or
    /// method, and the call that registers it.
    /// </summary>
    private static IEnumerable<IOperation> TakenFrom(IOperation returned, HashSet<ISymbol> seen, CompilationFacts facts)
    {
        var function = EnclosingFunction.Enclosing(returned);
        if (function is IAnonymousFunctionOperation)
        {
            if (TakerOf(function) is { } taker)
                yield return taker;
            yield break;
        }

        if (EnclosingFunction.SymbolOf(function) is not { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
            || !OriginTracer.HasOneBody(method)
            || !seen.Add(method))
            yield break;

        foreach (var mention in Callers.SeenMentionsOf(method, returned, facts.Bodies))
        {
            if (mention is IInvocationOperation)
                yield return mention;
            else if (mention is IMethodReferenceOperation && TakerOf(mention) is { } taker)
                yield return taker;
        }
    }

    /// <summary>
    /// What a lambda or method group is given to that keeps what it returns; the last argument of a registration stands for what is
    /// registered.
    /// </summary>
    private static IOperation? TakerOf(IOperation function) => Arguments.Around(function) switch
    {
        { Parent: IObjectCreationOperation lazy } when IsLazy(lazy.Type) => lazy,
        { Parent: IInvocationOperation call } argument => ServiceRegistrations.IsSingleton(call) ? argument.Value : FilledBy(call) is not null ? call : null,
        _ => null,
    };

    private static bool IsLazy(ITypeSymbol? type) => type.Is("System.Lazy", "System.Threading.ThreadLocal");
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Interceptors;

/// <summary>
/// The code that a client interceptor runs for one call type: the override, and the methods of its class that it calls. One walk notes what it does with
/// the options and headers that the call came with.
/// </summary>
internal sealed class InterceptorCode
{
    private const int MaxFunctions = 16;
    private const int MaxOperations = 4000;

    private readonly CompilationFacts _facts;
    private readonly INamedTypeSymbol _class;
    private readonly HashSet<IOperation> _functions = new();
    private readonly Queue<IOperation> _pending = new();
    private readonly List<IConditionalAccessOperation> _accesses = new();
    private int _operations;

    private InterceptorCode(INamedTypeSymbol @class, CompilationFacts facts)
    {
        _class = @class;
        _facts = facts;
    }

    /// <summary>Every <c>new ClientInterceptorContext(...)</c>.</summary>
    internal List<IObjectCreationOperation> Contexts { get; } = new();

    /// <summary>Every call of <c>CallOptions.WithHeaders</c> and <c>CallOptions.WithCredentials</c> with one argument.</summary>
    internal List<IInvocationOperation> Derivations { get; } = new();

    /// <summary>Every call of <c>Metadata.Add</c>.</summary>
    internal List<IInvocationOperation> Adds { get; } = new();

    /// <summary>Whether the headers of some call options are read: they may be carried over.</summary>
    internal bool ReadsHeaders { get; private set; }

    /// <summary>Whether the call credentials of some call options are read.</summary>
    internal bool ReadsCredentials { get; private set; }

    /// <summary>Whether unseen code gets the context or its options.</summary>
    internal bool HandsOn { get; private set; }

    /// <summary>Whether some metadata is compared with null, or has a substitute for null.</summary>
    internal bool ChecksForNull { get; private set; }

    /// <summary>Whether entries of some metadata are read, copied or removed.</summary>
    internal bool LooksAtEntries { get; private set; }

    /// <summary>
    /// The code of an override of a client interceptor; null for other code, for an override that never lets a call go on, and for
    /// one that is too long.
    /// </summary>
    internal static InterceptorCode? Of(PerCallCode code, CompilationFacts facts)
    {
        if (code.Consumer is not null || code.Function.SemanticModel?.GetDeclaredSymbol(code.Function.Syntax) is not IMethodSymbol { IsOverride: true } method
            || !InterceptorMethods.All.Contains(method.Name))
            return null;

        var found = new InterceptorCode(method.ContainingType, facts);
        found._pending.Enqueue(code.Function);
        var goesOn = false;
        while (found._pending.Count > 0)
        {
            var function = found._pending.Dequeue();
            if (!found._functions.Add(function))
                continue;

            if (found._functions.Count > MaxFunctions)
                return null;

            foreach (var operation in function.DescendantsAndSelf())
            {
                if (++found._operations > MaxOperations)
                    return null;

                goesOn |= operation is IInvocationOperation invocation && found.GoesOn(invocation);
                found.Note(operation);
            }
        }

        foreach (var access in found._accesses)
            found.ChecksForNull |= access.WhenNotNull is not IInvocationOperation { TargetMethod.Name: "Add" };

        return goesOn ? found : null;
    }

    /// <summary>The code of each override of a class for which <see cref="Of"/> has one.</summary>
    internal static IEnumerable<InterceptorCode> AllOf(INamedTypeSymbol type, CompilationFacts facts)
    {
        foreach (var kind in InterceptorMethods.All)
        {
            foreach (var member in type.GetMembers(kind))
            {
                if (member is IMethodSymbol { IsOverride: true } method
                    && facts.Bodies.FunctionOf(method) is { } function
                    && PerCallCode.From(function, facts) is { } perCall
                    && Of(perCall, facts) is { } code)
                    yield return code;
            }
        }
    }

    /// <summary>Whether this code contains an operation.</summary>
    internal bool Contains(IOperation operation) => _functions.Contains(EnclosingFunction.Root(operation));

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IObjectCreationOperation context when IsContext(context.Type):
                Contexts.Add(context);
                break;
            case IPropertyReferenceOperation property when GrpcSymbols.Is(property.Property.ContainingType, _facts.Symbols.CallOptions):
                ReadsHeaders |= property.Property.Name == "Headers";
                ReadsCredentials |= property.Property.Name == "Credentials";
                break;
            case IInvocationOperation invocation:
                NoteCall(invocation);
                break;
            case IArgumentOperation argument when IsContextOrOptions(argument.Value.Type):
                HandsOn |= !IsSeen(argument);
                break;
            case IBinaryOperation binary:
                ChecksForNull |= IsMetadata(binary.LeftOperand) || IsMetadata(binary.RightOperand);
                break;
            case IIsPatternOperation pattern:
                ChecksForNull |= IsMetadata(pattern.Value);
                break;
            case IIsTypeOperation type:
                ChecksForNull |= IsMetadata(type.ValueOperand);
                break;
            case ICoalesceOperation coalesce:
                ChecksForNull |= IsMetadata(coalesce.Value);
                break;
            case ICoalesceAssignmentOperation coalesce:
                ChecksForNull |= IsMetadata(coalesce.Target);
                break;
            case ISwitchOperation or ISwitchExpressionOperation:
                ChecksForNull |= IsMetadata((operation as ISwitchOperation)?.Value ?? ((ISwitchExpressionOperation)operation).Value);
                break;
            case IConditionalAccessOperation access when IsMetadata(access.Operation):
                _accesses.Add(access);
                break;
            case IForEachLoopOperation loop:
                LooksAtEntries |= IsMetadata(loop.Collection);
                break;
        }
    }

    private void NoteCall(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (GrpcSymbols.Is(method.ContainingType, _facts.Symbols.CallOptions))
        {
            if (method.Name is "WithHeaders" or "WithCredentials" && invocation.Arguments.Length == 1)
                Derivations.Add(invocation);
        }
        else if (invocation.Instance is { } instance && IsMetadata(instance))
        {
            if (method.Name == "Add")
                Adds.Add(invocation);
            else
                LooksAtEntries = true;
        }
        else if (IsFollowed(invocation) && _facts.Bodies.FunctionOf(method) is { } function)
        {
            _pending.Enqueue(EnclosingFunction.Root(function));
        }
        else
        {
            foreach (var argument in invocation.Arguments)
            {
                // Any(...) of LINQ, Assert.NotNull, ThrowIfNull: all of these test the headers first.
                if (IsMetadata(argument.Value))
                    ChecksForNull = LooksAtEntries = true;
            }
        }
    }

    private bool GoesOn(IInvocationOperation invocation) => Continuation.IsCalledBy(invocation, _facts.Symbols);

    /// <summary>Whether the context or options go to gRPC itself or to a method whose code is seen.</summary>
    private bool IsSeen(IArgumentOperation argument) => argument.Parent switch
    {
        IObjectCreationOperation creation when IsContext(creation.Type) => true,
        IInvocationOperation invocation =>
            GoesOn(invocation)
                || IsFollowed(invocation)
                || invocation.TargetMethod.MethodKind == MethodKind.LocalFunction,
        _ => false,
    };

    /// <summary>Whether a call runs a method of this class or its base classes that is looked at: no other body runs in its place.</summary>
    private bool IsFollowed(IInvocationOperation invocation) =>
        IsOfClass(invocation.TargetMethod) && (Continuation.IsOnBase(invocation) || OriginTracer.HasOneBody(invocation.TargetMethod));

    private bool IsOfClass(IMethodSymbol method)
    {
        for (var current = _class; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, method.ContainingType?.OriginalDefinition))
                return _facts.Bodies.IsSeen(method);
        }

        return false;
    }

    private bool IsContext(ITypeSymbol? type) => GrpcSymbols.Is(type, _facts.Symbols.ClientInterceptorContext);

    private bool IsContextOrOptions(ITypeSymbol? type) => IsContext(type) || GrpcSymbols.Is(type, _facts.Symbols.CallOptions);

    private bool IsMetadata(IOperation operation) => GrpcSymbols.Is(Conversions.Inside(operation).Type, _facts.Symbols.Metadata);
}

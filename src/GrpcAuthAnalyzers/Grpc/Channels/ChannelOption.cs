using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>One assignment to a property of <c>GrpcChannelOptions</c>: in an initializer, in a callback of a registration, or in a statement.</summary>
internal sealed class ChannelOption
{
    /// <summary>
    /// The properties whose assignments are asked about: those that the constructor of <c>GrpcChannel</c> copies (GrpcChannel.cs of grpc-dotnet), and that it
    /// hands to no resolver together with the options.
    /// </summary>
    internal static readonly ImmutableArray<string> Names = ImmutableArray.Create(
        "Credentials", "HttpHandler", "HttpClient", "DisposeHttpClient", "ServiceConfig", "UnsafeUseInsecureChannelCallCredentials", "HttpVersion",
        "HttpVersionPolicy", "MaxSendMessageSize", "MaxReceiveMessageSize", "MaxRetryAttempts", "MaxRetryBufferSize", "MaxRetryBufferPerCallSize",
        "CompressionProviders", "ThrowOperationCanceledOnCancellation", "LoggerFactory");

    private ChannelOption(IAssignmentOperation assignment, IPropertyReferenceOperation target)
    {
        Assignment = assignment;
        Target = target;
    }

    /// <summary>The assignment.</summary>
    internal IAssignmentOperation Assignment { get; }

    /// <summary>The name of the property.</summary>
    internal string Name => Target.Property.Name;

    /// <summary>The assigned value.</summary>
    internal TracedValue Value => new(Assignment.Value);

    /// <summary>The options that the property belongs to; null in an initializer, where nothing else can have read them.</summary>
    internal IOperation? Options => Target.Instance is IInstanceReferenceOperation ? null : Target.Instance;

    private IPropertyReferenceOperation Target { get; }

    /// <summary>An assignment to a property of the options; null for other operations, and where the value is overwritten before it is read.</summary>
    internal static ChannelOption? From(IOperation operation, CompilationFacts facts) =>
        operation is IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
        && GrpcSymbols.Is(target.Property.ContainingType, facts.Symbols.GrpcChannelOptions)
        && new ChannelOption(assignment, target) is var option && !option.IsReplaced(facts.Bodies)
            ? option
            : null;

    /// <summary>
    /// The call of <c>ConfigureChannel</c> whose lambda assigns the option; null where it is assigned elsewhere, or when other code gets the options, too.
    /// </summary>
    internal IInvocationOperation? ConfiguringCallIn(CompilationFacts facts)
    {
        if (Target.Instance is not IParameterReferenceOperation { Parameter: var options })
            return null;

        foreach (var reference in facts.Bodies.FactsOf(Assignment).ReferencesTo(options))
        {
            if (reference.Parent is not IMemberReferenceOperation)
                return null;
        }

        for (IOperation? current = Target; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, options.ContainingSymbol))
                return Arguments.Around(lambda)?.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureChannel" } call ? call : null;
        }

        return null;
    }

    /// <summary>The values that another property of the same options gets, in their initializer or by statements; empty when none is seen.</summary>
    internal List<TracedValue> Beside(string name, MemberBodies bodies)
    {
        var values = new List<TracedValue>();
        AddValueIn(Assignment.Parent, name, values);
        if (HolderOf(Target) is not { } holder)
            return values;

        var body = bodies.FactsOf(Assignment);
        foreach (var write in body.WritesTo(holder))
        {
            if (write.Value is { } value && Conversions.BuiltInInside(value) is IObjectCreationOperation { Initializer: var initializer }
                && initializer != Assignment.Parent)
                AddValueIn(initializer, name, values);
        }

        foreach (var reference in body.ReferencesTo(holder))
        {
            if (reference.Parent is IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } property
                && assignment.Target == property && property.Property.Name == name)
                values.Add(new TracedValue(assignment.Value));
        }

        return values;
    }

    /// <summary>The <c>GrpcChannel.ForAddress</c> that gets the options; null when none is seen, or when other code gets them, too.</summary>
    internal IInvocationOperation? ForAddressIn(CompilationFacts facts)
    {
        if (HolderOf(Target) is not { } holder)
            return Assignment.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation made } ? ForAddressOf(made, facts) : null;

        IInvocationOperation? found = null;
        foreach (var reference in facts.Bodies.FactsOf(Assignment).ReferencesTo(holder))
        {
            if (reference.Parent is IMemberReferenceOperation)
                continue;

            if (ForAddressOf(reference, facts) is not { } forAddress)
                return null;

            found = forAddress;
        }

        return found;
    }

    private static IInvocationOperation? ForAddressOf(IOperation options, CompilationFacts facts) =>
        Conversions.BuiltInAround(options).Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ForAddress" } method } call }
        && GrpcSymbols.Is(method.ContainingType, facts.Symbols.GrpcChannel)
            ? call
            : null;

    private static void AddValueIn(IOperation? initializer, string name, List<TracedValue> values)
    {
        if (initializer is not IObjectOrCollectionInitializerOperation { Initializers: var elements })
            return;

        foreach (var element in elements)
        {
            if (element is IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var property } } assignment && property == name)
                values.Add(new TracedValue(assignment.Value));
        }
    }

    /// <summary>Whether the same code always assigns the property of the same options once more, and nothing gets the options in between.</summary>
    private bool IsReplaced(MemberBodies bodies)
    {
        if (HolderOf(Target) is not { } holder)
            return false;

        IOperation? next = null;
        var references = bodies.FactsOf(Assignment).ReferencesTo(holder);
        foreach (var reference in references)
        {
            if (reference.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation later } property
                && later.Target == property
                && SymbolEqualityComparer.Default.Equals(property.Property, Target.Property)
                && later != Assignment
                && ExecutionOrder.ComesBefore(Assignment, later)
                && ExecutionOrder.BothRun(Assignment, later)
                && !ExecutionOrder.IsConditional(later, EnclosingFunction.Enclosing(later)))
                next = later;
        }

        if (next is null)
            return false;

        foreach (var reference in references)
        {
            if (reference.Parent is not IMemberReferenceOperation
                && Assignment.Syntax.Span.End <= reference.Syntax.SpanStart && reference.Syntax.Span.End <= next.Syntax.SpanStart)
                return false;
        }

        return true;
    }

    /// <summary>The local or parameter that holds the options; null for other expressions.</summary>
    private static ISymbol? HolderOf(IPropertyReferenceOperation target) => target.Instance switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver, Parent.Parent.Parent.Parent: IObjectCreationOperation made } =>
            (Conversions.BuiltInAround(made).Parent as IVariableInitializerOperation)?.Parent is IVariableDeclaratorOperation declarator
                ? declarator.Symbol
                : null,
        _ => null,
    };
}

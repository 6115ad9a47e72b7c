using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Channels;

/// <summary>One assignment to a property of <c>GrpcChannelOptions</c>: in an initializer, in a callback of a registration, or in a statement.</summary>
internal sealed class ChannelOption
{
    /// <summary>The properties whose assignments are asked about.</summary>
    internal static readonly ImmutableArray<string> Names = ImmutableArray.Create("Credentials");

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

    private IPropertyReferenceOperation Target { get; }

    /// <summary>An assignment to a property of the options; null for other operations, and where the value is overwritten before it is read.</summary>
    internal static ChannelOption? From(IOperation operation, CompilationFacts facts) =>
        operation is IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
        && GrpcSymbols.Is(target.Property.ContainingType, facts.Symbols.GrpcChannelOptions)
        && new ChannelOption(assignment, target) is var option && !option.IsReplaced(facts.Bodies)
            ? option
            : null;

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

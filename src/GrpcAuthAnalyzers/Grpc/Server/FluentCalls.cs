using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>The calls that are made on a builder, one after the other: <c>app.MapGrpcService&lt;T&gt;().EnableGrpcWeb().RequireAuthorization()</c>.</summary>
internal sealed class FluentCalls
{
    private readonly List<IInvocationOperation> _calls = new();

    private FluentCalls()
    {
    }

    /// <summary>The calls, also those on a local that holds the builder.</summary>
    internal IReadOnlyList<IInvocationOperation> All => _calls;

    /// <summary>Whether other code gets the builder, so that there may be more calls.</summary>
    internal bool Escapes { get; private set; }

    /// <summary>The calls on the builder that an operation gives.</summary>
    internal static FluentCalls On(IOperation builder, MemberBodies bodies)
    {
        var found = new FluentCalls();
        var pending = new Queue<IOperation>();
        var followed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        pending.Enqueue(builder);
        while (pending.Count > 0)
        {
            var value = Conversions.BuiltInAround(pending.Dequeue());
            switch (value.Parent)
            {
                case IInvocationOperation call when call.Instance == value:
                    found.Add(call, pending);
                    break;
                case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call }:
                    found.Add(call, pending);
                    break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    found.Follow(local, value, followed, pending, bodies);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } assignment when assignment.Value == value:
                    found.Follow(assigned, value, followed, pending, bodies);
                    break;
                case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                    break;
                default:
                    found.Escapes = true;
                    break;
            }
        }

        return found;
    }

    private void Add(IInvocationOperation call, Queue<IOperation> pending)
    {
        _calls.Add(call);
        if (call.Type?.Name.EndsWith("Builder", System.StringComparison.Ordinal) == true)
            pending.Enqueue(call);
    }

    private void Follow(ISymbol local, IOperation at, HashSet<ISymbol> followed, Queue<IOperation> pending, MemberBodies bodies)
    {
        if (!followed.Add(local))
            return;

        foreach (var reference in bodies.FactsOf(at).ReferencesTo(local))
        {
            if (reference.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != reference)
                pending.Enqueue(reference);
        }
    }
}

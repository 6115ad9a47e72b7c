using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Handlers;

/// <summary>
/// One assignment to a property of an HTTP handler that gRPC sends its calls with, or of the TLS options of that handler: in an initializer, in a
/// statement, in a callback of a registration, or in the constructor of a handler class.
/// </summary>
internal sealed class HandlerSetting
{
    internal HandlerSetting(ObjectUse use, TracedValue value, IReadOnlyList<ObjectUse> beside, ImmutableArray<TracedValue> way, bool isForWeb)
    {
        Site = use.Site;
        Name = use.Member!.Name;
        Value = value;
        Beside = beside;
        Way = way;
        IsForWeb = isForWeb;
    }

    /// <summary>The assignment.</summary>
    internal IOperation Assignment => Site.Operation as IAssignmentOperation ?? Site.Operation.Parent as IAssignmentOperation ?? Site.Operation;

    /// <summary>The name of the property.</summary>
    internal string Name { get; }

    /// <summary>The assigned value.</summary>
    internal TracedValue Value { get; }

    /// <summary>What else is done to the same object; the setting is among it.</summary>
    internal IReadOnlyList<ObjectUse> Beside { get; }

    /// <summary>
    /// The places that must all run for the setting to reach gRPC: where the handler is given to gRPC, the creations of the objects around, and last the
    /// assignment.
    /// </summary>
    internal ImmutableArray<TracedValue> Way { get; }

    /// <summary>The option of the channel or the call on the builder of the registration that gives the handler to gRPC.</summary>
    internal IOperation Given => Way[0].Operation;

    /// <summary>Whether the calls are gRPC-Web, which may use HTTP/1.1.</summary>
    internal bool IsForWeb { get; }

    private TracedValue Site { get; }
}

using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Logging;

/// <summary>One call or creation that writes to a readable output: a log, the console, an activity, an exception message, a status.</summary>
internal sealed class LogSink
{
    private const int MaxNesting = 8;

    /// <summary>Parameters of log methods that are not part of the text.</summary>
    private static readonly TypeSet NotWritten = new(
        "Microsoft.Extensions.Logging.ILogger", "Microsoft.Extensions.Logging.LogLevel", "Microsoft.Extensions.Logging.EventId",
        "Serilog.ILogger", "Serilog.Events.LogEventLevel", "NLog.ILogger", "NLog.LogLevel", "System.Exception", "System.IFormatProvider");

    private readonly List<(IOperation Hole, bool PrintsElements)> _holes = new();

    private LogSink(IOperation operation, string place)
    {
        Operation = operation;
        Place = place;
    }

    /// <summary>The call or creation.</summary>
    internal IOperation Operation { get; }

    /// <summary>Where it writes to, for messages.</summary>
    internal string Place { get; }

    /// <summary>
    /// What is written, in source order: the arguments, the holes of interpolated and joined texts, the values of dictionaries; and whether the elements of
    /// a collection are written there.
    /// </summary>
    internal IReadOnlyList<(IOperation Hole, bool PrintsElements)> Holes => _holes;

    /// <summary>What an operation writes; null when it is not known to write anything.</summary>
    internal static LogSink? From(IOperation operation, CompilationFacts facts) => operation switch
    {
        IInvocationOperation call when LogMethods.PlaceOf(call, facts) is { } place => OfCall(call, place),
        IObjectCreationOperation creation => OfCreation(creation, facts),
        _ => null,
    };

    private static LogSink OfCall(IInvocationOperation call, string place)
    {
        var sink = new LogSink(call, place);
        var printsElements = LogMethods.PrintsElements(call);
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && IsWritten(argument.Parameter))
                sink.AddHoles(argument.Value, printsElements, MaxNesting);
        }

        return sink;
    }

    private static LogSink? OfCreation(IObjectCreationOperation creation, CompilationFacts facts)
    {
        switch (creation.Type)
        {
            case { } status when status.Is("Grpc.Core.Status"):
                return OfParameters(creation, "the detail of a gRPC status", "detail");
            case { } activity when activity.Is("System.Diagnostics.ActivityEvent", "System.Diagnostics.ActivityTagsCollection"):
                var sink = OfParameters(creation, LogMethods.Activity, "name", "list");
                sink.AddHoles(creation, printsElements: false, MaxNesting);
                return sink;
            case { } type when GrpcSymbols.IsA(type, facts.Symbols.Exception):
                return OfParameters(creation, "the message of an exception", "message", "actualValue");
            default:
                return null;
        }
    }

    private static LogSink OfParameters(IObjectCreationOperation creation, string place, params string[] parameters)
    {
        var sink = new LogSink(creation, place);
        foreach (var argument in creation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && System.Array.IndexOf(parameters, argument.Parameter?.Name) >= 0)
                sink.AddHoles(argument.Value, printsElements: false, MaxNesting);
        }

        return sink;
    }

    /// <summary>
    /// The logger, the exception and the level are no part of what is written; nor is what an attribute of a data class says is to
    /// be redacted.
    /// </summary>
    private static bool IsWritten(IParameterSymbol? parameter)
    {
        if (parameter is null)
            return true;

        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass.DerivesFrom("Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute"))
                return false;
        }

        return parameter.Type.TypeKind != TypeKind.Delegate
            && !NotWritten.Contains(parameter.Type);
    }

    private void AddHoles(IOperation value, bool printsElements, int nesting)
    {
        if (nesting == 0)
            return;

        value = Conversions.BuiltInInside(value);
        switch (value)
        {
            case { ConstantValue.HasValue: true }:
                break;
            case IArrayCreationOperation { Initializer: { } elements }:
                AddAll(elements.ElementValues, printsElements, nesting);
                break;
            case { Syntax: CollectionExpressionSyntax } and not ILiteralOperation:
            case var given when Arguments.IsParamsCollection(given):
                AddAll(value.ChildOperations, printsElements, nesting);
                break;
            case IAnonymousObjectCreationOperation anonymous:
                AddAll(anonymous.Initializers, printsElements: false, nesting);
                break;
            case ITupleOperation tuple:
                AddAll(tuple.Elements, printsElements: false, nesting);
                break;
            case IObjectCreationOperation { Initializer: { } initializer } creation when !IsMetadata(creation):
                AddAll(initializer.Initializers, printsElements: false, nesting);
                break;
            case IObjectCreationOperation { Arguments: { Length: 2 } pair } when value.Type.Is("System.Collections.Generic.KeyValuePair"):
                AddHoles(pair.At(1), printsElements: false, nesting - 1);
                break;
            case ISimpleAssignmentOperation assignment:
                AddHoles(assignment.Value, printsElements, nesting);
                break;
            case IInvocationOperation { TargetMethod.Name: "Add", IsImplicit: true, Arguments: { Length: > 0 } added }:
                AddHoles(added.Last(), printsElements: false, nesting - 1);
                break;
            case IInvocationOperation
            {
                TargetMethod:
                {
                    IsStatic: true, ContainingType.SpecialType: SpecialType.System_String,
                    Name: "Concat" or "Format"
                }
            } call:
                foreach (var operand in FoldedCalls.OperandsOf(call))
                    AddHoles(operand, printsElements: false, nesting - 1);
                break;
            default:
                if (UnmaskedValue.TermsOf(value) is { } terms)
                    AddAll(terms, printsElements: false, nesting);
                else
                    _holes.Add((value, printsElements));
                break;
        }
    }

    private void AddAll(IEnumerable<IOperation> values, bool printsElements, int nesting)
    {
        foreach (var value in values)
            AddHoles(value, printsElements, nesting - 1);
    }

    /// <summary>Metadata is one value; a dictionary of a log scope is many.</summary>
    private static bool IsMetadata(IObjectCreationOperation creation) => creation.Type.Is("Grpc.Core.Metadata");
}

using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;

/// <summary>Why the value of a metadata entry cannot be sent, or is sent as something else.</summary>
internal enum ValueFault
{
    /// <summary>A constant with a line break or a NUL.</summary>
    LineBreak,

    /// <summary>A constant with a character that is not ASCII.</summary>
    NotAscii,

    /// <summary>The text of a file, which mostly ends with a line break.</summary>
    UntrimmedFile,

    /// <summary>An object without a text of its own: a task that is not awaited, most often.</summary>
    TypeName,

    /// <summary>The same for a task whose result is the text of a file.</summary>
    TypeNameOfFile,
}

/// <summary>The term of a value that is at fault. The terms are what is put together: by interpolation, with <c>+</c>, or the value alone.</summary>
internal sealed class BrokenValue
{
    private const int MaxDepth = 6;

    private BrokenValue(ValueFault fault, IOperation term)
    {
        Fault = fault;
        Term = term;
    }

    internal ValueFault Fault { get; }

    /// <summary>The expression as it stands in the text.</summary>
    internal IOperation Term { get; }

    /// <summary>The first fault of a value; null when it has none, or when that is not known.</summary>
    internal static BrokenValue? Of(HeaderWrite entry, CredentialQuery query) => In(new TracedValue(entry.Value), query, depth: 0);

    private static BrokenValue? In(TracedValue term, CredentialQuery query, int depth)
    {
        if (depth >= MaxDepth)
            return null;

        var inner = Conversions.BuiltInInside(term.Operation);
        if (inner.Type is { } type && (PrintedText.IsTypeName(type) || (PrintedText.IsOfResult(type) && !IsComplete(inner, query))))
            return new BrokenValue(GivesFile(term, query) ? ValueFault.TypeNameOfFile : ValueFault.TypeName, inner);

        foreach (var origin in query.Origins.Trace(term))
        {
            if (OfOrigin(origin, term.Operation, query, depth) is { } found)
                return found;
        }

        return null;
    }

    private static BrokenValue? OfOrigin(Origin origin, IOperation term, CredentialQuery query, int depth)
    {
        switch (origin.Operation)
        {
            case { ConstantValue: { HasValue: true, Value: string text } }:
                return FaultOf(text) is { } fault ? new BrokenValue(fault, term) : null;
            case IInterpolatedStringOperation interpolated:
                return InTerms(JoinedTerms.Of(interpolated).ConvertAll(origin.Value.With), query, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } addition:
                return InTerms(JoinedTerms.Of(addition).ConvertAll(origin.Value.With), query, depth);
            case IInvocationOperation { TargetMethod: { Name: "Concat" or "Format", ContainingType.SpecialType: SpecialType.System_String } } joining:
                return InTerms(WrittenElements.OfArguments(joining, 0, origin, query.Origins, query.Texts, query.Facts.Bodies), query, depth);
            case IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String } } joining:
                return InJoined(joining, origin, query, depth);
            case IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.Length: 0 }, Instance: { } printed }
                when printed.Type.IsTask() && !(PrintedText.IsOfResult(printed.Type) && IsComplete(printed, query)):
                return new BrokenValue(ValueFault.TypeName, printed);
            case IInvocationOperation { TargetMethod: var method } read when ReadsWholeFile(method) && !IsOfCluster(read, query):
                return new BrokenValue(ValueFault.UntrimmedFile, term);
            default:
                return null;
        }
    }

    private static BrokenValue? InTerms(List<TracedValue>? terms, CredentialQuery query, int depth)
    {
        foreach (var term in terms ?? new List<TracedValue>())
        {
            if (In(term, query, depth + 1) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The joined values, and what stands between them if there are two.</summary>
    private static BrokenValue? InJoined(IInvocationOperation join, Origin origin, CredentialQuery query, int depth)
    {
        var values = WrittenElements.OfArguments(join, 1, origin, query.Origins, query.Texts, query.Facts.Bodies);
        return InTerms(values, query, depth)
            ?? (values?.Count(static value => value.Operation.Syntax is not SpreadElementSyntax) > 1
                ? In(origin.Value.With(join.Arguments.At(0)), query, depth + 1)
                : null);
    }

    /// <summary>Whether a <c>ValueTask</c> is made of its result: its text is that of the result.</summary>
    private static bool IsComplete(IOperation task, CredentialQuery query)
    {
        if (task is ILocalReferenceOperation { Local: var local })
        {
            var writes = query.Facts.Bodies.FactsOf(task).WritesTo(local);
            return writes.Count > 0 && writes.TrueForAll(write => write.Value is { } value && IsMadeOfResult(Conversions.BuiltInInside(value)));
        }

        return IsMadeOfResult(task);
    }

    private static bool IsMadeOfResult(IOperation task) => task switch
    {
        IObjectCreationOperation { Arguments: { Length: 1 } arguments } => !arguments.At(0).Type.IsTask(),
        IInvocationOperation { TargetMethod.Name: "FromResult" } => true,
        _ => false,
    };

    private static ValueFault? FaultOf(string text)
    {
        ValueFault? fault = null;
        foreach (var c in text)
        {
            if (c is '\r' or '\n' or '\0')
                return ValueFault.LineBreak;

            if (c > '\x7f')
                fault = ValueFault.NotAscii;
        }

        return fault;
    }

    private static bool ReadsWholeFile(IMethodSymbol method) => method.Name switch
    {
        "ReadAllText" or "ReadAllTextAsync" => method.ContainingType.Is("System.IO.File"),
        "ReadToEnd" or "ReadToEndAsync" => method.ContainingType.Is("System.IO.StreamReader"),
        _ => false,
    };

    private static bool GivesFile(TracedValue term, CredentialQuery query) =>
        query.Origins.Trace(term).Any(static origin => origin.Operation is IInvocationOperation { TargetMethod: var method } && ReadsWholeFile(method));

    /// <summary>Kubernetes writes the token of a service account without a line break.</summary>
    private static bool IsOfCluster(IInvocationOperation read, CredentialQuery query) =>
        read.Arguments.Length > 0
        && query.Texts.Alternatives(new TracedValue(read.Arguments.At(0))).Any(static path => path.Prefix.Contains("/secrets/kubernetes.io/"));
}

using System;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>
/// Metadata whose every entry is written with its value: by a message template, a join, a projection or a loop. Code that looks at
/// the keys first chooses what it writes and is not reported. <c>Metadata.ToString</c> is only a type name.
/// </summary>
internal static class PrintedHeaders
{
    /// <summary>The credential that is among the entries that a value prints; null when it prints none or none is known to be a credential.</summary>
    internal static LoggedCredential? In(TracedValue value, bool printsElements, CredentialQuery query)
    {
        switch (value.Operation)
        {
            case { Type: { } type } when printsElements && GrpcSymbols.Is(type, query.Symbols.Metadata):
                return HeldBy(value, query);
            case IInvocationOperation
            {
                TargetMethod: { IsStatic: true, ContainingType.SpecialType: SpecialType.System_String, Name: "Join" or "Concat" },
                Arguments: { Length: > 0 } joined
            }:
                return OfElements(value.With(joined.Last()), query);
            case IInvocationOperation
            {
                TargetMethod: { Name: "Serialize" or "SerializeObject", ContainingType: var serializer },
                Arguments: { Length: > 0 } serialized
            } when serializer.Is("System.Text.Json.JsonSerializer", "Newtonsoft.Json.JsonConvert"):
                return OfElements(value.With(serialized.At(0)), query);
            case IInvocationOperation projection when printsElements && projection.TargetMethod.ContainingType.Is("System.Linq.Enumerable"):
                return OfElements(value.With(projection), query);
            case ILocalReferenceOperation { Type: { } type } when GrpcSymbols.Is(type, query.Symbols.MetadataEntry):
                return OfLoop(value, query);
            default:
                return null;
        }
    }

    /// <summary>Whether an expression asks for the key of an entry.</summary>
    internal static bool LooksAtKey(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is IPropertyReferenceOperation { Property.Name: "Key" })
                return true;
        }

        return false;
    }

    private static LoggedCredential? OfElements(TracedValue value, CredentialQuery query)
    {
        if (!query.Budget.TryStep())
            return null;

        switch (value.Operation)
        {
            case { Type: { } type } when GrpcSymbols.Is(type, query.Symbols.Metadata):
                return HeldBy(value, query);
            case IConversionOperation { OperatorMethod: null } conversion:
                return OfElements(value.With(conversion.Operand), query);
            case IConditionalAccessOperation access:
                return OfElements(value.With(access.WhenNotNull), query);
            case IInvocationOperation
            {
                TargetMethod: { ContainingType: var type, Name: "Select" or "ToDictionary" },
                Arguments: { Length: > 1 } arguments
            } when type.Is("System.Linq.Enumerable"):
                return PrintsValue(arguments.Last(), query) ? OfElements(value.With(arguments.At(0)), query) : null;
            case IInvocationOperation
            {
                TargetMethod: { ContainingType: var type, Name: "ToList" or "ToArray" or "AsEnumerable" or "OrderBy" or "Cast" },
                Arguments: { Length: > 0 } arguments
            } when type.Is("System.Linq.Enumerable"):
                return OfElements(value.With(arguments.At(0)), query);
            default:
                return null;
        }
    }

    /// <summary>Whether a lambda over entries gives their values, whatever their keys are.</summary>
    private static bool PrintsValue(IOperation function, CredentialQuery query)
    {
        if (query.Facts.Bodies.FunctionGivenBy(function) is not IAnonymousFunctionOperation { Symbol.Parameters: { Length: > 0 } parameters } lambda
            || query.Facts.Bodies.ReturnsOf(lambda) is not { Count: 1 } returned)
            return false;

        return Shows(returned[0], parameters[0], query);
    }

    private static bool Shows(IOperation value, IParameterSymbol entry, CredentialQuery query)
    {
        switch (Conversions.BuiltInInside(value))
        {
            case IParameterReferenceOperation reference:
                return SymbolEqualityComparer.Default.Equals(reference.Parameter, entry);
            case IPropertyReferenceOperation { Property.Name: "Value", Instance: IParameterReferenceOperation reference }:
                return SymbolEqualityComparer.Default.Equals(reference.Parameter, entry);
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                return !LooksAtKey(conditional.Condition) && (Shows(conditional.WhenTrue, entry, query) || Shows(otherwise, entry, query));
            case IAnonymousObjectCreationOperation anonymous:
                foreach (var member in anonymous.Initializers)
                {
                    if (member is ISimpleAssignmentOperation assignment && Shows(assignment.Value, entry, query))
                        return true;
                }

                return false;
            default:
                foreach (var part in UnmaskedValue.PartsOf(value) ?? Array.Empty<IOperation>())
                {
                    if (Shows(part, entry, query))
                        return true;
                }

                return false;
        }
    }

    /// <summary>The entry that the variable of a loop over metadata is, where the loop does not look at keys.</summary>
    private static LoggedCredential? OfLoop(TracedValue entry, CredentialQuery query)
    {
        if (entry.Operation is not ILocalReferenceOperation { Local: var local })
            return null;

        var facts = query.Facts.Bodies.FactsOf(entry.Operation);
        if (facts.WritesTo(local) is not { Count: 1 } writes || writes[0].ElementOf is not { } collection)
            return null;

        foreach (var mention in facts.ReferencesTo(local))
        {
            if (!IsWritten(mention, query))
                return null;
        }

        return OfElements(entry.With(collection), query);
    }

    /// <summary>Whether a mention of an entry is part of the written text, or tests whether it is binary.</summary>
    private static bool IsWritten(IOperation mention, CredentialQuery query) =>
        mention.Parent is IPropertyReferenceOperation { Property.Name: "IsBinary" } || (query.Until is { } sink && EnclosingFunction.IsInside(mention, sink));

    private static LoggedCredential? HeldBy(TracedValue metadata, CredentialQuery query)
    {
        var operation = metadata.Operation;
        while (OriginTracer.PassedOn(operation) is { } passedOn)
            operation = passedOn;

        switch (operation)
        {
            case IPropertyReferenceOperation { Property: { Name: "RequestHeaders", ContainingType: var type } } when type.Is("Grpc.Core.ServerCallContext"):
                return AuthenticationSetup.IsExpected(query.Facts, query.Options)
                    ? new LoggedCredential("Every request header, including 'authorization',", operation)
                    : null;
            case ILocalReferenceOperation local:
                return OfVariable(local.Local, metadata.With(operation), query);
            case IParameterReferenceOperation parameter:
                return OfVariable(parameter.Parameter, metadata.With(operation), query);
            default:
                return OfOrigins(metadata.With(operation), query);
        }
    }

    private static LoggedCredential? OfVariable(ISymbol variable, TracedValue reference, CredentialQuery query)
    {
        var facts = query.Facts.Bodies.FactsOf(reference.Operation);
        LoggedCredential? added = null;
        foreach (var mention in facts.ReferencesTo(variable))
        {
            if (mention.Parent is not IInvocationOperation call || call.Instance != mention)
                continue;

            if (call.TargetMethod.Name is "Remove" or "RemoveAt" or "Clear")
                return null;

            if (mention.Syntax.SpanStart < reference.Operation.Syntax.SpanStart
                && HeaderWrite.IntoMetadata(call, query.Facts)?.CredentialIn(query) is { } credential)
                added ??= Holding(credential.Header, call);
        }

        if (added is not null)
            return added;

        return facts.WritesTo(variable) is { Count: 1 } writes && writes[0].Value is { } written && PropertyOf(written) is { } property
            ? HeldBy(reference.With(property), query)
            : OfOrigins(reference, query);
    }

    private static IOperation? PropertyOf(IOperation written)
    {
        while (OriginTracer.PassedOn(written) is { } passedOn)
            written = passedOn;

        return written as IPropertyReferenceOperation;
    }

    /// <summary>Metadata that is made in one place that is seen, with what is put into it there and later, as long as nothing is taken out.</summary>
    private static LoggedCredential? OfOrigins(TracedValue metadata, CredentialQuery query)
    {
        if (query.Origins.Trace(metadata) is not { Length: 1 } origins || origins[0] is not { IsSeen: true, Operation: IObjectCreationOperation } origin)
            return null;

        var touches = query.TouchesOf(origin);
        foreach (var touch in touches)
        {
            if (touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Remove" or "RemoveAt" or "Clear" })
                return null;
        }

        foreach (var credential in HeadersLayer.CredentialsIn(query, touches))
            return Holding(credential.Header, origin.Operation);

        return null;
    }

    private static LoggedCredential Holding(string header, IOperation source) => new($"Metadata with '{header}'", source);
}

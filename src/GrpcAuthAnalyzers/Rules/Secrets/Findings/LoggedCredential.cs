using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>
/// A credential that a written expression shows in whole. It is known by what is done with the same variable (it is sent under a
/// credential header), or by where it comes from (a header, a token provider, a secret setting). A name alone is no evidence.
/// </summary>
internal sealed class LoggedCredential
{
    private const int MaxNesting = 20;

    private static readonly string[] Masks = { "*", "redact", "hidden", "mask", "xxx", "•", "█", "..." };

    private static readonly string[] MaskingMethods =
        { "mask", "redact", "obfuscat", "sanitiz", "sanitis", "anonymi", "censor", "truncat", "shorten", "preview", "hash", "fingerprint", "encrypt",
            "protect", "scrub", "hide", "safe", "digest" };

    internal LoggedCredential(string name, IOperation source)
    {
        Name = name;
        Source = source;
    }

    /// <summary>What is written, as the beginning of a message; never any part of the value.</summary>
    internal string Name { get; }

    /// <summary>The place that obtains or sends it.</summary>
    internal IOperation Source { get; }

    /// <summary>The credential that an expression shows; null when it is not sure to show one.</summary>
    /// <param name="hole">The expression.</param>
    /// <param name="printsElements">Whether the elements of a collection are shown.</param>
    /// <param name="query">A new question, until the call that writes.</param>
    internal static LoggedCredential? In(IOperation hole, bool printsElements, CredentialQuery query) =>
        ShowsTask(hole) ? null : Of(new TracedValue(hole), printsElements, query, MaxNesting);

    private static LoggedCredential? Of(TracedValue value, bool printsElements, CredentialQuery query, int nesting)
    {
        var operation = value.Operation;
        if (nesting == 0 || !query.Budget.TryStep() || operation.ConstantValue.HasValue || !MayHoldText(operation.Type)
            || (operation is IConversionOperation && !operation.Type.IsTask() && ShowsTask(operation)))
            return null;

        if (ObtainedCredential.Of(value, query) is { } obtained)
            return obtained;

        if (PrintedHeaders.In(value, printsElements, query) is { } printed)
            return printed;

        if (OriginTracer.PassedOn(operation) is { } passedOn)
            return Of(value.With(passedOn), printsElements, query, nesting - 1);

        switch (operation)
        {
            case ICoalesceOperation coalesce:
                return All(new[] { coalesce.Value, coalesce.WhenNull }, value, query, nesting);
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                return PrintedHeaders.LooksAtKey(conditional.Condition) ? null : All(new[] { conditional.WhenTrue, otherwise }, value, query, nesting);
            case ISwitchExpressionOperation @switch:
                return PrintedHeaders.LooksAtKey(@switch.Value) ? null : All(@switch.Arms.Select(static a => a.Value), value, query, nesting);
            case ILocalReferenceOperation local:
                return SentCredential.Of(local.Local, value, query) ?? OfVariable(local.Local, value, query, nesting);
            case IParameterReferenceOperation parameter:
                return SentCredential.Of(parameter.Parameter, value, query) ?? OfParameter(parameter.Parameter, value, query, nesting);
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: false } field:
                return SentCredential.OfMember(field.Field, query) ?? OfMember(field.Field, query, nesting);
            case IPropertyReferenceOperation { Property: { IsIndexer: false } property } reference when query.Facts.Bodies.IsSeen(property):
                return SentCredential.OfMember(property, query) ?? OfProperty(property, reference, value, query, nesting);
            case IInvocationOperation call when UnmaskedValue.PartsOf(call) is null:
                return BuiltText.OfBuilder(call, query.Facts.Bodies) is { } pieces
                    ? Any(pieces.ConvertAll(static piece => piece.Value), value, query, nesting)
                    : Entered(call.TargetMethod, new CallFrame(call.TargetMethod, call.Arguments, value.Frame), value, query, nesting);
            default:
                return UnmaskedValue.PartsOf(operation) is { } parts ? Any(parts, value, query, nesting) : null;
        }
    }

    /// <summary>A text shows a credential when one of its parts does.</summary>
    private static LoggedCredential? Any(IEnumerable<IOperation> parts, TracedValue value, CredentialQuery query, int nesting)
    {
        foreach (var part in parts)
        {
            if (!ShowsTask(part) && Of(value.With(part), printsElements: false, query, nesting - 1) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Whether a task is shown, and not its result: the name of its type.</summary>
    private static bool ShowsTask(IOperation shown) =>
        Conversions.BuiltInInside(shown).Type is { } type && type.IsTask() && PrintedText.IsTypeName(type);

    /// <summary>
    /// A choice shows a credential when every alternative does, besides those that are nothing or a word for nothing. One that is a
    /// mask, or unknown, means that the code is careful.
    /// </summary>
    private static LoggedCredential? All(IEnumerable<IOperation> alternatives, TracedValue value, CredentialQuery query, int nesting)
    {
        LoggedCredential? found = null;
        foreach (var alternative in alternatives)
        {
            if (IsNothing(alternative))
                continue;

            if (Of(value.With(alternative), printsElements: false, query, nesting - 1) is not { } next)
                return null;

            found ??= next;
        }

        return found;
    }

    private static bool IsNothing(IOperation operation)
    {
        return NullTests.IsNull(operation) || Conversions.BuiltInInside(operation) switch
        {
            IThrowOperation => true,
            IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } => true,
            { ConstantValue: { HasValue: true, Value: string text } } =>
                Array.TrueForAll(Masks, mask => text.IndexOf(mask, StringComparison.OrdinalIgnoreCase) < 0),
            { ConstantValue.HasValue: true } => true,
            _ => false,
        };
    }

    private static LoggedCredential? OfVariable(ILocalSymbol local, TracedValue value, CredentialQuery query, int nesting)
    {
        var reference = (ILocalReferenceOperation)value.Operation;
        if (BuiltText.AppendsTo(reference, query.Facts.Bodies) is { } appended)
            return Any(appended.ConvertAll(static piece => piece.Value), value, query, nesting);

        var writes = query.Facts.Bodies.FactsOf(reference).WritesTo(local);
        if (writes.Count == 0)
            return PatternInput.Of(local, query.Facts.Bodies) is { } matched ? Of(value.With(matched), printsElements: false, query, nesting - 1) : null;

        LoggedCredential? found = null;
        foreach (var write in writes)
        {
            if (!ExecutionOrder.MayPrecede(write.Site, reference) || (write.Value is { } nothing && IsNothing(nothing)))
                continue;

            var next = (write.Value ?? ParsedBy(write.Site)) is { } written
                ? Of(value.With(written), printsElements: false, query, nesting - 1)
                : ObtainedCredential.OfOut(write.Site, value, query);
            if (next is null)
                return null;

            found ??= next;
        }

        return found;
    }

    /// <summary>The text that <c>AuthenticationHeaderValue.TryParse(text, out variable)</c> reads; null for other writes.</summary>
    private static IOperation? ParsedBy(IOperation write) =>
        write is IArgumentOperation
        {
            Parent: IInvocationOperation
            {
                TargetMethod: { Name: "TryParse", ContainingType: var type },
                Arguments: { Length: 2 } arguments
            }
        }
        && type.Is("System.Net.Http.Headers.AuthenticationHeaderValue")
            ? arguments.At(0)
            : null;

    private static LoggedCredential? OfParameter(IParameterSymbol parameter, TracedValue value, CredentialQuery query, int nesting)
    {
        if (query.Facts.Bodies.FactsOf(value.Operation).WritesTo(parameter).Count > 0)
            return null;

        for (var frame = value.Frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method, parameter.ContainingSymbol?.OriginalDefinition))
                return frame.ArgumentOf(parameter) is { } argument ? Of(argument, printsElements: false, query, nesting - 1) : null;
        }

        LoggedCredential? found = null;
        foreach (var argument in Callers.ArgumentsOf(parameter, value, query.Facts.Bodies) ?? new List<TracedValue>())
        {
            if (IsNothing(argument.Operation))
                continue;

            if (Of(argument, printsElements: false, query, nesting - 1) is not { } next)
                return null;

            found ??= next;
        }

        return found;
    }

    private static LoggedCredential? OfMember(ISymbol member, CredentialQuery query, int nesting)
    {
        LoggedCredential? found = null;
        foreach (var write in query.Facts.Bodies.WritesTo(member).Writes)
        {
            if (write.Value is { } nothing && IsNothing(nothing))
                continue;

            if (write.Value is not { } written || Of(new TracedValue(written), printsElements: false, query, nesting - 1) is not { } next)
                return null;

            found ??= next;
        }

        return found;
    }

    private static LoggedCredential? OfProperty(
        IPropertySymbol property, IPropertyReferenceOperation reference, TracedValue value, CredentialQuery query, int nesting) =>
        OriginTracer.IsAutomatic(property) || property.GetMethod is not { } getter
            ? OfMember(property, query, nesting)
            : Entered(getter, new CallFrame(getter, reference.Arguments, value.Frame), value, query, nesting);

    /// <summary>What a source method or getter returns; null for one that masks by its name, and if one of its results is unknown.</summary>
    private static LoggedCredential? Entered(IMethodSymbol method, CallFrame frame, TracedValue value, CredentialQuery query, int nesting)
    {
        if (IsMasking(method.Name) || IsMasking(method.ContainingType.Name) || query.Facts.Bodies.EnteredBy(method, value.Frame) is not { } function)
            return null;

        LoggedCredential? found = null;
        foreach (var returned in query.Facts.Bodies.ReturnsOf(function))
        {
            if (IsNothing(returned))
                continue;

            if (Of(new TracedValue(returned, frame), printsElements: false, query, nesting - 1) is not { } next)
                return null;

            found ??= next;
        }

        return found;
    }

    private static bool IsMasking(string name) => Array.Exists(MaskingMethods, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Numbers, times and booleans show no credential.</summary>
    private static bool MayHoldText(ITypeSymbol? type) =>
        type is not null
            && (type.SpecialType is SpecialType.None or SpecialType.System_String or SpecialType.System_Object or SpecialType.System_ValueType)
            && type.TypeKind != TypeKind.Enum
            && !type.Is("System.TimeSpan", "System.Threading.CancellationToken");
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static GrpcAuthAnalyzers.Origins.TextAlternatives;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// Follows a string (or a <c>Uri</c>, or bytes made of one) backwards to the constants and holes that it is put together from.
/// Pure functions of the base library are executed where their input is constant. Bytes are texts, too: UTF-8 where they are that.
/// </summary>
internal sealed class TextTracer
{
    private const int MaxDepth = 12;

    private readonly OriginTracer _origins;
    private readonly MemberBodies _bodies;

    internal TextTracer(OriginTracer origins, MemberBodies bodies)
    {
        _origins = origins;
        _bodies = bodies;
    }

    /// <summary>The texts that a value may have, at most eight; one hole when nothing is known.</summary>
    internal ImmutableArray<TracedText> Alternatives(TracedValue value) => Evaluate(value, ImmutableStack<Alias>.Empty, depth: 0);

    /// <summary>The one constant that a value has in every case, or null.</summary>
    internal string? ConstantOf(TracedValue value)
    {
        string? constant = null;
        foreach (var text in Alternatives(value))
        {
            if (text.Constant is not { } next || (constant is not null && constant != next))
                return null;

            constant = next;
        }

        return constant;
    }

    /// <summary>The texts of a value that another text is made of.</summary>
    internal ImmutableArray<TracedText> At(TracedValue value, Origin whole, int depth) => Evaluate(value, whole.Aliases, depth + 1);

    private ImmutableArray<TracedText> Evaluate(TracedValue value, ImmutableStack<Alias> aliases, int depth)
    {
        if (value.Operation is ILiteralOperation { ConstantValue: { HasValue: true, Value: { } literal } })
            return Known(TextOf(literal), new Origin(value, aliases));

        var texts = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var origin in _origins.Trace(value, aliases))
        {
            foreach (var text in EvaluateOrigin(origin, depth))
                AddBounded(texts, text, origin);
        }

        return texts.ToImmutable();
    }

    private ImmutableArray<TracedText> EvaluateOrigin(Origin origin, int depth)
    {
        if (depth >= MaxDepth)
            return Hole(origin);

        if (!origin.IsSeen)
        {
            if (origin.Unseen != UnseenReason.Local || origin.Operation is not ILocalReferenceOperation local)
                return Hole(origin);

            if (BuiltUri.CreatedFrom(local, _bodies.FactsOf(local).WritesTo(local.Local)) is { } parsed)
                return At(origin.Value.With(parsed), origin, depth);

            return BuiltText.AppendsTo(local, _bodies) is { } appends
                ? BuiltSteps.TextsOf(appends, appends[0].Site, local, origin, value => At(value, origin, depth))
                : Any(origin, WrittenElements.GivenTo(local, origin, _origins, this, _bodies), depth);
        }

        if (BuiltUri.BuilderOf(origin.Operation) is { } builder)
            return EvaluateUri(origin, builder, depth);

        if (BuiltUri.WholeOf(origin.Operation) is { } whole)
            return At(origin.Value.With(whole), origin, depth);

        switch (origin.Operation)
        {
            case var read when BuiltUri.PartOf(read) is { } part:
                return Apply(origin, part.Part, new List<IOperation> { part.Uri }, depth);
            case INameOfOperation:
                return Hole(origin);
            case IInterpolatedStringOperation interpolated:
                return Concatenate(origin, JoinedTerms.Of(interpolated), depth);
            case IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation interpolated }:
                return Concatenate(origin, JoinedTerms.Of(interpolated), depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } addition:
                return Concatenate(origin, JoinedTerms.Of(addition), depth);
            case IFieldReferenceOperation { Field: { HasConstantValue: true, ContainingType.TypeKind: TypeKind.Enum, Name: { } name } }:
                return Known(name, origin);
            case { ConstantValue: { HasValue: true, Value: { } constant } }:
                return Known(TextOf(constant), origin);
            case IFieldReferenceOperation { Field: var field } when BuiltUri.FieldText(field) is { } text:
                return Known(text, origin);
            case IUtf8StringOperation utf8:
                return Known(utf8.Value, origin);
            case IObjectCreationOperation creation:
                return EvaluateCreation(origin, creation, depth);
            case IInvocationOperation invocation:
                return EvaluateCall(origin, invocation, depth);
            case IArrayCreationOperation { Initializer: { } initializer } array:
                return EvaluateArray(origin, array, initializer, depth);
            case IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType.SpecialType: SpecialType.System_String }, Instance: { } sliced }:
                return Changed(At(origin.Value.With(sliced), origin, depth));
            case IImplicitIndexerReferenceOperation { Instance: { Type.SpecialType: SpecialType.System_String } sliced }:
                return Changed(At(origin.Value.With(sliced), origin, depth));
            default:
                return WrittenElements.IsRead(origin.Operation) ? Any(origin, WrittenElements.ReadBy(origin, _origins, this, _bodies), depth) : Hole(origin);
        }
    }

    private ImmutableArray<TracedText> EvaluateCreation(Origin origin, IObjectCreationOperation creation, int depth)
    {
        var arguments = creation.Arguments;
        switch (creation.Type)
        {
            case not null when BuiltUri.OfRelative(origin, creation, value => At(value, origin, depth)) is { } relative:
                return relative;
            case { } uri when arguments.Length > 0 && uri.Is("System.Uri"):
            case { } guid when arguments.Length == 1 && guid.Is("System.Guid"):
            case { SpecialType: SpecialType.System_String } when arguments.Length is 1 or 3:
                return Evaluate(origin.Value.With(arguments.At(0)), origin.Aliases, depth + 1);
            case { SpecialType: SpecialType.System_String } when arguments.Length == 2:
                return Apply(origin, TextFunctions.Repeat, new List<IOperation> { arguments.At(0), arguments.At(1) }, depth);
            default:
                return WrittenElements.Of(origin, this, key: null) is { } elements ? Any(origin, elements, depth) : Hole(origin);
        }
    }

    private ImmutableArray<TracedText> EvaluateUri(Origin read, IOperation builder, int depth)
    {
        var texts = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var made in _origins.Trace(read.Value.With(builder), read.Aliases))
        {
            var uses = made.IsSeen ? ObjectUses.Of(made, read.Operation, _bodies, _origins.Budget) : null;
            if (uses is null || BuiltUri.Of(read, made, uses, value => At(value, made, depth)) is not { } next)
                return Hole(read);

            foreach (var text in next)
                AddBounded(texts, text, read);
        }

        return texts.ToImmutable();
    }

    private ImmutableArray<TracedText> EvaluateCall(Origin origin, IInvocationOperation call, int depth)
    {
        if (FoldedCalls.PassedOn(call) is { } passedOn)
            return Evaluate(origin.Value.With(passedOn), origin.Aliases, depth + 1);

        if (FoldedCalls.FunctionOf(call) is { } function)
            return Apply(origin, function, FoldedCalls.OperandsOf(call), depth);

        if (BuiltText.OfBuilder(call, _bodies) is { } appends)
            return BuiltSteps.TextsOf(appends, first: null, call, origin, value => At(value, origin, depth));

        var method = call.TargetMethod;
        var isOfString = method is { IsStatic: true, ContainingType.SpecialType: SpecialType.System_String };
        switch (method.Name)
        {
            case "Concat" when isOfString:
                return ConcatenateValues(origin, WrittenElements.OfArguments(call, 0, origin, _origins, this, _bodies), depth);
            case "Join" when isOfString:
            case "AppendJoin" when BuiltText.IsBuilder(method.ContainingType):
                return Join(origin, call, depth);
            case "Format" when isOfString:
            case "AppendFormat" when BuiltText.IsBuilder(method.ContainingType):
                return Format(origin, call, depth);
        }

        // configuration.GetValue("Token", "..."): the setting, or what stands for it where there is none.
        if (method is { Name: "GetValue", Parameters: { Length: > 1 } parameters }
            && method.ContainingType.Is("Microsoft.Extensions.Configuration.ConfigurationBinder")
            && parameters[parameters.Length - 1].Name == "defaultValue")
            return Any(
                origin, call.Arguments.Where(static a => a.Parameter?.Name == "defaultValue").Select(a => origin.Value.With(a.Value)).ToList(),
                depth).Add(HoleText(origin));

        if (WrittenElements.IsRead(call))
            return Any(origin, WrittenElements.ReadBy(origin, _origins, this, _bodies), depth);

        return FoldedCalls.IsPure(call)
            ? Apply(origin, TextFunctions.First, FoldedCalls.OperandsOf(call).FindAll(static o => !FoldedCalls.IsFunction(o)), depth)
            : Hole(origin);
    }

    /// <summary>Bytes and characters are one text, other elements are alternatives.</summary>
    private ImmutableArray<TracedText> EvaluateArray(Origin origin, IArrayCreationOperation array, IArrayInitializerOperation initializer, int depth)
    {
        if (array.Type is not IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char })
            return Any(origin, WrittenElements.Of(origin, this, key: null), depth);

        return JoinedTerms.CharactersOf(initializer, MaxParts) is { } characters
            ? Known(characters, origin)
            : Concatenate(origin, new List<IOperation>(initializer.ElementValues), depth);
    }

    /// <summary>The result of a pure function: executed where every operand is constant, else the holes of the operands.</summary>
    private ImmutableArray<TracedText> Apply(Origin origin, Func<IReadOnlyList<string>, string?> function, List<IOperation> operands, int depth)
    {
        var inputs = new List<List<TracedText>> { new() };
        foreach (var operand in operands)
            inputs = Longer(inputs, At(origin.Value.With(operand), origin, depth), origin);

        var results = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var input in inputs)
            results.Add(FoldedCalls.Run(function, input) ?? HoleText(origin));

        return results.Count == 0 ? Hole(origin) : results.ToImmutable();
    }

    private ImmutableArray<TracedText> Any(Origin origin, List<TracedValue>? values, int depth)
    {
        if (values is null || values.Count == 0)
            return Hole(origin);

        var texts = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var value in values)
        {
            foreach (var text in Evaluate(value, origin.Aliases, depth + 1))
                AddBounded(texts, text, origin);
        }

        return texts.ToImmutable();
    }

    private ImmutableArray<TracedText> Join(Origin origin, IInvocationOperation call, int depth)
    {
        if (WrittenElements.OfArguments(call, 1, origin, _origins, this, _bodies) is not { } items)
            return Hole(origin);

        var separator = origin.Value.With(call.Arguments.At(0));
        var operands = new List<TracedValue>();
        foreach (var item in items)
        {
            if (operands.Count > 0)
                operands.Add(separator);

            operands.Add(item);
        }

        return ConcatenateValues(origin, operands, depth);
    }

    private ImmutableArray<TracedText> Format(Origin origin, IInvocationOperation call, int depth)
    {
        var first = call.TargetMethod.Parameters[0].Type.SpecialType == SpecialType.System_String ? 0 : 1;
        if (call.Arguments.Length <= first
            || WrittenElements.OfArguments(call, first + 1, origin, _origins, this, _bodies) is not { } items
            || Evaluate(origin.Value.With(call.Arguments.At(first)), origin.Aliases, depth + 1) is not { Length: 1 } formats
            || formats[0].Constant is not { } format)
            return Hole(origin);

        var texts = new List<JoinedText?> { null };
        foreach (var (literal, index) in CompositeFormat.Parse(format))
        {
            if (literal is not null)
                texts = Product(texts, Known(literal, formats[0].Parts[0].Source), origin);
            else if (index < items.Count)
                texts = Product(texts, Evaluate(items[index], origin.Aliases, depth + 1), origin);
            else
                return Hole(origin);
        }

        return Whole(texts, origin);
    }

    private ImmutableArray<TracedText> Concatenate(Origin origin, List<IOperation> operands, int depth)
    {
        var values = new List<TracedValue>(operands.Count);
        foreach (var operand in operands)
            values.Add(origin.Value.With(operand));

        return ConcatenateValues(origin, values, depth);
    }

    private ImmutableArray<TracedText> ConcatenateValues(Origin origin, List<TracedValue>? operands, int depth)
    {
        if (operands is null)
            return Hole(origin);

        var texts = new List<JoinedText?> { null };
        foreach (var operand in operands)
            texts = Product(texts, Evaluate(operand, origin.Aliases, depth + 1), origin);

        return Whole(texts, origin);
    }
}

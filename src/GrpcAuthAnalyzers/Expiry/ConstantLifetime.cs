using System;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>A time that the code itself writes: a constant number of seconds, minutes or hours, or the present and such a time.</summary>
internal static class ConstantLifetime
{
    private const int MaxDepth = 12;

    /// <summary>
    /// The seconds from the present to a moment, if each part of them is constant: <c>UtcNow.AddMinutes(55)</c>, <c>now + Lifetime - Margin</c>. Null for other
    /// moments, and for the present itself.
    /// </summary>
    internal static double? UntilMoment(IOperation moment, ClockValueReader reader, CredentialQuery query) =>
        reader.Read(moment) is { IsClock: true, HasMargin: true } ? Moment(moment, reader, query, MaxDepth) : null;

    /// <summary>The seconds of a time span: <c>TimeSpan.FromMinutes(55)</c>, or a field that is only ever that. Null if one part is not constant.</summary>
    internal static double? OfSpan(IOperation span, CredentialQuery query) => Span(span, query, MaxDepth);

    private static double? Moment(IOperation moment, ClockValueReader reader, CredentialQuery query, int depth)
    {
        moment = Conversions.SystemInside(moment);
        if (depth == 0)
            return null;

        switch (moment)
        {
            case IInvocationOperation { Instance: { } instance, Arguments: { Length: 1 } arguments, TargetMethod.Name: var name }
                when name.StartsWith("Add", StringComparison.Ordinal) || name == "Subtract":
                var step = UnitOf(name) is { } unit ? Number(arguments.At(0), query, depth) * unit
                    : name is "Add" or "Subtract" ? Span(arguments.At(0), query, depth - 1) : null;
                return Moment(instance, reader, query, depth - 1) + (name == "Subtract" ? -step : step);
            case IInvocationOperation { Instance: { } converted, Arguments.Length: 0 } when ClockValueReader.IsMoment(converted.Type):
                return Moment(converted, reader, query, depth - 1);
            case IInvocationOperation { Instance: null, Arguments: { Length: 1 } arguments, TargetMethod.Name: "FromDateTime" or "FromDateTimeOffset" }:
                return Moment(arguments.At(0), reader, query, depth - 1);
            case IPropertyReferenceOperation { Instance: { } converted } when ClockValueReader.IsMoment(converted.Type):
                return Moment(converted, reader, query, depth - 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum:
                var right = ClockValueReader.IsNumber(sum.Type) ? SecondsOf(sum, query, depth) : Span(sum.RightOperand, query, depth - 1);
                return Moment(sum.LeftOperand, reader, query, depth - 1) + (sum.OperatorKind == BinaryOperatorKind.Subtract ? -right : right);
            case ILocalReferenceOperation local when WrittenTo(local, query) is { } written:
                return Moment(written, reader, query, depth - 1);
            default:
                return reader.Read(moment) is { IsClock: true, HasMargin: false } ? 0 : null;
        }
    }

    /// <summary>What is added to a Unix time: in the unit that the present is read in.</summary>
    private static double? SecondsOf(IBinaryOperation sum, CredentialQuery query, int depth) =>
        Number(sum.RightOperand, query, depth)
            / (Conversions.SystemInside(sum.LeftOperand) is IInvocationOperation { TargetMethod.Name: "ToUnixTimeMilliseconds" } ? 1000 : 1);

    private static double? Span(IOperation span, CredentialQuery query, int depth)
    {
        span = Conversions.SystemInside(span);
        if (depth == 0)
            return null;

        switch (span)
        {
            case IInvocationOperation { Instance: null, Arguments: { Length: > 0 } arguments, TargetMethod: { Name: var name, ContainingType: var type } }
                when type.Is("System.TimeSpan") && name.StartsWith("From", StringComparison.Ordinal):
                foreach (var argument in arguments)
                {
                    if (argument.Parameter is { Ordinal: > 0 } && argument.ArgumentKind == ArgumentKind.Explicit)
                        return null;
                }

                return Number(arguments.At(0), query, depth) * UnitOf("Add" + name.Substring(4));
            case IObjectCreationOperation { Arguments: { Length: 3 } arguments } made when made.Type.Is("System.TimeSpan"):
                return Number(arguments.At(0), query, depth) * 3600 + Number(arguments.At(1), query, depth) * 60 + Number(arguments.At(2), query, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum:
                var right = Span(sum.RightOperand, query, depth - 1);
                return Span(sum.LeftOperand, query, depth - 1) + (sum.OperatorKind == BinaryOperatorKind.Subtract ? -right : right);
            default:
                return WrittenTo(span, query) is { } written ? Span(written, query, depth - 1) : null;
        }
    }

    private static double? Number(IOperation number, CredentialQuery query, int depth)
    {
        number = Conversions.SystemInside(number);
        if (number.ConstantValue is { HasValue: true, Value: int or long or double or float or uint or short } constant)
            return Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture);

        return depth > 0 && WrittenTo(number, query) is { } written ? Number(written, query, depth - 1) : null;
    }

    /// <summary>The only value of a local, or of a read-only field that nothing but its initializer writes; null for others.</summary>
    private static IOperation? WrittenTo(IOperation variable, CredentialQuery query)
    {
        switch (variable)
        {
            case ILocalReferenceOperation local:
                var writes = query.Facts.Bodies.FactsOf(local).WritesTo(local.Local);
                return writes.Count == 1 ? writes[0].Value : null;
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                var all = query.Facts.Bodies.WritesTo(field);
                return all.IsComplete && all.Writes.Length == 1 && all.Writes[0].Site is IFieldInitializerOperation ? all.Writes[0].Value : null;
            case IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } property }:
                return query.Facts.Bodies.WritesTo(property) is { IsComplete: true, Writes: { Length: 1 } initial } ? initial[0].Value : null;
            default:
                return null;
        }
    }

    /// <summary>The seconds of what a method adds; null for methods that add no fixed time.</summary>
    private static double? UnitOf(string method) => method switch
    {
        "AddSeconds" => 1,
        "AddMinutes" => 60,
        "AddHours" => 3600,
        "AddDays" => 86400,
        "AddMilliseconds" => 0.001,
        _ => null,
    };
}

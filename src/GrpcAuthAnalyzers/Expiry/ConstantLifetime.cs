using System;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>A moment that the code itself writes: the present and a <see cref="ConstantDuration"/>.</summary>
internal static class ConstantLifetime
{
    private const int MaxDepth = 12;

    /// <summary>
    /// The seconds from the present to a moment, if each part of them is constant: <c>UtcNow.AddMinutes(55)</c>, <c>now + Lifetime - Margin</c>. Null for other
    /// moments, and for the present itself.
    /// </summary>
    internal static double? UntilMoment(IOperation moment, ClockValueReader reader, CredentialQuery query) =>
        reader.Read(moment) is { IsClock: true, HasMargin: true } ? Moment(moment, reader, query, MaxDepth) : null;

    /// <summary>The seconds of a time span; null if one part is not constant.</summary>
    internal static double? OfSpan(IOperation span, CredentialQuery query) => ConstantDuration.Of(span, query)?.TotalSeconds;

    private static double? Moment(IOperation moment, ClockValueReader reader, CredentialQuery query, int depth)
    {
        moment = Conversions.SystemInside(moment);
        if (depth == 0)
            return null;

        switch (moment)
        {
            case IInvocationOperation { Instance: { } instance, Arguments: { Length: 1 } arguments, TargetMethod.Name: var name }
                when name.StartsWith("Add", StringComparison.Ordinal) || name == "Subtract":
                var step = UnitOf(name) is { } unit ? ConstantDuration.NumberOf(arguments.At(0), query) * unit
                    : name is "Add" or "Subtract" ? OfSpan(arguments.At(0), query) : null;
                return Moment(instance, reader, query, depth - 1) + (name == "Subtract" ? -step : step);
            case IInvocationOperation { Instance: { } converted, Arguments.Length: 0 } when ClockValueReader.IsMoment(converted.Type):
                return Moment(converted, reader, query, depth - 1);
            case IInvocationOperation { Instance: null, Arguments: { Length: 1 } arguments, TargetMethod.Name: "FromDateTime" or "FromDateTimeOffset" }:
                return Moment(arguments.At(0), reader, query, depth - 1);
            case IPropertyReferenceOperation { Instance: { } converted } when ClockValueReader.IsMoment(converted.Type):
                return Moment(converted, reader, query, depth - 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum:
                var right = ClockValueReader.IsNumber(sum.Type) ? SecondsOf(sum, query) : OfSpan(sum.RightOperand, query);
                return Moment(sum.LeftOperand, reader, query, depth - 1) + (sum.OperatorKind == BinaryOperatorKind.Subtract ? -right : right);
            case ILocalReferenceOperation local when ConstantDuration.WrittenTo(local, query) is { } written:
                return Moment(written, reader, query, depth - 1);
            default:
                return reader.Read(moment) is { IsClock: true, HasMargin: false } ? 0 : null;
        }
    }

    /// <summary>What is added to a Unix time: in the unit that the present is read in.</summary>
    private static double? SecondsOf(IBinaryOperation sum, CredentialQuery query) =>
        ConstantDuration.NumberOf(sum.RightOperand, query)
            / (Conversions.SystemInside(sum.LeftOperand) is IInvocationOperation { TargetMethod.Name: "ToUnixTimeMilliseconds" } ? 1000 : 1);

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

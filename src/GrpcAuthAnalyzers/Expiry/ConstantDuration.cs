using System;
using System.Collections.Immutable;
using System.Globalization;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>A <c>TimeSpan</c> that is written in the code: <c>TimeSpan.FromMinutes(55)</c>, a sum of such, or a field that is only ever that.</summary>
internal static class ConstantDuration
{
    private const int MaxDepth = 12;

    /// <summary>The duration that a value comes from; null if it is not written, or is one of several.</summary>
    internal static TimeSpan? Of(TracedValue value, CredentialQuery query)
    {
        var origins = query.Origins.Trace(value);
        return origins.Length == 1 && origins[0].IsSeen ? Of(origins[0].Operation, query) : null;
    }

    /// <summary>The duration that an expression is; null if one part of it is not constant.</summary>
    internal static TimeSpan? Of(IOperation span, CredentialQuery query) => Of(span, query, MaxDepth);

    /// <summary>The number that an expression is; null if it is not constant.</summary>
    internal static double? NumberOf(IOperation number, CredentialQuery query) => NumberOf(number, query, MaxDepth);

    /// <summary>The only value of a local, or of a read-only field or property that nothing but its initializer writes; null for others.</summary>
    internal static IOperation? WrittenTo(IOperation variable, CredentialQuery query)
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

    /// <summary>A duration in words: "30 minutes", "2 hours", "1 day".</summary>
    internal static string Spoken(TimeSpan duration)
    {
        if (duration > TimeSpan.FromDays(3650))
            return "ever";

        if (duration.TotalDays >= 2)
            return Count(duration.TotalDays, "day");

        return duration.TotalHours >= 2 ? Count(duration.TotalHours, "hour") : Count(duration.TotalMinutes, "minute");
    }

    private static string Count(double number, string unit)
    {
        var text = Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
        return text == "1" ? $"1 {unit}" : $"{text} {unit}s";
    }

    private static TimeSpan? Of(IOperation span, CredentialQuery query, int depth)
    {
        span = Conversions.SystemInside(span);
        if (depth == 0)
            return null;

        switch (span)
        {
            case IFieldReferenceOperation { Field: { Name: var name, ContainingType: var type } } when type.Is("System.TimeSpan"):
                return name switch { "Zero" => TimeSpan.Zero, "MaxValue" => TimeSpan.MaxValue, _ => null };
            case IInvocationOperation { Instance: null, Arguments: { Length: > 0 } arguments, TargetMethod: { Name: var name, ContainingType: var type } }
                when type.Is("System.TimeSpan"):
                return HasMoreParts(arguments) || UnitOf(name) is not { } unit ? null : Times(unit, NumberOf(arguments.At(0), query, depth));
            case IObjectCreationOperation { Arguments: var parts } made when made.Type.Is("System.TimeSpan"):
                return OfParts(parts, query, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Sum(Of(sum.LeftOperand, query, depth - 1), Of(sum.RightOperand, query, depth - 1), 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference:
                return Sum(Of(difference.LeftOperand, query, depth - 1), Of(difference.RightOperand, query, depth - 1), -1);
            default:
                return WrittenTo(span, query) is { } written ? Of(written, query, depth - 1) : null;
        }
    }

    private static double? NumberOf(IOperation number, CredentialQuery query, int depth)
    {
        number = Conversions.SystemInside(number);
        if (number.ConstantValue is { HasValue: true, Value: int or long or double or float or uint or short } constant)
            return Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture);

        return depth > 0 && WrittenTo(number, query) is { } written ? NumberOf(written, query, depth - 1) : null;
    }

    private static bool HasMoreParts(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is { Parameter.Ordinal: > 0, ArgumentKind: ArgumentKind.Explicit })
                return true;
        }

        return false;
    }

    private static TimeSpan? UnitOf(string method) => method switch
    {
        "FromDays" => TimeSpan.FromDays(1),
        "FromHours" => TimeSpan.FromHours(1),
        "FromMinutes" => TimeSpan.FromMinutes(1),
        "FromSeconds" => TimeSpan.FromSeconds(1),
        "FromMilliseconds" => TimeSpan.FromMilliseconds(1),
        "FromTicks" => TimeSpan.FromTicks(1),
        _ => null,
    };

    private static TimeSpan? OfParts(ImmutableArray<IArgumentOperation> parts, CredentialQuery query, int depth)
    {
        var units = parts.Length switch
        {
            1 => new[] { "FromTicks" },
            3 => new[] { "FromHours", "FromMinutes", "FromSeconds" },
            4 or 5 => new[] { "FromDays", "FromHours", "FromMinutes", "FromSeconds", "FromMilliseconds" },
            _ => Array.Empty<string>(),
        };
        TimeSpan? sum = units.Length == 0 && parts.Length > 0 ? null : TimeSpan.Zero;
        for (var i = 0; i < parts.Length && sum is not null; i++)
            sum = Sum(sum, Times(UnitOf(units[i])!.Value, NumberOf(parts.At(i), query, depth)), 1);

        return sum;
    }

    /// <summary>Null where the product is no TimeSpan: the code throws.</summary>
    private static TimeSpan? Times(TimeSpan unit, double? number) =>
        unit.Ticks * number is { } ticks && Math.Abs(ticks) < TimeSpan.MaxValue.Ticks / 8 ? TimeSpan.FromTicks((long)ticks) : null;

    /// <summary>Null where a part is not known, and where the sum is no TimeSpan.</summary>
    private static TimeSpan? Sum(TimeSpan? first, TimeSpan? second, int sign) =>
        first is { } a && second is { } b && Math.Abs((double)a.Ticks + sign * (double)b.Ticks) < TimeSpan.MaxValue.Ticks / 2
            ? TimeSpan.FromTicks(a.Ticks + sign * b.Ticks)
            : null;
}

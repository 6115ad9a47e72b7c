using System;
using System.Collections.Immutable;
using System.Globalization;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>A <c>TimeSpan</c> that is written in the code.</summary>
internal static class ConstantDuration
{
    /// <summary>The duration; null if it is not written, or is one of several.</summary>
    internal static TimeSpan? Of(TracedValue value, CredentialQuery query)
    {
        var origins = query.Origins.Trace(value);
        return origins.Length == 1 && origins[0].IsSeen ? OfExpression(origins[0].Operation) : null;
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

    private static TimeSpan? OfExpression(IOperation operation)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { Name: var name, ContainingType: var type } } when type.Is("System.TimeSpan"):
                return name switch { "Zero" => TimeSpan.Zero, "MaxValue" => TimeSpan.MaxValue, _ => null };
            case IInvocationOperation { TargetMethod: { Name: var name, ContainingType: var type }, Arguments: { Length: > 0 } arguments }
                when type.Is("System.TimeSpan") && UnitOf(name) is { } unit:
                return NumberOf(arguments.At(0)) is { } number ? Times(unit, number) : null;
            case IObjectCreationOperation { Type: var type, Arguments: var parts } when type.Is("System.TimeSpan"):
                return OfParts(parts);
            default:
                return null;
        }
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

    private static TimeSpan? OfParts(ImmutableArray<IArgumentOperation> parts)
    {
        var units = parts.Length switch
        {
            1 => new[] { "FromTicks" },
            3 => new[] { "FromHours", "FromMinutes", "FromSeconds" },
            4 or 5 => new[] { "FromDays", "FromHours", "FromMinutes", "FromSeconds", "FromMilliseconds" },
            _ => Array.Empty<string>(),
        };
        var sum = TimeSpan.Zero;
        for (var i = 0; i < parts.Length; i++)
        {
            if (i >= units.Length || NumberOf(parts.At(i)) is not { } number || Times(UnitOf(units[i])!.Value, number) is not { } part)
                return null;

            sum += part;
        }

        return units.Length == 0 && parts.Length > 0 ? null : sum;
    }

    /// <summary>Null where the product is no TimeSpan: the code throws.</summary>
    private static TimeSpan? Times(TimeSpan unit, double number)
    {
        var ticks = unit.Ticks * number;
        return Math.Abs(ticks) < TimeSpan.MaxValue.Ticks / 8 ? TimeSpan.FromTicks((long)ticks) : null;
    }

    private static double? NumberOf(IOperation value) =>
        Conversions.BuiltInInside(value).ConstantValue is { HasValue: true, Value: IConvertible and not string and var number }
            ? Convert.ToDouble(number, CultureInfo.InvariantCulture)
            : null;
}

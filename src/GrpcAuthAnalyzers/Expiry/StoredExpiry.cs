using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>Whether a stored expiry is the one that the server sent, or an earlier one.</summary>
internal static class StoredExpiry
{
    /// <summary>
    /// Whether a stored value is the present and the whole <c>expires_in</c> of an answer, or the expiry of another token as it is. False for a lifetime that
    /// the code chose, for one that something is taken from, and where it is not known.
    /// </summary>
    internal static bool IsWhole(IOperation value, ClockValue? moment, CredentialQuery query) => moment switch
    {
        { IsClock: true } => LifetimeIn(value) is { } lifetime && IsExpiresIn(lifetime, query),
        { IsClock: false, HasMargin: false, Source: IMemberReferenceOperation { Member: var member } } =>
            TokenTypes.IsExpiry(member, out var isKnown) && (isKnown || TokenTypes.IsAnswer(member.ContainingType)),
        _ => false,
    };

    /// <summary>The expressions that a written value comes from. What an answer holds is one: how the answer was filled does not matter.</summary>
    internal static IEnumerable<IOperation> ValuesOf(IOperation written, CredentialQuery query)
    {
        if (MemberIn(written, query) is not null)
        {
            yield return written;
            yield break;
        }

        foreach (var origin in query.Origins.Trace(new TracedValue(written)))
            yield return origin.Operation;
    }

    /// <summary>What is added to the present: <c>UtcNow.AddSeconds(x)</c>, <c>UtcNow + TimeSpan.FromSeconds(x)</c>, <c>now + x * 1000</c>.</summary>
    private static IOperation? LifetimeIn(IOperation value)
    {
        switch (Conversions.SystemInside(value))
        {
            case IInvocationOperation { TargetMethod.Name: "AddSeconds", Instance: { } clock, Arguments: { Length: 1 } arguments } when IsPresent(clock):
                return arguments.At(0);
            case IInvocationOperation { TargetMethod.Name: "Add", Instance: { } clock, Arguments: { Length: 1 } arguments } when IsPresent(clock):
                return SecondsOf(arguments.At(0));
            case IInvocationOperation { TargetMethod.Name: "ToUnixTimeSeconds" or "ToUnixTimeMilliseconds" or "ToUniversalTime", Instance: { } moment }:
                return LifetimeIn(moment);
            case IPropertyReferenceOperation { Property.Name: "UtcDateTime" or "LocalDateTime" or "Ticks", Instance: { } moment }:
                return LifetimeIn(moment);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when IsPresent(sum.LeftOperand):
                return ClockValueReader.IsNumber(sum.Type) ? WithoutFactor(sum.RightOperand) : SecondsOf(sum.RightOperand);
            default:
                return null;
        }
    }

    private static bool IsPresent(IOperation clock) => Conversions.SystemInside(clock) switch
    {
        IPropertyReferenceOperation or IInvocationOperation { TargetMethod.Name: "GetUtcNow" } => true,
        IInvocationOperation { TargetMethod.Name: "ToUnixTimeSeconds" or "ToUnixTimeMilliseconds", Instance: { } instant } => IsPresent(instant),
        _ => false,
    };

    private static IOperation? SecondsOf(IOperation span) =>
        Conversions.SystemInside(span) is IInvocationOperation { TargetMethod: { Name: "FromSeconds", ContainingType: var type } } call
            && type.Is("System.TimeSpan")
            ? call.Arguments.At(0)
            : null;

    private static IOperation WithoutFactor(IOperation number) =>
        Conversions.SystemInside(number) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply, RightOperand.ConstantValue.HasValue: true } product
            ? product.LeftOperand
            : number;

    private static bool IsExpiresIn(IOperation seconds, CredentialQuery query)
    {
        if (MemberIn(seconds, query) is { } held)
            return ExpiryWords.NamesLifetime(held.Name);

        var isNamed = ExpiryWords.NamesLifetime(NameOf(Conversions.SystemInside(seconds)));
        foreach (var origin in query.Origins.Trace(new TracedValue(seconds)))
        {
            switch (Conversions.SystemInside(origin.Operation))
            {
                case IMemberReferenceOperation member:
                    isNamed |= ExpiryWords.NamesLifetime(member.Member.Name);
                    break;
                case IInvocationOperation { TargetMethod.Name: "GetInt32" or "GetInt64" or "GetDouble" } when origin.IsSeen:
                    break;
                default:
                    return false;
            }
        }

        return isNamed;
    }

    /// <summary>
    /// The member of an answer whose value an expression is, at once or through a local that is written once: a property that only hands a field on.
    /// Null for others, and for a property that computes.
    /// </summary>
    private static ISymbol? MemberIn(IOperation value, CredentialQuery query)
    {
        value = Conversions.SystemInside(value);
        if (value is ILocalReferenceOperation local)
        {
            var writes = query.Facts.Bodies.FactsOf(local).WritesTo(local.Local);
            if (writes.Count != 1 || writes[0].Value is not { } written)
                return null;

            value = Conversions.SystemInside(written);
        }

        return value is IPropertyReferenceOperation { Instance: not null, Property: { GetMethod: { IsImplicitlyDeclared: false } getter } property }
            && !OriginTracer.IsAutomatic(property)
            && query.Facts.Bodies.FunctionOf(getter) is { } body
            && HandsFieldOn(body, query)
            ? property
            : null;
    }

    private static bool HandsFieldOn(IOperation getter, CredentialQuery query)
    {
        var returned = query.Facts.Bodies.ReturnsOf(getter);
        foreach (var value in returned)
        {
            if (Conversions.SystemInside(value) is not IFieldReferenceOperation)
                return false;
        }

        return returned.Count > 0;
    }

    private static string NameOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IMemberReferenceOperation member => member.Member.Name,
        _ => "",
    };
}

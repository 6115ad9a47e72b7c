using System;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
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
        { IsClock: true } =>
            Conversions.SystemInside(value) is IInvocationOperation
            {
                TargetMethod.Name: "AddSeconds", Instance: { } clock,
                Arguments: { Length: 1 } arguments
            }
            && Conversions.SystemInside(clock) is IPropertyReferenceOperation or IInvocationOperation { TargetMethod.Name: "GetUtcNow" }
            && IsExpiresIn(arguments.At(0), query),
        { IsClock: false, HasMargin: false, Source: IMemberReferenceOperation { Member: var member } } =>
            TokenTypes.IsExpiry(member, out var isKnown) && (isKnown || TokenTypes.IsAnswer(member.ContainingType)),
        _ => false,
    };

    private static bool IsExpiresIn(IOperation seconds, CredentialQuery query)
    {
        var isNamed = SpeaksOfExpiresIn(NameOf(Conversions.SystemInside(seconds)));
        foreach (var origin in query.Origins.Trace(new TracedValue(seconds)))
        {
            switch (Conversions.SystemInside(origin.Operation))
            {
                case IMemberReferenceOperation member:
                    isNamed |= SpeaksOfExpiresIn(member.Member.Name);
                    break;
                case IInvocationOperation { TargetMethod.Name: "GetInt32" or "GetInt64" or "GetDouble" } when origin.IsSeen:
                    break;
                default:
                    return false;
            }
        }

        return isNamed;
    }

    private static string NameOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IMemberReferenceOperation member => member.Member.Name,
        _ => "",
    };

    private static bool SpeaksOfExpiresIn(string name)
    {
        name = name.Replace("_", "");
        return name.Equals("ExpiresIn", StringComparison.OrdinalIgnoreCase) || name.Equals("ExpiresInSeconds", StringComparison.OrdinalIgnoreCase);
    }
}

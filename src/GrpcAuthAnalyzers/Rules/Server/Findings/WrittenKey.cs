using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>How a signing key is known to everybody who has the code.</summary>
internal enum WrittenKeyKind
{
    /// <summary>Its text or bytes are written.</summary>
    Written,

    /// <summary>It is an array that nothing fills.</summary>
    Zero,
}

/// <summary>A symmetric signing key whose bytes are in the code.</summary>
internal static class WrittenKey
{
    /// <summary>How every key that a value may be is known; null when one of them is not in the code, or not seen.</summary>
    internal static WrittenKeyKind? Of(TracedValue key, CredentialQuery query)
    {
        WrittenKeyKind? kind = null;
        foreach (var origin in query.Origins.Trace(key))
        {
            if (!origin.IsSeen
                || origin.Operation is not IObjectCreationOperation { Arguments: { Length: > 0 } arguments } creation
                || !creation.Type.Is("Microsoft.IdentityModel.Tokens.SymmetricSecurityKey")
                || OfBytes(origin.Value.With(arguments.At(0)), query) is not { } next)
                return null;

            kind = next;
        }

        return kind;
    }

    private static WrittenKeyKind? OfBytes(TracedValue bytes, CredentialQuery query)
    {
        WrittenKeyKind? kind = null;
        foreach (var origin in query.Origins.Trace(bytes))
        {
            if (!origin.IsSeen || OfArray(origin, query) is not { } next)
                return null;

            kind = next;
        }

        return kind;
    }

    private static WrittenKeyKind? OfArray(Origin origin, CredentialQuery query)
    {
        switch (origin.Operation)
        {
            case IInvocationOperation { TargetMethod: var method, Arguments: { Length: > 0 } arguments }
                when method.Name is "GetBytes" or "FromBase64String" or "FromHexString"
                    && (method.ContainingType.DerivesFrom("System.Text.Encoding") || method.ContainingType.Is("System.Convert")):
                return query.Texts.ConstantOf(origin.Value.With(arguments.At(0))) is { Length: > 0 } ? WrittenKeyKind.Written : null;
            case IInvocationOperation { TargetMethod.Name: "ToArray", Instance: { } span }
                when Conversions.BuiltInInside(span) is IUtf8StringOperation { Value.Length: > 0 }:
                return WrittenKeyKind.Written;
            case IArrayCreationOperation { Initializer: { ElementValues: { Length: > 0 } elements } }:
                foreach (var element in elements)
                {
                    if (!element.ConstantValue.HasValue)
                        return null;
                }

                return WrittenKeyKind.Written;
            case IArrayCreationOperation { Initializer: null, DimensionSizes: { Length: 1 } sizes }
                when sizes[0].ConstantValue is { HasValue: true, Value: > 0 }:
                return IsFilled(origin, query) ? null : WrittenKeyKind.Zero;
            default:
                return null;
        }
    }

    /// <summary>Whether anything but a key gets the array.</summary>
    private static bool IsFilled(Origin origin, CredentialQuery query)
    {
        foreach (var use in query.TouchesOf(origin))
        {
            if (use.Site.Operation is not IArgumentOperation { Parent: IObjectCreationOperation { Type: var type } }
                || !type.Is("Microsoft.IdentityModel.Tokens.SymmetricSecurityKey"))
                return true;
        }

        return false;
    }
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>A function that decides whether the certificate of a server is trusted.</summary>
internal static class CertificateCallback
{
    /// <summary>Members that tell one certificate from another. Code that reads one compares it with what it knows.</summary>
    private static readonly HashSet<string> Identities = new(StringComparer.Ordinal)
    {
        "Thumbprint", "RawData", "RawDataMemory", "GetCertHash", "GetCertHashString", "TryGetCertHash", "GetRawCertData", "GetRawCertDataString", "Equals",
        "SequenceEqual", "FixedTimeEquals", "PublicKey", "GetPublicKey", "GetPublicKeyString", "ExportSubjectPublicKeyInfo", "SerialNumber",
        "GetSerialNumberString", "ChainElements", "ChainStatus", "Issuer", "IssuerName", "Subject", "SubjectName", "GetNameInfo", "Contains", "Find",
    };

    /// <summary>
    /// Whether a callback accepts every certificate: each of its returns is true, and it neither throws nor hands the certificate to code that may; or it
    /// builds a chain that may end anywhere, and compares nothing. False when that is not known.
    /// </summary>
    internal static bool AcceptsAny(IOperation function, CredentialQuery query)
    {
        var returns = query.Facts.Bodies.ReturnsOf(function);
        if (returns.Count == 0 || Throws(function))
            return false;

        return AreTrue(returns, function, query) ? OnlyReads(function, query) : BuildsUncheckedChain(function);
    }

    private static bool AreTrue(List<IOperation> returns, IOperation function, CredentialQuery query)
    {
        foreach (var returned in returns)
        {
            if (!IsTrue(TracedValue.Returned(returned, function), query))
                return false;
        }

        return true;
    }

    /// <summary>Whether a value is true in every branch. One side of an <c>||</c> is enough.</summary>
    private static bool IsTrue(TracedValue value, CredentialQuery query)
    {
        var origins = query.Origins.Trace(value);
        foreach (var origin in origins)
        {
            var isTrue = origin.IsSeen && (origin.Operation.ConstantValue is { HasValue: true, Value: true }
                || (origin.Operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either
                    && (IsTrue(origin.Value.With(either.LeftOperand), query) || IsTrue(origin.Value.With(either.RightOperand), query))));
            if (!isTrue)
                return false;
        }

        return !origins.IsEmpty;
    }

    private static bool Throws(IOperation function)
    {
        foreach (var operation in function.Descendants())
        {
            if (operation is IThrowOperation)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the certificate, the chain and the errors are only read, in conditions and for a log. Other code that gets them may throw, or keep them for a
    /// later test.
    /// </summary>
    private static bool OnlyReads(IOperation function, CredentialQuery query)
    {
        foreach (var parameter in PerCallCode.ParametersOf(function))
        {
            foreach (var reference in query.Facts.Bodies.FactsOf(function).ReferencesTo(parameter))
            {
                if (!IsOnlyRead(reference, query))
                    return false;
            }
        }

        return true;
    }

    private static bool IsOnlyRead(IOperation reference, CredentialQuery query)
    {
        for (var current = reference; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or IReturnOperation or IExpressionStatementOperation:
                    return true;
                case IInvocationOperation call when call.Instance != current && LogMethods.PlaceOf(call, query.Facts) is null:
                case IAssignmentOperation or IVariableInitializerOperation or IObjectCreationOperation:
                    return false;
            }
        }

        return false;
    }

    /// <summary>A chain that is built with a policy for unknown authorities, where nothing tells one certificate from another.</summary>
    private static bool BuildsUncheckedChain(IOperation function)
    {
        var (flags, builds) = (new List<IAssignmentOperation>(), new List<IInvocationOperation>());
        foreach (var operation in function.Descendants())
        {
            switch (operation)
            {
                case IAssignmentOperation assignment when ChainFlags.AllowUnknown(assignment) is not null:
                    flags.Add(assignment);
                    break;
                case IInvocationOperation { TargetMethod.Name: "Build" } build
                    when build.TargetMethod.ContainingType.Is("System.Security.Cryptography.X509Certificates.X509Chain"):
                    builds.Add(build);
                    break;
                case IInvocationOperation { TargetMethod.Name: var method } when Identities.Contains(method):
                case IPropertyReferenceOperation { Property.Name: var property } when Identities.Contains(property):
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } compared
                    when Conversions.BuiltInInside(compared.LeftOperand).Type.DerivesFrom("System.Security.Cryptography.X509Certificates.X509Certificate"):
                    return false;
                case IInvocationOperation { TargetMethod: var unseen } when !unseen.ContainingType.IsIn("System.Security.Cryptography.X509Certificates"):
                    return false;
            }
        }

        // A chain that is built for a look at its status decides nothing.
        return builds.Exists(build => build.Parent is not IExpressionStatementOperation
            && flags.Exists(set => ChainFlags.AllowUnknown(set) is true && !flags.Exists(other => TakesBack(other, set, build))));
    }

    /// <summary>Whether an assignment takes back what another one allows, before the chain is built.</summary>
    private static bool TakesBack(IOperation other, IOperation allowing, IOperation build) =>
        ChainFlags.AllowUnknown(other) is false && ExecutionOrder.AlwaysFollows(allowing, other) && ExecutionOrder.ComesBefore(other, build);
}

using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>What code does to the <c>VerificationFlags</c> of a policy.</summary>
internal static class ChainFlags
{
    private const int AllowUnknownCertificateAuthority = 0x10;

    /// <summary>
    /// True where an assignment lets a chain end in any certificate: a constant with <c>AllowUnknownCertificateAuthority</c>, which <c>AllFlags</c> has, too.
    /// False where it writes another value, or takes that flag away. Null where it leaves the flag as it is, and for other code.
    /// </summary>
    internal static bool? AllowUnknown(IOperation? operation)
    {
        if (operation is not IAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "VerificationFlags" } property } } assignment
            || !property.ContainingType.Is("System.Security.Cryptography.X509Certificates.X509ChainPolicy"))
            return null;

        bool? hasFlag = assignment.Value.ConstantValue is { HasValue: true, Value: int flags } ? (flags & AllowUnknownCertificateAuthority) != 0 : null;
        return assignment switch
        {
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Or } => hasFlag is true ? true : null,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.And } => hasFlag is true ? null : false,
            ISimpleAssignmentOperation => hasFlag is true,
            _ => false,
        };
    }
}

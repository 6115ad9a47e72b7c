using System;
using System.Runtime.CompilerServices;
using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Makes every test fail in which a walk gets to an operation that it should not end at; for users such a value is unknown.</summary>
internal static class UnexpectedOrigins
{
    [ModuleInitializer]
    internal static void Fail() => OriginKinds.OnUnexpected = static operation => throw new InvalidOperationException(
        $"A walk ends at an operation of the kind {operation.Kind}: '{operation.Syntax}' at {operation.Syntax.GetLocation().GetLineSpan()}");
}

using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>The lambda, local function or method that a registration is given: to configure an object, or to make one.</summary>
internal static class SetupCallback
{
    /// <summary>Judges what a callback does to the object that it configures; Unknown when the callback is not seen.</summary>
    internal static CredentialFinding OfConfigured(
        CredentialQuery query, IOperation callback, Func<CredentialQuery, IReadOnlyList<ObjectUse>, CredentialFinding> judge, CallFrame? frame = null) =>
        UsesIn(query, callback, frame) is { } uses ? judge(query, uses) : CredentialFinding.Unknown;

    /// <summary>Judges every object that a factory returns; Unknown when the factory is not seen, or returns nothing.</summary>
    internal static CredentialFinding OfMade(CredentialQuery query, IOperation factory, Func<CredentialQuery, TracedValue, CredentialFinding> layer)
    {
        if (query.Facts.Bodies.FunctionGivenBy(factory) is not { } function || query.Facts.Bodies.ReturnsOf(function) is not { Count: > 0 } returns)
            return CredentialFinding.Unknown;

        var finding = CredentialFinding.Absent;
        foreach (var returned in returns)
            finding = finding.And(layer(query, TracedValue.Returned(returned, function)));

        return finding;
    }

    /// <summary>
    /// What a callback does to the one object that it configures: its parameter that is no service provider. Null when the callback
    /// is not seen.
    /// </summary>
    /// <param name="query">The question.</param>
    /// <param name="callback">The callback.</param>
    /// <param name="frame">The call of the method that gives the callback, whose arguments it captures; null where that is not entered.</param>
    internal static IReadOnlyList<ObjectUse>? UsesIn(CredentialQuery query, IOperation callback, CallFrame? frame = null)
    {
        if (query.Facts.Bodies.FunctionGivenBy(callback) is not { } function)
            return null;

        foreach (var parameter in PerCallCode.ParametersOf(function))
        {
            if (!parameter.Type.Is("System.IServiceProvider"))
                return ObjectUses.OfVariable(parameter, function, query.Facts.Bodies, query.Budget, frame);
        }

        return null;
    }
}

using System;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>A condition that only asks whether there is a token: <c>token != null</c>, <c>!string.IsNullOrEmpty(token)</c>, <c>token is { } t</c>.</summary>
internal sealed class MissingTokenTest
{
    private MissingTokenTest(ISymbol? variable, ISymbol? source, bool whenPresent)
    {
        Variable = variable;
        Source = source;
        WhenPresent = whenPresent;
    }

    /// <summary>The local that is tested; null where a call is tested directly.</summary>
    internal ISymbol? Variable { get; }

    /// <summary>The method that gives the token; null when any source will do.</summary>
    internal ISymbol? Source { get; }

    /// <summary>Whether the condition is true when there is a token.</summary>
    internal bool WhenPresent { get; }

    /// <summary>
    /// The test that a condition is; null for other conditions. The token must come from a call that is named after a token, so that an optional setting
    /// is not taken for one, unless <paramref name="anySource"/>.
    /// </summary>
    internal static MissingTokenTest? Of(IOperation condition, CredentialQuery query, bool anySource = false)
    {
        if (NullTests.Of(condition) is not { } test)
            return null;

        var variable = (Unwrap(test.Value) as ILocalReferenceOperation)?.Local;
        var source = SourceOf(test.Value, query, depth: 0);
        return source is not null || (anySource && variable is not null) ? new MissingTokenTest(variable, source, !test.IsAbsentWhenTrue) : null;
    }

    /// <summary>The method that gives the token, through locals that are written once; null if the value is not the token of a provider.</summary>
    private static IMethodSymbol? SourceOf(IOperation value, CredentialQuery query, int depth)
    {
        value = Unwrap(value);
        switch (value)
        {
            case ILocalReferenceOperation local when depth < 3:
                IOperation? single = null;
                foreach (var write in query.Facts.Bodies.FactsOf(local).WritesTo(local.Local))
                {
                    if (write.Value is { } nothing && NullTests.IsNull(nothing))
                        continue;
                    if (single is not null || write.Value is null)
                        return null;
                    single = write.Value;
                }

                return single is null ? null : SourceOf(single, query, depth + 1);
            case IPropertyReferenceOperation { Property.Name: var name, Instance: { } answer }
                when depth < 3 && TokenWords.IsTokenOfAnswer(name):
                return SourceOf(answer, query, depth + 1);
            case IInvocationOperation { TargetMethod: var method } when IsTokenRead(method, query):
                return method;
            default:
                return null;
        }
    }

    /// <summary>
    /// A method named after a token, or that a fact says gives one. The token of an incoming request is forwarded if there is one, by design.
    /// </summary>
    private static bool IsTokenRead(IMethodSymbol method, CredentialQuery query) =>
        (TokenWords.ReadsToken(method.Name) || query.Facts.GivesToken(method))
        && method.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) != true
        && !TakesRequest(method);

    /// <summary>Whether a method takes what it gives from an incoming request or from the configuration.</summary>
    private static bool TakesRequest(IMethodSymbol method)
    {
        foreach (var parameter in (method.ReducedFrom ?? method).Parameters)
        {
            if (RequestTypes.GivesRequest(parameter.Type) || parameter.Type.Is("Microsoft.Extensions.Configuration.IConfiguration"))
                return true;
        }

        return false;
    }

    private static IOperation Unwrap(IOperation value)
    {
        while (OriginTracer.PassedOn(value) is { } inner)
            value = inner;

        return value;
    }
}

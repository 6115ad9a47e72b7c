using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Secrets.Findings;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6005: a gRPC server compares the credential of a caller with a secret, and stops at the first difference.</summary>
internal sealed class CredentialComparedByHand : IHandComparisonRule
{
    public void Check(HandComparison comparison, RuleContext context)
    {
        if (context.IsRelaxed)
            return;

        if (Sent(comparison.Left, comparison, context) is { } left)
            Report(left, comparison.Right, comparison, context);
        else if (Sent(comparison.Right, comparison, context) is { } right)
            Report(right, comparison.Left, comparison, context);
    }

    private static void Report(LoggedCredential sent, IOperation expected, HandComparison comparison, RuleContext context)
    {
        if (Sent(expected, comparison, context) is not null || !ExpectedSecret.Is(new TracedValue(expected), context.AskForAny()))
            return;

        context.Report(
            RuleCatalog.CredentialComparedByHand,
            comparison.Operation.Syntax,
            new[] { sent.Source.Syntax.GetLocation() },
            ImmutableDictionary<string, string?>.Empty,
            new object[]
            {
                sent.Name, comparison.Name,
                comparison.IsPrefix ? "so that a part of it is enough" : "which stops at the first difference and so tells how much of a guess is right",
            });
    }

    /// <summary>The credential of the request that a text shows; null when it is not known to show one.</summary>
    private static LoggedCredential? Sent(IOperation text, HandComparison comparison, RuleContext context)
    {
        if (Sent(text, context.Ask(until: comparison.Operation)) is { } sent)
            return sent;

        // A method that only gets the key: one caller that hands on the credential of its call is enough.
        if (text is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter })
            return null;

        foreach (var mention in Callers.SeenMentionsThroughContracts(method, text, context.Facts.Bodies))
        {
            if (mention is IInvocationOperation call
                && call.Arguments.Of(parameter.Ordinal) is { Value: var given }
                && Sent(Conversions.BuiltInInside(given), context.Ask(until: call)) is { } handedOn)
                return handedOn;
        }

        return null;
    }

    private static LoggedCredential? Sent(IOperation text, CredentialQuery query) =>
        LoggedCredential.In(text, printsElements: false, query) is { } credential && IsOfRequest(credential.Source, query) ? credential : null;

    private static bool IsOfRequest(IOperation source, CredentialQuery query)
    {
        var headers = source switch
        {
            IInvocationOperation call => call.Receiver(),
            IPropertyReferenceOperation property => property.Instance,
            _ => null,
        };
        if (headers is null)
            return false;

        if (headers.Type.Is("Microsoft.AspNetCore.Http.IHeaderDictionary"))
            return true;

        foreach (var origin in query.Origins.Trace(new TracedValue(headers)))
        {
            if (origin.Operation is IPropertyReferenceOperation { Property: { Name: "RequestHeaders", ContainingType: var type } }
                && type.Is("Grpc.Core.ServerCallContext"))
                return true;
        }

        return false;
    }
}

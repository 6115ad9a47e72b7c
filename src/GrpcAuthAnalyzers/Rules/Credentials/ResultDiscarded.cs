using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1006: a method that returns a new invoker, new options or new credentials is called, and the result is dropped.</summary>
internal sealed class ResultDiscarded : IDroppedResultRule
{
    public void Check(IInvocationOperation discarded, RuleContext context)
    {
        if (DroppedResult.From(discarded, context.Facts.Symbols, context.IsTest) is not { } dropped
            || !context.IsFirst(RuleCatalog.ResultDiscarded, dropped.Whole.Syntax))
            return;

        context.Report(
            RuleCatalog.ResultDiscarded,
            at: dropped.Whole.Syntax,
            also: Array.Empty<Location>(),
            ImmutableDictionary<string, string?>.Empty,
            new object[] { dropped.Method, dropped.Loss });
    }
}

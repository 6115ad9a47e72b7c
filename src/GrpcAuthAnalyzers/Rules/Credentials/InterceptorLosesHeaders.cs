using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1008: a client interceptor that loses the headers or call credentials of a call, or changes the metadata of its caller.</summary>
internal sealed class InterceptorLosesHeaders : IPerCallCodeRule
{
    public void Check(PerCallCode code, RuleContext context)
    {
        if (InterceptorCode.Of(code, context.Facts) is not { } interceptor)
            return;

        foreach (var lost in LostHeaders.In(interceptor, () => context.Ask(until: null)))
        {
            // A method that several overrides call is one place; a place in another tree would not show in an editor.
            if (lost.Place.SyntaxTree != code.Function.Syntax.SyntaxTree || !context.IsFirst(RuleCatalog.InterceptorLosesHeaders, lost.Place))
                continue;

            context.Report(
                RuleCatalog.InterceptorLosesHeaders,
                at: lost.Place,
                also: new List<Location>(),
                ImmutableDictionary<string, string?>.Empty,
                new object[] { lost.What, lost.Effect },
                isInformation: !lost.IsCertain || !ProgramCredentials.MayBe(context.Facts, context.Options));
        }
    }
}

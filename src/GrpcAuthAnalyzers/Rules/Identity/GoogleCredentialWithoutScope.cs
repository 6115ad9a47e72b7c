using System.Collections.Immutable;
using GrpcAuthAnalyzers.Rules.Identity.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Identity;

/// <summary>GRPCAUTH7002: a Google service account without scopes is asked for a token without an address.</summary>
internal sealed class GoogleCredentialWithoutScope : ITokenRequestRule
{
    public void Check(IInvocationOperation request, RuleContext context)
    {
        foreach (var made in UnscopedCredential.In(request, context.Ask(until: null)))
        {
            var creation = made.Creation.Syntax;
            var at = creation.SyntaxTree == request.Syntax.SyntaxTree ? creation : request.Syntax;
            if (!context.IsFirst(RuleCatalog.GoogleCredentialWithoutScope, at))
                continue;

            context.Report(
                RuleCatalog.GoogleCredentialWithoutScope, at, also: new[] { request.Syntax.GetLocation() }, ImmutableDictionary<string, string?>.Empty,
                new object[] { made.Creation.TargetMethod.Name, request.TargetMethod.Name }, isInformation: !made.IsServiceAccount);
        }
    }
}

using System.Collections.Immutable;
using GrpcAuthAnalyzers.Rules.Identity.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Identity;

/// <summary>GRPCAUTH7001: an application asks Microsoft Entra ID for a token with a scope that does not end in <c>/.default</c>.</summary>
internal sealed class ClientCredentialScopeIncomplete : ITokenRequestRule
{
    public void Check(IInvocationOperation request, RuleContext context)
    {
        foreach (var scope in ApplicationScope.In(request, context.Ask(until: null)))
        {
            var literal = scope.Literal.Syntax;
            var at = literal.SyntaxTree == request.Syntax.SyntaxTree ? literal : request.Syntax;
            if (!context.IsFirst(RuleCatalog.ClientCredentialScopeIncomplete, at))
                continue;

            var properties = ImmutableDictionary<string, string?>.Empty;
            context.Report(
                RuleCatalog.ClientCredentialScopeIncomplete, at, also: new[] { request.Syntax.GetLocation() },
                scope.IsAlone && at == literal ? properties.Add(FixHints.Scope, "") : properties, new object[] { scope.Text, request.TargetMethod.Name });
        }
    }
}

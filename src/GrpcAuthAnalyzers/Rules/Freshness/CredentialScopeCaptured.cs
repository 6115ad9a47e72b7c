using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>GRPCAUTH3006: a service that is created once takes its token from a scope, and so sends that of the first scope, or none.</summary>
internal sealed class CredentialScopeCaptured : IServiceRegistrationRule
{
    public void Check(IInvocationOperation added, RuleContext context)
    {
        var query = context.Ask(until: null);
        if (added.TargetMethod.Name is "AddInterceptor" or "AddHttpMessageHandler")
        {
            if (ChannelScopedService.Of(added, context.Facts) is { } type
                && (ScopedToken.Of(type, query) ?? ScopedToken.OfFactory(added, type, query)) is { } token)
                Report(added, type, token, "all calls of the client", context);
        }
        else if (SingletonClient.Of(added, query) is { } kept)
        {
            Report(added, kept.Holder, kept.Token, "the process", context);
        }
    }

    private static void Report(IInvocationOperation added, INamedTypeSymbol type, ScopedToken token, string lifetime, RuleContext context) => context.Report(
        RuleCatalog.CredentialScopeCaptured,
        AddedService.NameOf(added),
        also: new[] { AddedService.NameOf(token.Registration) },
        FixHints.Of(null),
        new object[] { type.Name, token.Service.Name, lifetime });
}

using System.Collections.Immutable;
using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>GRPCAUTH3007: the expiry of a cached token is a constant time from now, although the answer says how long the token lives.</summary>
internal sealed class TokenLifetimeInvented : IStoredExpiryRule
{
    public void Check(ExpiryStore store, RuleContext context)
    {
        if (InventedLifetime.In(store, context.Ask(until: null)) is not { } invented)
            return;

        context.Report(
            RuleCatalog.TokenLifetimeInvented, store.Operation.Syntax, also: new[] { invented.Token.Syntax.GetLocation() },
            ImmutableDictionary<string, string?>.Empty.Add(FixHints.Lifetime, invented.Lifetime.Name),
            new object[] { store.Name, invented.LifetimeText }, isInformation: invented.IsShort);
    }
}

using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>GRPCAUTH3004: the expiry of a token is compared with local time, or without a margin for clock skew.</summary>
internal sealed class ExpiryComparedWithLocalTime : IExpiryRule
{
    public void Check(ExpiryComparison comparison, RuleContext context)
    {
        var isMixed = comparison.ReadsLocalClock || comparison.ReadsUtcClock;
        var lacksMargin = comparison.LacksMargin(context.Facts) && !context.IsTest;
        if (!isMixed && !lacksMargin)
            return;

        var (how, outcome) = (comparison.ReadsLocalClock, comparison.ReadsUtcClock) switch
        {
            (true, _) => ("with local time", "an expired token is still sent west of UTC, and a valid one counts as expired east of UTC"),
            (_, true) => ("with UTC, but it is local time", "an expired token is still sent east of UTC, and a valid one counts as expired west of UTC"),
            _ => ("without a margin for clock skew", "a token that expires on the way or by the server's clock is sent and fails with Unauthenticated"),
        };
        context.Report(
            RuleCatalog.ExpiryComparedWithLocalTime,
            at: comparison.Operation.Syntax,
            also: new[] { comparison.Clock.Source.Syntax.GetLocation() },
            FixHints.OfClock(isLocal: comparison.ReadsLocalClock, isUtc: comparison.ReadsUtcClock, lacksMargin),
            new object[] { comparison.Expiry.Name, how, outcome },
            isInformation: !isMixed);
    }
}

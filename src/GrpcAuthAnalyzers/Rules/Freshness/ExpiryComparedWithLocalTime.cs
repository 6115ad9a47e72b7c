using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>GRPCAUTH3004: the expiry of a token is compared with local time, or without allowance for clock skew.</summary>
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
            (true, _) => ("with local time", "west of Greenwich an expired token is still sent, and east of it a good one counts as expired"),
            (_, true) =>
                ("with UTC though it is stored in local time", "east of Greenwich an expired token is still sent, and west of it a good one counts as expired"),
            _ => ("without allowance for clock skew",
                "a token that expires on its way, or by the clock of the server, is still sent and the call fails as Unauthenticated"),
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

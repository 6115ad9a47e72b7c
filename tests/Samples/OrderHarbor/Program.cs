using Acme.Common;
using Acme.OrderHarbor;

var log = new CallLog();
for (var round = 1; round <= 2; round++)
{
    log.Round(round);

    await log.RunAsync("no token, ferry", () => Visit.RefusesAsync(Ferry.Build(), token: null));
    await log.RunAsync("good token, pilot", () => Visit.AnswersAsync(Pilot.Build(), HarborTokens.Good()));
    await log.RunAsync("good token, warehouse", () => Visit.AnswersAsync(Warehouse.Build(), HarborTokens.Good()));
    await log.RunAsync("right key, locker", () => Visit.AnswersAsync(Locker.Build(), LockerOrders.ApiKey));
    await log.RunAsync("no key, pier", () => Visit.RefusesStreamAsync(Pier.Build(), key: null));
    await log.RunAsync("preflight, window", () => Visit.PreflightAsync(Window.Build()));
    await log.RunAsync("certificate, gatehouse", () => Visit.AnswersAsync(Gatehouse.Build(), HarborCertificates.Ship));
    await log.RunAsync("forged token, quay", () => Visit.RefusesAsync(Quay.Build(), HarborTokens.Unsigned()));
    await log.RunAsync("old token, lighthouse", () => Visit.RefusesAsync(Lighthouse.Build(), HarborTokens.Expired(TimeSpan.FromMinutes(20))));
}

return log.ExitCode;

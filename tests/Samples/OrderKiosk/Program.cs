using Acme.Common;
using Acme.OrderKiosk;

var settings = ClientSettings.FromEnvironment();
var log = new CallLog();
using var tokens = new TokenSource(settings);
using var badge = new Badge(settings, tokens);
using var coupon = new Coupon(settings, tokens);
using var basket = new Basket(settings, tokens);
using var queue = new Queue(settings, tokens);
using var receipt = new Receipt(settings, tokens);
using var screen = new Screen(settings, tokens);
using var check = new TokenCheck(settings, tokens);

for (var round = 1; round <= 2; round++)
{
    if (round > 1)
        await Task.Delay(settings.Pause);
    log.Round(round);

    await log.RunAsync("GetOrder, badge", () => badge.ReadAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, coupon", () => coupon.RedeemAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, receipt", () => receipt.PrintAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, basket", () => basket.TotalAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, queue", () => queue.AskAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, screen", () => screen.ShowAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, check", () => check.ReadAsync("17", CancellationToken.None));
}

return log.ExitCode;

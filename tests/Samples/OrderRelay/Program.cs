using Acme.Common;
using Acme.OrderRelay;

var settings = ClientSettings.FromEnvironment();
var log = new CallLog();
using var tokens = new TokenSource(settings);
using var branch = new Branch(settings, tokens);
using var depot = new Depot(settings, tokens);
using var ferry = new Ferry(tokens);
using var outpost = new Outpost(settings, tokens);
using var courier = new Courier(settings, tokens);
using var customs = new Customs(settings, tokens);
using var scale = new Scale(settings, tokens);
using var barge = new Barge(settings, tokens);
using var quay = new Quay(settings);
using var harbor = new Harbor(settings);
using var canal = new Canal(settings, tokens);
var warehouse = new Warehouse(settings, tokens);

for (var round = 1; round <= 2; round++)
{
    if (round > 1)
        await Task.Delay(settings.Pause);
    log.Round(round);

    await log.RunAsync("GetOrder, outpost", () => outpost.ReadAsync("17"));
    if (args.Contains("--at-sea"))
        await log.RunAsync("GetOrder, ferry", () => ferry.ReadAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, depot", () => depot.ReadAsync("17"));
    await log.RunAsync("GetOrder, branch", () => branch.ReadAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, courier", () => courier.DeliverAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, customs", () => customs.ClearAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, scale", () => scale.WeighAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, barge", () => barge.ShipAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, quay", () => quay.TakeAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, harbor", () => harbor.ReadAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, canal", () => canal.ReadAsync("17", CancellationToken.None));
    await log.RunAsync("GetOrder, warehouse", () => warehouse.PickAsync("17", CancellationToken.None));
}

return log.ExitCode;

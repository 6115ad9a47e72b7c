using Acme.Common;

namespace Acme.OrderTracker;

/// <summary>What has to be done at the desk, again and again: labels, notes, an audit.</summary>
internal sealed class DeskWorker(OrderAudit audit, OrderLabels labels, OrderNotes notes, ClientSettings settings, CallLog log) : BackgroundService
{
    private const int Turns = 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var turn = 1; turn <= Turns; turn++)
        {
            if (turn > 1)
                await Task.Delay(settings.Pause, stoppingToken);

            await log.RunAsync("GetOrder, print", () => labels.PrintAsync("1", stoppingToken));
            await log.RunAsync("GetOrder, cancel", () => labels.CancelAsync("1", stoppingToken));
            await log.RunAsync("GetOrder, note", () => notes.ReadAsync("1", stoppingToken));
            await log.RunAsync("ListOrders, notes", () => notes.ListAsync(stoppingToken));
            await log.RunAsync("GetOrder, audit", () => audit.InspectAsync("1", stoppingToken));
            await log.RunAsync("ListOrders, audit", () => audit.CountAsync(stoppingToken));
        }
    }
}

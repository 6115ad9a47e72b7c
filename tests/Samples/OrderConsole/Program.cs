using Acme.Common;
using Acme.OrderConsole;
using Acme.Ordering;
using Grpc.Net.Client;

var settings = ClientSettings.FromEnvironment();
var log = new CallLog();

using var channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
{
    HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
});
var orders = new Orders.OrdersClient(channel);
using var import = new OrderImport(settings);
using var search = new OrderSearch(settings);
using var history = await OrderHistory.OpenAsync(settings, CancellationToken.None);

for (var round = 1; round <= 2; round++)
{
    if (round > 1)
        await Task.Delay(settings.Pause);
    log.Round(round);

    await log.RunAsync("GetOrder, search", () => search.FindAsync("17", CancellationToken.None));
    await log.RunAsync("ListOrders, search", () => search.CountAsync(CancellationToken.None));
    await log.RunAsync("GetOrder, history", () => history.ReadAsync("17", CancellationToken.None));

    await log.RunAsync("GetOrder", async () =>
    {
        var order = await orders.GetOrderAsync(new OrderRequest { Id = "17" });
        Console.WriteLine($"  order {order.Id} of {order.Customer}");
    });

    await log.RunAsync("GetOrder, blocking", () =>
    {
        var order = orders.GetOrder(new OrderRequest { Id = "18" });
        Console.WriteLine($"  order {order.Id} of {order.Customer}");
        return Task.CompletedTask;
    });

    await log.RunAsync("ListOrders", async () =>
    {
        using var list = orders.ListOrders(new ListRequest { Count = 3 });
        while (await list.ResponseStream.MoveNext(CancellationToken.None))
            Console.WriteLine($"  order {list.ResponseStream.Current.Id}");
    });

    await log.RunAsync("UploadOrders", async () =>
    {
        using var upload = orders.UploadOrders();
        await upload.RequestStream.TryWriteAsync(new Order { Id = "19", Customer = "acme" });
        await upload.RequestStream.CompleteAsync();
        Console.WriteLine($"  {(await upload.ResponseAsync).Count} uploaded");
    });

    await log.RunAsync("TrackOrders", async () =>
    {
        using var track = orders.TrackOrders();
        foreach (var id in new[] { "17", "18" })
        {
            await track.RequestStream.TryWriteAsync(new OrderRequest { Id = id });
            await track.ResponseStream.MoveNext(CancellationToken.None);
            Console.WriteLine($"  order {track.ResponseStream.Current.Id}");
        }

        await track.RequestStream.CompleteAsync();
        await track.ResponseStream.MoveNext(CancellationToken.None);
    });

    await log.RunAsync("UploadOrders, import", async () =>
    {
        var count = await import.UploadAsync([new Order { Id = "20" }, new Order { Id = "21" }], CancellationToken.None);
        Console.WriteLine($"  {count} imported");
    });
}

return log.ExitCode;

using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

var log = new CallLog();
var handler = OrdersServer.CreateHandler();

using var channel = GrpcChannel.ForAddress("https://" + OrdersServer.Host, new GrpcChannelOptions { HttpHandler = handler });
var orders = new Orders.OrdersClient(channel);
await log.RunAsync("GetOrder", async () => await orders.GetOrderAsync(new OrderRequest { Id = "17" }));

using var archive = GrpcChannel.ForAddress("https://" + OrdersServer.Host, new GrpcChannelOptions { HttpHandler = handler });
var archived = new Orders.OrdersClient(archive);
await log.RunAsync("GetOrder, archive", async () =>
{
    var headers = new Metadata { { "authorization", "Bearer archive-reader-5f21" } };
    await archived.GetOrderAsync(new OrderRequest { Id = "18" }, headers);
});
return log.ExitCode;

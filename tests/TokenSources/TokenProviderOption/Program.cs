using Acme.Common;
using Acme.Ordering;
using Grpc.Net.Client;

var log = new CallLog();
using var channel = GrpcChannel.ForAddress("https://" + OrdersServer.Host, new GrpcChannelOptions { HttpHandler = OrdersServer.CreateHandler() });
var orders = new Orders.OrdersClient(channel);
await log.RunAsync("GetOrder", async () => await orders.GetOrderAsync(new OrderRequest { Id = "17" }));
return log.ExitCode;

using Acme.Common;
using Acme.Ordering;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services
    .AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://" + OrdersServer.Host))
    .ConfigurePrimaryHttpMessageHandler(OrdersServer.CreateHandler);

using var host = builder.Build();
var log = new CallLog();
await log.RunAsync("GetOrder", async () =>
{
    var orders = host.Services.GetRequiredService<Orders.OrdersClient>();
    await orders.GetOrderAsync(new OrderRequest { Id = "17" });
});
return log.ExitCode;

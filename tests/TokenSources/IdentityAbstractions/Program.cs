using Acme.Common;
using Acme.IdentityAbstractions;
using Acme.Ordering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Abstractions;

const string OrdersScope = "api://orders/.default";

var log = new CallLog();
var services = new ServiceCollection();
services.AddSingleton<IAuthorizationHeaderProvider, ApplicationHeader>();
services
    .AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://" + OrdersServer.Host))
    .ConfigurePrimaryHttpMessageHandler(OrdersServer.CreateHandler);

await using var provider = services.BuildServiceProvider();
Console.WriteLine("  as the application of " + OrdersScope);
await log.RunAsync("GetOrder", async () =>
{
    var orders = provider.GetRequiredService<Orders.OrdersClient>();
    await orders.GetOrderAsync(new OrderRequest { Id = "17" });
});
return log.ExitCode;

using Acme.Common;
using Acme.Ordering;
using Google.Apis.Auth.OAuth2;
using Grpc.Net.Client;

var log = new CallLog();
var credential = GoogleCredential.FromAccessToken(OrdersServer.IssuedToken);
Console.WriteLine("  as " + (credential.IsCreateScopedRequired ? "an account without scopes" : "an account with scopes"));

using var channel = GrpcChannel.ForAddress("https://" + OrdersServer.Host, new GrpcChannelOptions { HttpHandler = OrdersServer.CreateHandler() });
var orders = new Orders.OrdersClient(channel);
await log.RunAsync("GetOrder", async () => await orders.GetOrderAsync(new OrderRequest { Id = "17" }));
return log.ExitCode;

using System.Reflection;
using Acme.Common;
using Acme.IdentityWeb;
using Acme.Ordering;
using Grpc.Net.Client;
using Microsoft.Identity.Web;

var log = new CallLog();
using var channel = GrpcChannel.ForAddress("https://" + OrdersServer.Host, new GrpcChannelOptions { HttpHandler = OrdersServer.CreateHandler() });
var archive = new OrderArchive(new Orders.OrdersClient(channel), DispatchProxy.Create<ITokenAcquisition, ApplicationTokens>());
await log.RunAsync("GetOrder", () => archive.ReadAsync("17", CancellationToken.None));
return log.ExitCode;

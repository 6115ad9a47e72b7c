using System.Threading;
using System.Threading.Tasks;
using Acme.Common;
using Acme.Ordering;
using Grpc.Net.Client;

namespace Acme.OrderGateway
{
    /// <summary>Uses the gateway for the daily work, and the orders server directly for the audit.</summary>
    public class OrderDesk
    {
        private readonly ClientSettings _settings;
        private readonly TokenSource _tokens;
        private readonly CallLog _log;

        public OrderDesk(ClientSettings settings, TokenSource tokens, CallLog log)
        {
            _settings = settings;
            _tokens = tokens;
            _log = log;
        }

        public OrdersGateway OpenGateway()
        {
            return new OrdersGateway(_settings, _tokens);
        }

        public async Task WorkAsync(OrdersGateway gateway)
        {
            await _log.RunAsync("Get", () => Task.FromResult(gateway.Get("17")));
            await _log.RunAsync("GetAsync", () => gateway.GetAsync("18"));
            await _log.RunAsync("ListAsync", () => gateway.ListAsync(3));
            await _log.RunAsync("UploadAsync", () => gateway.UploadAsync(new[] { new Order { Id = "19" } }));
            await _log.RunAsync("TrackAsync", () => gateway.TrackAsync(new[] { "17", "18" }));
        }

        public Task<OrderArchive> OpenArchiveAsync()
        {
            return OrderArchive.OpenAsync(_settings, _tokens);
        }

        public async Task LookUpAsync(OrderArchive archive)
        {
            await _log.RunAsync("GetOrder, archive", () => archive.FindAsync("17"));
            await _log.RunAsync("GetOrder, blocking, archive", () => Task.FromResult(archive.Find("18")));
            await _log.RunAsync("UploadOrders, archive", () => archive.StoreAsync(new Order { Id = "19" }));
        }

        public async Task AuditAsync()
        {
            using (var channel = GrpcChannel.ForAddress("https://" + _settings.Host, new GrpcChannelOptions
            {
                HttpHandler = PinnedCertificate.CreateHandler(_settings.CertificatePath),
            }))
            {
                var client = new Orders.OrdersClient(channel);
                await _log.RunAsync("GetOrder, audit", () => Task.FromResult(client.GetOrder(new OrderRequest { Id = "17" })));
                await _log.RunAsync("ListOrders, audit", async () =>
                {
                    using (var call = client.ListOrders(new ListRequest { Count = 2 }))
                    {
                        while (await call.ResponseStream.MoveNext(CancellationToken.None))
                        {
                        }
                    }
                });
            }
        }
    }
}

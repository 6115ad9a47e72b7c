using System;
using System.Threading;
using System.Threading.Tasks;
using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Acme.OrderGateway
{
    /// <summary>Orders of former years.</summary>
    public class OrderArchive : IDisposable
    {
        private const string StoreKey = "archive-writer-88c4";

        private readonly GrpcChannel _channel;
        private readonly Orders.OrdersClient _reader;

        private OrderArchive(GrpcChannel channel, Orders.OrdersClient reader)
        {
            _channel = channel;
            _reader = reader;
        }

        public static async Task<OrderArchive> OpenAsync(ClientSettings settings, TokenSource tokens)
        {
            var token = await tokens.GetTokenAsync(CancellationToken.None);
            var channel = GrpcChannel.ForAddress("https://" + settings.Host, new GrpcChannelOptions
            {
                HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            });
            var invoker = channel.Intercept(metadata =>
            {
                metadata.Add("authorization", "Bearer " + token);
                return metadata;
            });
            return new OrderArchive(channel, new Orders.OrdersClient(invoker));
        }

        public async Task<Order> FindAsync(string id)
        {
            return await _reader.GetOrderAsync(new OrderRequest { Id = id });
        }

        public Order Find(string id)
        {
            return _reader.GetOrder(new OrderRequest { Id = id });
        }

        public async Task<int> StoreAsync(Order order)
        {
            var headers = new Metadata { { "authorization", "Bearer " + StoreKey } };
            using (var call = new Orders.OrdersClient(_channel).UploadOrders(headers))
            {
                await call.RequestStream.TryWriteAsync(order);
                await call.RequestStream.CompleteAsync();
                return (await call.ResponseAsync).Count;
            }
        }

        public void Dispose()
        {
            _channel.Dispose();
        }
    }
}

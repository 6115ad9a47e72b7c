using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderGateway
{
    /// <summary>What the rest of the company knows of the orders server.</summary>
    public class OrdersGateway : IDisposable
    {
        private readonly GrpcChannel _channel;
        private readonly Orders.OrdersClient _client;
        private readonly Metadata _headers;

        public OrdersGateway(ClientSettings settings, TokenSource tokens)
        {
            _channel = GrpcChannel.ForAddress("https://" + settings.Host, new GrpcChannelOptions
            {
                HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            });
            _client = new Orders.OrdersClient(_channel);
            _headers = new Metadata
            {
                { "authorization", "Bearer " + tokens.GetTokenAsync(CancellationToken.None).GetAwaiter().GetResult() },
            };
        }

        public Order Get(string id)
        {
            return _client.GetOrder(new OrderRequest { Id = id }, _headers);
        }

        public async Task<Order> GetAsync(string id)
        {
            return await _client.GetOrderAsync(new OrderRequest { Id = id }, _headers);
        }

        public async Task<List<Order>> ListAsync(int count)
        {
            var orders = new List<Order>();
            using (var call = _client.ListOrders(new ListRequest { Count = count }, _headers))
            {
                while (await call.ResponseStream.MoveNext(CancellationToken.None))
                {
                    orders.Add(call.ResponseStream.Current);
                }
            }

            return orders;
        }

        public async Task<int> UploadAsync(IEnumerable<Order> orders)
        {
            using (var call = _client.UploadOrders(_headers))
            {
                foreach (var order in orders)
                {
                    await call.RequestStream.TryWriteAsync(order);
                }

                await call.RequestStream.CompleteAsync();
                return (await call.ResponseAsync).Count;
            }
        }

        public async Task<List<Order>> TrackAsync(IEnumerable<string> ids)
        {
            var orders = new List<Order>();
            using (var call = _client.TrackOrders(_headers))
            {
                foreach (var id in ids)
                {
                    await call.RequestStream.TryWriteAsync(new OrderRequest { Id = id });
                    await call.ResponseStream.MoveNext(CancellationToken.None);
                    orders.Add(call.ResponseStream.Current);
                }

                await call.RequestStream.CompleteAsync();
                await call.ResponseStream.MoveNext(CancellationToken.None);
            }

            return orders;
        }

        public void Dispose()
        {
            _channel.Dispose();
        }
    }
}

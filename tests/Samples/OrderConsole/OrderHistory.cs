using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderConsole;

/// <summary>What became of an order.</summary>
internal sealed class OrderHistory : IDisposable
{
    private readonly string _token;
    private readonly GrpcChannel _channel;
    private readonly Orders.OrdersClient _orders;

    private OrderHistory(ClientSettings settings, string token)
    {
        _token = token;
        _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(AddTokenAsync)),
        });
        _orders = new Orders.OrdersClient(_channel);
    }

    public static async Task<OrderHistory> OpenAsync(ClientSettings settings, CancellationToken cancellationToken) =>
        new(settings, await Session.GetTokenAsync(cancellationToken));

    public async Task<Order> ReadAsync(string id, CancellationToken cancellationToken) =>
        await _orders.GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);

    public void Dispose() => _channel.Dispose();

    private Task AddTokenAsync(AuthInterceptorContext context, Metadata metadata)
    {
        metadata.Add("authorization", $"Bearer {_token}");
        return Task.CompletedTask;
    }
}

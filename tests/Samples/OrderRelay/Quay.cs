using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Takes orders from ships, and signs in by itself.</summary>
internal sealed class Quay : IDisposable
{
    private readonly ClientSettings _settings;
    private readonly GrpcChannel _channel;
    private string _token = "";
    private DateTime _expires;

    public Quay(ClientSettings settings)
    {
        _settings = settings;
        _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        });
    }

    public async Task<Order> TakeAsync(string id, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await GetTokenAsync(cancellationToken)}" } };
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, headers, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();

    private async Task<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        if (_expires < DateTime.UtcNow)
        {
            var accounts = new Accounts.AccountsClient(_channel);
            var request = new LoginRequest { User = _settings.User, Password = _settings.Password };
            var reply = await accounts.LoginAsync(request, cancellationToken: cancellationToken);
            _token = reply.AccessToken;
            _expires = DateTime.UtcNow.AddMinutes(50);
        }

        return _token;
    }
}

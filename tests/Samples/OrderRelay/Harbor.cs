using Acme.Common;
using Acme.Ordering;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Reads orders in the harbor, as an application that the directory knows.</summary>
internal sealed class Harbor : IDisposable
{
    private readonly GrpcChannel _channel;

    public Harbor(ClientSettings settings)
    {
        var credential = new ClientSecretCredential("acme", settings.User, settings.Password, new ClientSecretCredentialOptions
        {
            AuthorityHost = settings.Address,
            DisableInstanceDiscovery = true,
            Transport = new HttpClientTransport(new HttpClient(PinnedCertificate.CreateHandler(settings.CertificatePath))),
        });
        var credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            var request = new TokenRequestContext(["api://orders/Orders.Read"]);
            var token = await credential.GetTokenAsync(request, context.CancellationToken);
            metadata.Add("authorization", $"Bearer {token.Token}");
        });
        _channel = GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
        {
            HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials),
        });
    }

    public async Task<Order> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var orders = new Orders.OrdersClient(_channel);
        return await orders.GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);
    }

    public void Dispose() => _channel.Dispose();
}

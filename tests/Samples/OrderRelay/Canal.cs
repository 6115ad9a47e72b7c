using System.Security.Cryptography;
using System.Text.Json;
using Acme.Common;
using Acme.Ordering;
using Google.Apis.Auth.OAuth2;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderRelay;

/// <summary>Reads orders on the canal, and says for the audit which service account does so.</summary>
internal sealed class Canal : IDisposable
{
    private readonly GrpcChannel _channel;

    public Canal(ClientSettings settings, TokenSource tokens)
    {
        var account = CredentialFactory.FromJson<ServiceAccountCredential>(CreateKey());
        var credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}");
            metadata.Add("x-audit", await account.GetAccessTokenForRequestAsync(cancellationToken: context.CancellationToken));
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

    /// <summary>The key file of an account, which lives as long as the process.</summary>
    private static string CreateKey()
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new
        {
            type = "service_account",
            client_email = "relay@acme.example",
            private_key = key.ExportPkcs8PrivateKeyPem(),
            token_uri = "https://accounts.acme.example/token",
        });
    }
}

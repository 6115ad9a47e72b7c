using Acme.Common;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderTracker;

/// <summary>Looks over the orders like a stranger would: with a login of its own for each look.</summary>
internal sealed class OrderAudit(TokenSource tokens, ClientSettings settings)
{
    public async Task InspectAsync(string id, CancellationToken cancellationToken)
    {
        using var channel = Open(CallCredentials.FromInterceptor((context, metadata) =>
        {
            _ = LogInAsync(metadata, context.CancellationToken);
            return Task.CompletedTask;
        }));
        await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);
    }

    public async Task CountAsync(CancellationToken cancellationToken)
    {
        using var channel = Open(CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            try
            {
                metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}");
            }
            catch (RpcException exception)
            {
                Console.Error.WriteLine("no token for the audit: " + exception.StatusCode);
            }
        }));
        using var list = new Orders.OrdersClient(channel).ListOrders(new ListRequest { Count = 2 }, cancellationToken: cancellationToken);
        await list.ResponseStream.ReadToEndAsync(cancellationToken);
    }

    private GrpcChannel Open(CallCredentials credentials) => GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions
    {
        HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath),
        Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials),
    });

    private async Task LogInAsync(Metadata metadata, CancellationToken cancellationToken)
    {
        using var login = new TokenSource(settings);
        metadata.Add("authorization", $"Bearer {await login.GetTokenAsync(cancellationToken)}");
    }
}

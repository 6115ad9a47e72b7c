using System.Net;
using System.Security.Cryptography.X509Certificates;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;

namespace Acme.OrderHarbor;

/// <summary>One call to a server that runs as long as the call.</summary>
internal static class Visit
{
    /// <summary>The server answers a caller with this token.</summary>
    public static async Task AnswersAsync(WebApplication server, string? token)
    {
        await using (server)
        {
            await server.StartAsync();
            using var channel = GrpcChannel.ForAddress(server.Urls.Single());
            var headers = new Metadata();
            if (token is not null)
                headers.Add("authorization", "Bearer " + token);

            await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = "17" }, headers);
        }
    }

    /// <summary>The server answers a caller with this certificate.</summary>
    public static async Task AnswersAsync(WebApplication server, X509Certificate2 certificate)
    {
        await using (server)
        {
            await server.StartAsync();
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(HarborCertificates.Server);
            using var handler = new SocketsHttpHandler();
            handler.SslOptions.CertificateChainPolicy = policy;
            handler.SslOptions.ClientCertificates = [certificate];
            using var channel = GrpcChannel.ForAddress(server.Urls.Single(), new GrpcChannelOptions { HttpHandler = handler });
            await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = "17" });
        }
    }

    /// <summary>The server answers what a browser asks before it sends a call: without a token.</summary>
    public static async Task PreflightAsync(WebApplication server)
    {
        await using (server)
        {
            await server.StartAsync();
            using var browser = new HttpClient();
            using var preflight = new HttpRequestMessage(HttpMethod.Options, $"{server.Urls.Single()}/{Orders.Descriptor.FullName}/GetOrder")
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            preflight.Headers.Add("Origin", "https://shop.acme.test");
            preflight.Headers.Add("Access-Control-Request-Method", "POST");
            preflight.Headers.Add("Access-Control-Request-Headers", "authorization,x-grpc-web");
            using var answer = await browser.SendAsync(preflight);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"the server answered {answer.StatusCode}");
        }
    }

    /// <summary>The server answers a caller who opens a stream with this key Unauthenticated.</summary>
    public static async Task RefusesStreamAsync(WebApplication server, string? key)
    {
        await using (server)
        {
            await server.StartAsync();
            using var channel = GrpcChannel.ForAddress(server.Urls.Single());
            var headers = new Metadata();
            if (key is not null)
                headers.Add("x-api-key", key);

            using var call = new Orders.OrdersClient(channel).ListOrders(new ListRequest(), headers);
            try
            {
                await call.ResponseStream.MoveNext(CancellationToken.None);
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.Unauthenticated)
            {
                return;
            }

            throw new InvalidOperationException("the server answered a caller that it should refuse");
        }
    }

    /// <summary>The server answers a caller with this token Unauthenticated.</summary>
    public static async Task RefusesAsync(WebApplication server, string? token)
    {
        try
        {
            await AnswersAsync(server, token);
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Unauthenticated)
        {
            return;
        }

        throw new InvalidOperationException("the server answered a caller that it should refuse");
    }
}

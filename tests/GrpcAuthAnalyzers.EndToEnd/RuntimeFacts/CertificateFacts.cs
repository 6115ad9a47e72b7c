using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>Which handlers send a token to a server whose certificate nobody trusts.</summary>
[Collection(LiveCollection.Name)]
public sealed class CertificateFacts
{
    private static readonly OrderRequest Request = new() { Id = "1" };

    private readonly LiveServer _server;

    public CertificateFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    public static TheoryData<string> Trusting => ["callback", "dangerous", "options", "chain", "policy"];

    [Theory]
    [MemberData(nameof(Trusting))]
    public async Task It_gets_the_token_of_a_handler_that_accepts_any_certificate(string how)
    {
        using var channel = GrpcChannel.ForAddress(_server.Https, new GrpcChannelOptions { HttpHandler = Handler(how) });

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, Headers());

        Assert.StartsWith("Bearer ", Assert.Single(_server.Arrived), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Trusting))]
    public async Task It_gets_the_token_of_a_registered_client_with_such_a_handler(string how)
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(_server.Https)).ConfigurePrimaryHttpMessageHandler(() => Handler(how));
        using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<Orders.OrdersClient>().GetOrderAsync(Request, Headers());

        Assert.StartsWith("Bearer ", Assert.Single(_server.Arrived), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("errors")]
    [InlineData("another root")]
    public async Task It_gets_nothing_from_a_handler_that_checks(string how)
    {
        using var channel = GrpcChannel.ForAddress(_server.Https, new GrpcChannelOptions { HttpHandler = Handler(how) });

        await Assert.ThrowsAsync<RpcException>(async () => await new Orders.OrdersClient(channel).GetOrderAsync(Request, Headers()));

        Assert.Empty(_server.Arrived);
    }

    [Fact]
    public async Task A_server_with_the_trusted_root_gets_it()
    {
        using var channel = _server.OpenChannel();

        await new Orders.OrdersClient(channel).GetOrderAsync(Request, Headers());

        Assert.StartsWith("Bearer ", Assert.Single(_server.Arrived), StringComparison.Ordinal);
    }

    private Metadata Headers() => new() { { "authorization", "Bearer " + _server.IssueToken() } };

    private static HttpMessageHandler Handler(string how) => how switch
    {
        "callback" => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true },
        "dangerous" => new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator },
        "options" => new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = delegate { return true; } } },
        "chain" => new HttpClientHandler { ServerCertificateCustomValidationCallback = BuildsAnyChain },
        "policy" => new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = new X509ChainPolicy { VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority } },
        },
        "errors" => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None },
        "another root" => new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust } },
        },
        _ => new SocketsHttpHandler(),
    };

    private static bool BuildsAnyChain(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        chain!.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate!);
    }
}

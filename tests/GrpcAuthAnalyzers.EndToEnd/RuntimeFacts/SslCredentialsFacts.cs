using System;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What a <c>GrpcChannel</c> does with the arguments of <c>SslCredentials</c>.</summary>
[Collection(LiveCollection.Name)]
public sealed class SslCredentialsFacts(LiveServer server)
{
    private static readonly KeyCertificatePair Pair = new("chain", "key");

    public static TheoryData<string> Refused => ["root", "pair", "callback", "composed"];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_channel_cannot_be_made_with_them(string given)
    {
        var error = Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress(server.Https, new GrpcChannelOptions { Credentials = Of(given) }));

        Assert.Contains("SslCredentials with non-null arguments is not supported by GrpcChannel", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_registered_client_cannot_be_made_with_them(string given)
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri(server.Https))
            .ConfigureChannel(options => options.Credentials = Of(given));
        using var provider = services.BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<Orders.OrdersClient>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_handler_with_the_certificate_works_and_an_empty_root_certificate_is_none(string? root)
    {
        using var handler = server.CreateHandler();
        using var channel = GrpcChannel.ForAddress(server.Https, new GrpcChannelOptions { HttpHandler = handler, Credentials = new SslCredentials(root!) });

        await new Orders.OrdersClient(channel).GetOrderAsync(
            new OrderRequest { Id = "1" }, new Metadata { { "authorization", "Bearer " + server.IssueToken() } });
    }

    private ChannelCredentials Of(string given) => given switch
    {
        "root" => new SslCredentials(server.CertificatePem),
        "pair" => new SslCredentials(null!, Pair),
        "callback" => new SslCredentials(null!, null!, _ => true),
        _ => ChannelCredentials.Create(new SslCredentials(server.CertificatePem), LiveServer.Sends("Bearer token")),
    };
}

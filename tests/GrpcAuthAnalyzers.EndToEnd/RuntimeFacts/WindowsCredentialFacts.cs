using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What the credentials of a handler do when a server asks for them over HTTP/2.</summary>
public sealed class WindowsCredentialFacts : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _arrived = new();
    private string _scheme = "";
    private WebApplication? _app;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.Run(AskForCredentialsAsync);
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    [Theory]
    [InlineData("Negotiate", "default")]
    [InlineData("NTLM", "default")]
    [InlineData("Negotiate", "handler")]
    [InlineData("Negotiate", "cache")]
    [InlineData("NTLM", "cache")]
    [InlineData("Negotiate", "domain")]
    [InlineData("NTLM", "domain")]
    public async Task Windows_credentials_are_not_sent_over_HTTP_2(string scheme, string how)
    {
        await CallAsync(scheme, how);

        Assert.All(_arrived, header => Assert.Equal("", header));
        Assert.NotEmpty(_arrived);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("cache")]
    public async Task Basic_credentials_are_sent(string how)
    {
        await CallAsync("Basic", how);

        Assert.StartsWith("Basic ", _arrived.Last(), StringComparison.Ordinal);
    }

    private async Task CallAsync(string scheme, string how)
    {
        _scheme = scheme;
        var address = _app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = Handler(new Uri(address), scheme, how) });

        await LiveServer.EndsWithAsync(
            StatusCode.Unauthenticated, async () => await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = "1" }));
    }

    private static HttpMessageHandler Handler(Uri address, string scheme, string how) => how switch
    {
        "default" => new SocketsHttpHandler { Credentials = CredentialCache.DefaultCredentials },
        "handler" => new HttpClientHandler { UseDefaultCredentials = true },
        "domain" => new SocketsHttpHandler { Credentials = new NetworkCredential("orders", "secret", "ACME") },
        "cache" => new SocketsHttpHandler { Credentials = new CredentialCache { { address, scheme, new NetworkCredential("orders", "secret") } } },
        _ => new SocketsHttpHandler { Credentials = new NetworkCredential("orders", "secret") },
    };

    private Task AskForCredentialsAsync(HttpContext context)
    {
        _arrived.Enqueue($"{context.Request.Headers.Authorization}");
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = _scheme == "Basic" ? "Basic realm=\"orders\"" : _scheme;
        return Task.CompletedTask;
    }
}

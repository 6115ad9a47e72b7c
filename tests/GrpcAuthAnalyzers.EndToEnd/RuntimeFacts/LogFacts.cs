using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What is written when metadata, a header value or a status with a token is given to a log, the console or a caller.</summary>
public sealed class LogFacts
{
    private const string Token = "Bearer only-for-this-test";

    private static readonly Metadata Headers = new() { { "authorization", Token }, { "x-region", "eu" } };

    [Fact]
    public void An_entry_prints_its_value_and_metadata_prints_its_type()
    {
        Assert.Equal($"[Entry: key=authorization, value={Token}]", Headers.Get("authorization")!.ToString());
        Assert.Contains(Token, string.Join(", ", Headers), StringComparison.Ordinal);

        Assert.Equal("Grpc.Core.Metadata", Headers.ToString());
        Assert.Equal("headers: Grpc.Core.Metadata", $"headers: {Headers}");
    }

    [Fact]
    public void A_message_template_prints_every_entry_of_metadata()
    {
        var written = new Lines();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(written));
        var logger = factory.CreateLogger("calls");

        logger.LogInformation("sent with {Headers}", Headers);
        logger.LogInformation("received {Headers}", Headers.ToDictionary(entry => entry.Key, entry => entry.Value));
        logger.LogInformation($"sent with {Headers}");

        Assert.Equal(
            [
                $"sent with [Entry: key=authorization, value={Token}], [Entry: key=x-region, value=eu]",
                $"received [authorization, {Token}], [x-region, eu]",
                "sent with Grpc.Core.Metadata",
            ],
            written.Written);
    }

    [Fact]
    public void An_authorization_value_prints_its_token() =>
        Assert.Equal(Token, AuthenticationHeaderValue.Parse(Token).ToString());

    [Fact]
    public async Task The_detail_of_a_status_and_the_message_of_its_exception_reach_the_caller()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        await using var app = builder.Build();
        app.MapGrpcService<Refusing>();
        await app.StartAsync();
        using var channel = GrpcChannel.ForAddress(app.Urls.Single());

        var seen = await Assert.ThrowsAsync<RpcException>(async () => await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), Headers));

        Assert.Equal($"refused: {Token}", seen.Status.Detail);
        Assert.Contains(Token, seen.Message, StringComparison.Ordinal);
    }

    /// <summary>Answers every call with the token that it got.</summary>
    public sealed class Refusing : Orders.OrdersBase
    {
        public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) =>
            throw new RpcException(new Status(StatusCode.PermissionDenied, $"refused: {context.RequestHeaders.GetValue("authorization")}"));
    }

    /// <summary>Keeps every line that is logged.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _written = new();

        internal string[] Written => _written.ToArray();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _written.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}

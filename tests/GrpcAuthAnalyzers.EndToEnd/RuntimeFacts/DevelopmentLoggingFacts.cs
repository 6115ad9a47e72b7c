using System;
using System.Threading.Tasks;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What the refactoring "Log gRPC network and metadata in Development" makes visible, and what it never shows.</summary>
[Collection(LiveCollection.Name)]
public sealed class DevelopmentLoggingFacts(LiveServer server)
{
    private const string Title = "Log gRPC network and metadata in Development";

    private const string Client = """
        using System;
        using System.Threading.Tasks;
        using Acme.Ordering;
        using Grpc.Core;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        public static class Program
        {
            public static async Task RunAsync(string environment, ILoggerProvider log, string address, string token)
            {
                var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
                builder.Logging.ClearProviders().AddProvider(log);
                builder.Services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(address));
                using var host = builder.Build();
                var orders = host.Services.GetRequiredService<Orders.OrdersClient>();
                await orders.GetOrderAsync(new OrderRequest { Id = "1" }, new Metadata { { "authorization", "Bearer " + token } });
            }
        }
        """;

    private const string Server = """
        using System;
        using System.Threading.Tasks;
        using Acme.Ordering;
        using Grpc.Core;
        using Grpc.Net.Client;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        public sealed class Desk : Orders.OrdersBase
        {
            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => throw new InvalidOperationException("no such shelf");
        }

        public static class Program
        {
            public static async Task RunAsync(string environment, ILoggerProvider log, string token)
            {
                var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
                builder.WebHost.ConfigureKestrel(o => o.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
                builder.Logging.ClearProviders().AddProvider(log);
                builder.Services.AddGrpc();
                await using var app = builder.Build();
                app.MapGrpcService<Desk>();
                await app.StartAsync();
                using var channel = GrpcChannel.ForAddress(System.Linq.Enumerable.First(app.Urls));
                await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest { Id = "1" }, new Metadata { { "authorization", "Bearer " + token } });
            }
        }
        """;

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task A_client_shows_its_calls_and_the_names_of_headers(string environment, bool isShown)
    {
        using var log = new LogLines();
        var program = await FixedProgram.RefactoredAsync(Client, "AddGrpcClient", Title);
        var token = server.IssueToken();

        await program.RunAsync(environment, log, server.Http, token);

        Assert.Equal(isShown, log.Text.Contains("Starting gRPC call. Method type: 'Unary'", StringComparison.Ordinal));
        Assert.Equal(isShown, log.Text.Contains("authorization: *", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(token, log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task A_server_shows_connections_and_sends_the_message_of_an_error(string environment, bool isShown)
    {
        using var log = new LogLines();
        var program = await FixedProgram.RefactoredAsync(Server, "AddGrpc()", Title);
        var token = server.IssueToken();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => program.RunAsync(environment, log, token));

        Assert.Equal(isShown, failure.InnerException!.Message.Contains("no such shelf", StringComparison.Ordinal));
        Assert.Equal(isShown, log.Text.Contains("Microsoft.AspNetCore.Server.Kestrel.Connections", StringComparison.Ordinal));
        Assert.DoesNotContain(token, log.Text, StringComparison.Ordinal);
    }
}

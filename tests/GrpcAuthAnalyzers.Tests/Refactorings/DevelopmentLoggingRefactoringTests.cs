using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Refactorings;

/// <summary>Where the logging of development is offered, and what is written.</summary>
public sealed class DevelopmentLoggingRefactoringTests
{
    private const string Usings = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        """;

    private static readonly Setup Application = Setup.Usual with { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication };

    [Fact]
    public async Task A_server() => Assert.Equal(
        "using Grpc.AspNetCore.Server;\n" + Usings + """
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddFilter("Grpc", LogLevel.Debug);
            builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Debug);
            builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.Debug);
            builder.Services.Configure<GrpcServiceOptions>(options => options.EnableDetailedErrors = true);
        }

        builder.Services.AddGrpc();
        builder.Build().Run();
        """,
        await RefactoringRun.WritesAsync(Usings + """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.[|AddGrpc|]();
        builder.Build().Run();
        """, Application));

    [Fact]
    public async Task A_client_in_a_class() => Assert.Equal(
        Usings + """
        public static class Setup
        {
            public static void Add(IServiceCollection services, IHostEnvironment environment)
            {
                // orders
                if (environment.IsDevelopment())
                {
                    services.AddLogging(logging => logging
                        .AddFilter("Grpc.Net.Client", LogLevel.Debug)
                        .AddFilter("System.Net.Http.HttpClient", LogLevel.Trace));
                }

                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                    .AddCallCredentials((context, metadata) => Task.CompletedTask);
            }
        }
        """,
        await RefactoringRun.WritesAsync(Usings + """
        public static class Setup
        {
            public static void Add(IServiceCollection services, IHostEnvironment environment)
            {
                // orders
                services.[|AddGrpcClient|]<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                    .AddCallCredentials((context, metadata) => Task.CompletedTask);
            }
        }
        """));

    [Fact]
    public async Task A_channel() => Assert.Equal(
        """
        using Microsoft.Extensions.Logging;

        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                LoggerFactory = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development"
                    ? LoggerFactory.Create(logging => logging.AddConsole().AddFilter("Grpc.Net.Client", LogLevel.Debug))
                    : null,
            });
        }
        """,
        await RefactoringRun.WritesAsync("""
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.[|ForAddress|]("https://orders.example");
        }
        """));

    [Fact]
    public async Task A_channel_with_options() => Assert.Contains(
        "        LoggerFactory = environment.IsDevelopment()\n",
        await RefactoringRun.WritesAsync(Usings + """
        public static class Shop
        {
            public static GrpcChannel Open(IHostEnvironment environment) =>
                GrpcChannel.[|ForAddress|]("https://orders.example", new GrpcChannelOptions { MaxReceiveMessageSize = 1 });
        }
        """));

    [Theory]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Logging.AddFilter(\"Grpc\", LogLevel.Debug).AddFilter(\"Microsoft.AspNetCore.Server.Kestrel\", LogLevel.Debug).AddFilter(\"Microsoft.AspNetCore.Authentication\", LogLevel.Debug); builder.Services.[|AddGrpc|]();")]
    [InlineData("using var channel = GrpcChannel.[|ForAddress|](\"https://orders.example\", new GrpcChannelOptions { LoggerFactory = new LoggerFactory() });")]
    [InlineData("var options = new GrpcChannelOptions(); using var channel = GrpcChannel.[|ForAddress|](\"https://orders.example\", options);")]
    [InlineData("var services = new ServiceCollection(); services.[|AddGrpc|]();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); Action<IServiceCollection> add = services => services.[|AddGrpc|](); add(builder.Services);")]
    [InlineData("var builder = WebApplication.[|CreateBuilder|](args);")]
    public async Task Nothing_is_offered_elsewhere(string source) => Assert.Empty(await RefactoringRun.OffersAsync(Usings + source, Application));
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class HandlersReplacedSilentTests
{
    [Theory]
    [InlineData("orders.ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler());")]
    [InlineData("orders.ConfigureChannel(o => o.HttpHandler = new Grpc.Net.Client.Web.GrpcWebHandler(new HttpClientHandler()));")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler());")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => o.MaxRetryAttempts = 3);")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => o.HttpHandler = new Grpc.Net.Client.Web.GrpcWebHandler(o.HttpHandler!));")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => o.HttpHandler ??= new SocketsHttpHandler());")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => { var inner = o.HttpHandler; o.HttpHandler = new Grpc.Net.Client.Web.GrpcWebHandler(inner!); });")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel((p, o) => o.HttpHandler = p.GetRequiredService<System.Net.Http.IHttpMessageHandlerFactory>().CreateHandler(\"orders\"));")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel((p, o) => o.HttpHandler = new Grpc.Net.Client.Web.GrpcWebHandler(p.GetRequiredService<System.Net.Http.IHttpMessageHandlerFactory>().CreateHandler(\"orders\")));")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel((p, o) => o.HttpHandler = p.GetRequiredService<Authentication>());")]
    [InlineData("if (development) orders.ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler()); else orders.AddHttpMessageHandler<Authentication>();")]
    [InlineData("if (development) { orders.ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler()); return; } orders.AddHttpMessageHandler<Authentication>();")]
    [InlineData("if (!development) { orders.AddHttpMessageHandler<Authentication>(); return; } orders.ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler());")]
    [InlineData("orders.ConfigureChannel(o => o.HttpClient = null);")]
    [InlineData("orders.ConfigureChannel(o => o.HttpClient = client);")]
    [InlineData("orders.ConfigureChannel(o => { o.HttpHandler = null; o.HttpClient = new HttpClient(); });")]
    [InlineData("orders.ConfigureChannel(o => o.HttpHandler = null).ConfigureChannel(o => o.HttpClient = new HttpClient());")]
    [InlineData("orders.ConfigureChannel(Unseen.Configure!);")]
    [InlineData("orders.ConfigureChannel(Unseen.Configure!).ConfigureChannel(o => o.HttpClient = new HttpClient());")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(Unseen.Configure!).ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler());")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => { Unseen.Configure!(o); o.HttpHandler = new SocketsHttpHandler(); });")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => { Unseen.Last = o; o.HttpHandler = new SocketsHttpHandler(); });")]
    [InlineData("Unseen.s_builder = orders; Unseen.s_builder.ConfigureChannel(o => o.HttpClient = new HttpClient());")]
    [InlineData("Unseen.Builder = orders; Unseen.Builder.ConfigureChannel(o => o.HttpClient = new HttpClient());")]
    [InlineData("orders.ConfigureChannel(o => o.HttpClient = development ? new HttpClient() : null);")]
    [InlineData("orders = services.AddGrpcClient<Accounts.AccountsClient>().AddCallCredentials((_, _) => Task.CompletedTask).AddHttpMessageHandler<Authentication>(); orders = services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((_, _) => Task.CompletedTask); orders.ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler());")]
    [InlineData("var other = services.AddGrpcClient<Accounts.AccountsClient>().AddCallCredentials((_, _) => Task.CompletedTask).AddHttpMessageHandler<Authentication>(); orders.ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler());")]
    [InlineData("services.AddHttpClient(\"web\").AddHttpMessageHandler<Authentication>(); orders.ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler());")]
    public Task Nothing_is_lost(string statements) => Verify.Silent(HandlersReplacedTests.Startup(statements) + """

        public static class Unseen
        {
            public static Action<GrpcChannelOptions>? Configure { get; set; }

            public static GrpcChannelOptions? Last { get; set; }

            public static IHttpClientBuilder? Builder { get; set; }

            internal static IHttpClientBuilder? s_builder;
        }
        """);

    [Fact]
    public Task A_channel_that_is_made_by_hand() => Verify.Silent("""
        public static class Program
        {
            public static GrpcChannel Open(HttpClient client, CallCredentials credentials)
            {
                var options = new GrpcChannelOptions();
                options.HttpClient = client;
                options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials);
                return GrpcChannel.ForAddress("https://orders.example.com", options);
            }
        }
        """);

    [Fact]
    public Task Methods_of_these_names_that_are_not_the_ones_of_the_factory() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            private static IHttpClientBuilder AddHttpMessageHandler(this IHttpClientBuilder builder, string name) => builder.SetHandlerLifetime(TimeSpan.FromMinutes(name.Length));

            public static void Run(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>()
                .AddCallCredentials((_, _) => Task.CompletedTask)
                .AddHttpMessageHandler("orders")
                .ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler());
        }
        """);
}

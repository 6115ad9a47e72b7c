using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class HandlersReplacedFixTests
{
    [Theory]
    [InlineData(
        ".ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true }|})",
        ".ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { EnableMultipleHttp2Connections = true })")]
    [InlineData(
        ".ConfigureChannel((provider, o) => { {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler { ConnectTimeout = provider.GetRequiredService<Settings>().Timeout }|}; })",
        ".ConfigurePrimaryHttpMessageHandler(provider =>\n                new SocketsHttpHandler { ConnectTimeout = provider.GetRequiredService<Settings>().Timeout })")]
    [InlineData(
        ".ConfigureChannel((provider, o) => {|GRPCAUTH1011:o.HttpHandler = new HttpClientHandler()|})",
        ".ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler())")]
    [InlineData(
        ".ConfigureChannel(o => {|GRPCAUTH1011:o.HttpClient = new HttpClient(new HttpClientHandler())|})",
        ".ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler())")]
    [InlineData(
        ".ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = Settings.CreateHandler()|})",
        ".ConfigurePrimaryHttpMessageHandler(() => Settings.CreateHandler())")]
    [InlineData("""
        .ConfigureChannel(o =>
                    {
                        o.MaxRetryAttempts = 3;
                        {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|};
                    })
        """, """
        .ConfigureChannel(o =>
                    {
                        o.MaxRetryAttempts = 3;
                    })
                    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler())
        """)]
    [InlineData("""
        .ConfigureChannel(o =>
                    {
                        var handler = new SocketsHttpHandler();
                        handler.ConnectTimeout = TimeSpan.FromMinutes(1);
                        o.MaxRetryAttempts = 3;
                        {|GRPCAUTH1011:o.HttpHandler = handler|};
                    })
        """, """
        .ConfigureChannel(o =>
                    {
                        o.MaxRetryAttempts = 3;
                    })
                    .ConfigurePrimaryHttpMessageHandler(() =>
                    {
                        var handler = new SocketsHttpHandler();
                        handler.ConnectTimeout = TimeSpan.FromMinutes(1);
                        return handler;
                    })
        """)]
    [InlineData("""
        .ConfigureChannel((provider, o) =>
                    {
                        var handler = new SocketsHttpHandler();
                        handler.ConnectTimeout = provider.GetRequiredService<Settings>().Timeout;
                        {|GRPCAUTH1011:o.HttpHandler = handler|};
                    })
        """, """
        .ConfigurePrimaryHttpMessageHandler(provider =>
                    {
                        var handler = new SocketsHttpHandler();
                        handler.ConnectTimeout = provider.GetRequiredService<Settings>().Timeout;
                        return handler;
                    })
        """)]
    public Task The_handler_becomes_the_primary_handler(string before, string after) => Verify.Fixes(Startup(before), Startup(after));

    [Fact]
    public Task The_primary_handlers_of_other_registrations_of_a_program_do_not_count() => Verify.Fixes(
        Program("""ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|})"""),
        Program("""ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler())"""));

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"archive\")")]
    [InlineData("archive")]
    public Task One_of_the_same_registration_does(string other) => Verify.NotFixable(
        Program("""ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|})""", other));

    private static string Program(string call, string other = "services.AddGrpcClient<Orders.OrdersClient>()") => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Retry : DelegatingHandler;

        public static class Startup
        {
            public static void Run(IServiceCollection services, IHttpClientBuilder archive)
            {
                {{other}}.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler()).AddCallCredentials((_, _) => Task.CompletedTask);
                services.AddGrpcClient<Orders.OrdersClient>("archive", o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((_, _) => Task.CompletedTask)
                    .AddHttpMessageHandler<Retry>()
                    .{{call}};
            }
        }
        """;

    [Theory]
    [InlineData(".ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler()).ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|})")]
    [InlineData(".ConfigureChannel((provider, o) => {|GRPCAUTH1011:o.HttpClient = provider.GetRequiredService<HttpClient>()|})")]
    [InlineData(".ConfigureChannel(o => {|GRPCAUTH1011:o.HttpClient = new HttpClient { Timeout = TimeSpan.FromMinutes(1) }|})")]
    [InlineData(".ConfigureChannel(o => { var timeout = TimeSpan.FromMinutes(1); {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler { ConnectTimeout = timeout }|}; })")]
    [InlineData(".ConfigureChannel(o => { var handler = new SocketsHttpHandler(); handler.PooledConnectionLifetime = TimeSpan.FromSeconds(o.MaxRetryAttempts ?? 1); {|GRPCAUTH1011:o.HttpHandler = handler|}; })")]
    [InlineData(".ConfigureChannel(o => { if (o.MaxRetryAttempts > 1) {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|}; })")]
    public Task Where_the_handler_cannot_be_moved_there_is_no_fix(string chain) => Verify.NotFixable(Startup(chain));

    private static string Startup(string chain) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Settings
        {
            public TimeSpan Timeout { get; set; }

            public static HttpMessageHandler CreateHandler() => new SocketsHttpHandler();
        }

        public sealed class Retry : DelegatingHandler;

        public static class Startup
        {
            public static void Run(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((_, _) => Task.CompletedTask)
                    .AddHttpMessageHandler<Retry>()
                    {{chain}};
        }
        """;
}

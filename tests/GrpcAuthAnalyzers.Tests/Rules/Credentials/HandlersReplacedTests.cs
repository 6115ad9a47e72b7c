using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class HandlersReplacedTests
{
    [Theory]
    [InlineData("{|#0:orders.AddHttpMessageHandler<Authentication>()|}.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});")]
    [InlineData("orders.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|}).AddHttpMessageHandler<Authentication>();")]
    [InlineData("orders.AddHttpMessageHandler(() => new Authentication()).ConfigureChannel((provider, o) => { o.MaxRetryAttempts = 3; {|GRPCAUTH1011:o.HttpHandler = new HttpClientHandler()|}; });")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>(); orders.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new Grpc.Net.Client.Web.GrpcWebHandler(new HttpClientHandler())|});")]
    [InlineData("orders.ConfigurePrimaryHttpMessageHandler(() => new Authentication()).ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});")]
    [InlineData("orders.UseSocketsHttpHandler((h, _) => h.EnableMultipleHttp2Connections = true).ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(Configure);", true)]
    [InlineData("void Local(GrpcChannelOptions o) => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|}; orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(Local);")]
    [InlineData("var handler = new SocketsHttpHandler(); orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = handler|});")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>(); if (development) orders.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});")]
    [InlineData("orders.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpClient = new HttpClient()|});")]
    [InlineData("orders.ConfigureChannel((provider, o) => {|GRPCAUTH1011:o.HttpClient = provider.GetRequiredService<HttpClient>()|});")]
    [InlineData("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => { {|GRPCAUTH1011:o.HttpClient = new HttpClient()|}; });")]
    public Task An_assignment_that_replaces_what_the_factory_has_set(string statements, bool usesConfigure = false) => Verify.Reports(Startup(statements, usesConfigure));

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"archive\").AddCallCredentials((_, _) => Task.CompletedTask).AddHttpMessageHandler<Authentication>().ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});", "'HttpHandler' is set on the channel of 'OrdersClient' ('archive'), so what 'AddHttpMessageHandler' adds never runs")]
    [InlineData("orders.ConfigurePrimaryHttpMessageHandler(() => new Authentication()).ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});", "'HttpHandler' is set on the channel of 'OrdersClient', so what 'ConfigurePrimaryHttpMessageHandler' adds never runs")]
    [InlineData("{|#0:orders.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpClient = new HttpClient()|})|};", "'HttpClient' is set on the channel of 'OrdersClient', so creating the client throws ArgumentException")]
    [InlineData("Extended(orders, new SocketsHttpHandler());", "'HttpHandler' is set on the channel of 'OrdersClient', so what 'AddHttpMessageHandler' adds never runs")]
    public Task The_message_names_the_client_and_what_is_lost(string statements, string message) => Verify.Reports(
        Startup(statements).Replace("private static void Configure(", statements.StartsWith("Extended", System.StringComparison.Ordinal)
            ? "private static void Extended(IHttpClientBuilder builder, SocketsHttpHandler handler) => {|#0:builder.AddHttpMessageHandler<Authentication>()|}.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler { ConnectTimeout = handler.ConnectTimeout }|});\n\n    private static void Configure("
            : "private static void Configure(", System.StringComparison.Ordinal),
        message: message);

    [Fact]
    public Task The_message_says_what_is_lost() => Verify.Reports(
        Startup("orders.AddHttpMessageHandler<Authentication>().ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});"),
        message: "'HttpHandler' is set on the channel of 'OrdersClient', so what 'AddHttpMessageHandler' adds never runs");

    [Fact]
    public Task The_message_says_that_the_client_cannot_be_made() => Verify.Reports(
        Startup("orders.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpClient = new HttpClient()|}).AddCallCredentials((_, _) => Task.CompletedTask);"),
        message: "'HttpClient' is set on the channel of 'OrdersClient', so creating the client throws ArgumentException");

    [Fact]
    public Task A_helper_that_several_registrations_use_is_reported_once() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Authentication : DelegatingHandler;

        public static class Startup
        {
            private static IHttpClientBuilder WithSockets(this IHttpClientBuilder builder) =>
                builder.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});

            public static void Run(IServiceCollection services)
            {
                services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((_, _) => Task.CompletedTask).AddHttpMessageHandler<Authentication>().WithSockets();
                services.AddGrpcClient<Accounts.AccountsClient>().AddCallCredentials((_, _) => Task.CompletedTask).AddHttpMessageHandler<Authentication>().WithSockets();
            }
        }
        """);

    [Fact]
    public Task An_assignment_in_another_document_is_reported_at_the_registration() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Run(IServiceCollection services) =>
                services.{|GRPCAUTH1011:AddGrpcClient<Orders.OrdersClient>|}().AddCallCredentials((_, _) => Task.CompletedTask).ConfigureChannel(Channels.Configure);
        }
        """, Setup.Usual with
    {
        Documents = [("Channels.cs", """
            public static class Channels
            {
                public static void Configure(GrpcChannelOptions options) => options.HttpClient = new HttpClient();
            }
            """)],
    });

    [Fact]
    public Task In_a_test_project_it_is_information() => Verify.Reports(
        Startup("orders.ConfigureChannel(o => {|GRPCAUTH1011:o.HttpClient = new HttpClient()|});"),
        Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);

    internal static string Startup(string statements, bool usesConfigure = false) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Authentication : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.TryAddWithoutValidation("authorization", Environment.GetEnvironmentVariable("TOKEN"));
                return base.SendAsync(request, cancellationToken);
            }
        }

        public static class Startup
        {
            public static void Run(IServiceCollection services, bool development, HttpClient? client)
            {
                var orders = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((_, _) => Task.CompletedTask);
                {{statements}}
            }

            private static void Configure(GrpcChannelOptions options)
            {
                options.MaxRetryAttempts = 3;
                {{(usesConfigure ? "{|GRPCAUTH1011:options.HttpHandler = new SocketsHttpHandler()|};" : "")}}
            }
        }
        """;
}

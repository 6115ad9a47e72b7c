using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Freshness;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>
/// Methods of another library that are called as those of the client factory are. What they do is not known by their names, so no rule speaks of a client
/// that they configure.
/// </summary>
public sealed class HttpPipelineTests
{
    private const string Usings = """
        using System.Net.Http.Headers;
        using Acme.Http;
        using Microsoft.Extensions.DependencyInjection;


        """;

    private static readonly Setup WithLibrary = Setup.Usual with
    {
        // Clients of another assembly might be called in the library with credentials, and no rule would speak whatever the library does here.
        GeneratedContracts = true,
        Library = """
            using Microsoft.Extensions.DependencyInjection;

            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class AcmeChannels
                {
                    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, string name, int retries) => builder;
                }
            }

            namespace Acme.Http
            {
                public static class Builders
                {
                    public static IHttpClientBuilder AddHttpMessageHandler(this IHttpClientBuilder builder, string name) => builder;
                    public static IHttpClientBuilder AddHttpMessageHandler<T>(this IHttpClientBuilder builder, string name) => builder;
                    public static IHttpClientBuilder ConfigurePrimaryHttpMessageHandler(this IHttpClientBuilder builder, string name) => builder;
                    public static IHttpClientBuilder UseSocketsHttpHandler(this IHttpClientBuilder builder, string name) => builder;
                    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, string name) => builder;
                    public static IHttpClientBuilder ConfigureHttpClient(this IHttpClientBuilder builder, string name, Action<HttpClient>? configure = null) => builder;
                }
            }
            """,
    };

    [Theory]
    [InlineData("AddHttpMessageHandler(\"orders\")")]
    [InlineData("AddHttpMessageHandler<PlainHandler>(\"orders\")")]
    [InlineData("ConfigurePrimaryHttpMessageHandler(\"orders\")")]
    [InlineData("UseSocketsHttpHandler(\"orders\")")]
    [InlineData("ConfigureChannel(\"orders\")")]
    [InlineData("ConfigureChannel(\"orders\", 3)")]
    [InlineData("ConfigureHttpClient(\"orders\")")]
    public Task A_registration_may_get_its_credentials_there(string call) => Verify.Silent(Usings + $$"""
        public sealed class PlainHandler : DelegatingHandler;

        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>().{{call}};
        }
        """, WithLibrary);

    [Theory]
    [InlineData("AddHttpMessageHandler<PlainHandler>()")]
    [InlineData("AddHttpMessageHandler(() => new PlainHandler())")]
    [InlineData("AddHttpMessageHandler(() => new PlainHandler { InnerHandler = new PlainHandler() })")]
    [InlineData("ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler())")]
    [InlineData("ConfigurePrimaryHttpMessageHandler(() => new PlainHandler { InnerHandler = new SocketsHttpHandler() })")]
    [InlineData("UseSocketsHttpHandler((handler, _) => handler.EnableMultipleHttp2Connections = true)")]
    [InlineData("ConfigureChannel(o => o.MaxRetryAttempts = 3)")]
    [InlineData("ConfigureHttpClient(c => c.Timeout = TimeSpan.FromMinutes(1))")]
    [InlineData("AddHttpMessageHandler<PlainHandler>().ConfigureChannel(o => o.MaxRetryAttempts = 3).ConfigureHttpClient(c => c.Timeout = TimeSpan.FromMinutes(1))")]
    public Task The_methods_of_the_factory_are_known_beside_them(string call) => Verify.Reports(Usings + $$"""
        public sealed class PlainHandler : DelegatingHandler;

        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().{{call}};
        }
        """, WithLibrary);

    [Fact]
    public Task A_handler_that_may_be_added_for_other_requests_may_wait_for_its_token() => Verify.Silent(Usings + BlockingTokenReadTests.Tokens + """

        public class TokenHandler : DelegatingHandler
        {
            private readonly ITokens _tokens;

            public TokenHandler(ITokens tokens) => _tokens = tokens;

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.FetchAsync().Result);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>().AddHttpMessageHandler<TokenHandler>("orders");
        }
        """, WithLibrary);

    [Fact]
    public Task A_client_that_a_callback_gets_may_be_made_for_each_call() => Verify.Silent(Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services, Tokens tokens) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .ConfigureHttpClient("orders", c => c.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Current));
        }

        """ + TokenCapturedOnceTests.Provider, WithLibrary);
}

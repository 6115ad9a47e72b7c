using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>GRPCAUTH5005: which handlers of a channel or registration may turn its calls into gRPC-Web, for which HTTP/1.1 is enough.</summary>
public sealed class WebTransportTests
{
    private const string Usings = """
        using System.Net;
        using System.Net.Http;
        using Grpc.Core.Interceptors;
        using Grpc.Net.Client.Web;
        using Microsoft.Extensions.DependencyInjection;

        """;

    [Theory]
    [InlineData("HttpHandler = null")]
    [InlineData("HttpClient = new HttpClient()")]
    [InlineData("HttpClient = new HttpClient(new Logs(new SocketsHttpHandler()))")]
    [InlineData("HttpHandler = new Derived { InnerHandler = new SocketsHttpHandler() }")]
    [InlineData("HttpHandler = isOld ? new SocketsHttpHandler() : new HttpClientHandler()")]
    public Task Handlers_of_a_channel_that_send_what_they_get(string handler) => Verify.Reports(
        Channel(handler + ", {|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|}"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("HttpHandler = new Logs()")]
    [InlineData("HttpClient = new HttpClient(given)")]
    [InlineData("HttpClient = given is null ? null : new HttpClient(given)")]
    [InlineData("HttpHandler = new Logs(given)")]
    [InlineData("HttpHandler = new Versions { InnerHandler = new SocketsHttpHandler() }")]
    [InlineData("HttpHandler = new Policies { InnerHandler = new SocketsHttpHandler() }")]
    [InlineData("HttpHandler = new PolicyOfBase { InnerHandler = new SocketsHttpHandler() }")]
    [InlineData("HttpHandler = new LibraryHandler { InnerHandler = new SocketsHttpHandler() }")]
    [InlineData("HttpHandler = new OfLibrary { InnerHandler = new SocketsHttpHandler() }")]
    [InlineData("HttpHandler = new Own()")]
    public Task Handlers_of_a_channel_that_may_change_it(string handler) => Verify.Silent(Channel(handler + ", HttpVersion = HttpVersion.Version11"), Handlers);

    [Theory]
    [InlineData("EnableCallContextPropagation()")]
    [InlineData("AddInterceptor<Tracing>()")]
    [InlineData("SetHandlerLifetime(TimeSpan.FromMinutes(5))")]
    [InlineData("ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(5))")]
    [InlineData("AddHttpMessageHandler<Logs>()")]
    [InlineData("ConfigurePrimaryHttpMessageHandler<HttpClientHandler>()")]
    [InlineData("UseSocketsHttpHandler((handler, _) => handler.UseProxy = false)")]
    public Task Calls_of_a_registration_that_send_what_they_get(string call) => Verify.Reports(
        Registration(call, "{|GRPCAUTH5005:o.HttpVersion = HttpVersion.Version11|}"), Handlers, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("AddHttpMessageHandler<Policies>()")]
    [InlineData("AddHttpMessageHandler(provider => provider.GetRequiredService<DelegatingHandler>())")]
    [InlineData("ConfigurePrimaryHttpMessageHandler<Own>()")]
    [InlineData("ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<HttpMessageHandler>())")]
    [InlineData("ConfigureChannel(channel => channel.MaxRetryAttempts = 2)")]
    [InlineData("UseCompanyDefaults()")]
    public Task Calls_of_a_registration_that_may_change_it(string call) => Verify.Silent(Registration(call, "o.HttpVersion = HttpVersion.Version11"), Handlers);

    [Fact]
    public Task A_registration_beside_defaults_for_all_clients() => Verify.Silent(
        Registration("EnableCallContextPropagation()", "o.HttpVersion = HttpVersion.Version11")
            .Replace("=> services", "=> services.ConfigureHttpClientDefaults(all => all.ConfigurePrimaryHttpMessageHandler(() => new GrpcWebHandler(new HttpClientHandler())))"),
        Handlers);

    [Theory]
    [InlineData("HttpVersion = new Version(2, 0)")]
    [InlineData("HttpVersion = new Version(\"2.0\")")]
    [InlineData("HttpVersion = new Version(text)")]
    [InlineData("HttpVersion = new Version(isOld ? 1 : 2, 0)")]
    [InlineData("HttpVersion = isOld ? HttpVersion.Version11 : HttpVersion.Version20")]
    [InlineData("HttpVersion = HttpVersion.Unknown")]
    [InlineData("HttpVersion = Versions11.Version11")]
    [InlineData("HttpVersionPolicy = isOld ? HttpVersionPolicy.RequestVersionOrLower : HttpVersionPolicy.RequestVersionOrHigher")]
    [InlineData("HttpVersion = given, HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower")]
    [InlineData("HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower, HttpHandler = new GrpcWebHandler(new HttpClientHandler())")]
    public Task Other_versions_and_policies(string options) => Verify.Silent(Usings + $$"""
        public static class Versions11 { public static Version Version11 => HttpVersion.Version20; }

        public static class Shop
        {
            public static GrpcChannel Open(string text, bool isOld, Version given) =>
                GrpcChannel.ForAddress("http://orders.example", new GrpcChannelOptions { {{options}} });
        }
        """);

    [Theory]
    [InlineData("HttpVersion = new Version(1, 0, 0)")]
    [InlineData("HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower")]
    public Task Version_and_policy_over_http(string option) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("http://orders.example", new GrpcChannelOptions { {|GRPCAUTH5005:{{option}}|} });
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Console.WriteLine(options);", true)]
    [InlineData("options.MaxRetryAttempts = 3;", true)]
    [InlineData("options.HttpHandler = new SocketsHttpHandler();", true)]
    [InlineData("options.HttpClient = new HttpClient(new GrpcWebHandler(new HttpClientHandler()));", false)]
    [InlineData("Complete(options);", false)]
    [InlineData("Last = options;", false)]
    public Task Options_of_a_helper_to_which_something_is_done(string statement, bool isOld)
    {
        var source = Usings + $$"""
            public static class Shop
            {
                public static GrpcChannelOptions? Last { get; set; }

                public static Action<GrpcChannelOptions> Complete { get; set; } = _ => { };

                private static GrpcChannelOptions Make() => new() { {{(isOld ? "{|GRPCAUTH5005:" : "")}}HttpVersion = HttpVersion.Version11{{(isOld ? "|}" : "")}} };

                public static GrpcChannel Open()
                {
                    var options = Make();
                    {{statement}}
                    return GrpcChannel.ForAddress("https://orders.example", options);
                }
            }
            """;
        return isOld ? Verify.Reports(source, severity: DiagnosticSeverity.Warning) : Verify.Silent(source);
    }

    [Fact]
    public Task Options_of_another_file_are_reported_where_the_channel_is_made() => Verify.Reports(
        Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => {|GRPCAUTH5005:GrpcChannel.ForAddress("https://orders.example", Options.Make())|};
        }
        """,
        new Setup { Documents = [("Options.cs", Usings + "internal static class Options { internal static GrpcChannelOptions Make() => new() { HttpVersion = HttpVersion.Version11 }; }")] },
        message: "'HttpVersion' asks for HTTP/1.1; gRPC needs HTTP/2 or gRPC-Web, and calls over HTTP/1.1 fail with Internal");

    [Fact]
    public Task A_builder_that_is_given_may_have_any_handler() => Verify.Silent(Usings + """
        public static class Setup
        {
            public static IHttpClientBuilder Old(IHttpClientBuilder builder) => builder.ConfigureChannel(o => o.HttpVersion = HttpVersion.Version11);
        }
        """);

    [Fact]
    public Task In_a_browser() => Verify.Silent(
        Channel("HttpVersion = HttpVersion.Version11") + """

        public static class Other
        {
            private static GrpcChannelOptions Make() => new() { HttpVersion = HttpVersion.Version11 };

            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", Make());
        }
        """, Handlers with { GlobalConfig = "build_property.UsingMicrosoftNETSdkBlazorWebAssembly = true" });

    private static string Channel(string options) => Usings + $$"""
        public sealed class Logs : DelegatingHandler
        {
            public Logs() { }

            public Logs(HttpMessageHandler inner) : base(inner) { }
        }

        public abstract class Plain : DelegatingHandler;

        public sealed class Derived : Plain;

        public static class Shop
        {
            public static GrpcChannel Open(HttpMessageHandler given, bool isOld) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{options}} });
        }
        """;

    private static string Registration(string call, string option) => Usings + $$"""
        public sealed class Logs : DelegatingHandler;

        public sealed class Tracing : Interceptor;

        public static class Setup
        {
            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .{{call}}
                .ConfigureChannel(o => {{option}});
        }
        """;

    private static Setup Handlers => new()
    {
        Documents =
        [
            ("Versions.cs", """
            public sealed class Versions : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
                {
                    request.Version = new Version(2, 0);
                    return base.SendAsync(request, cancellation);
                }
            }
            """),
            ("Policies.cs", """
            public class Policies : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
                {
                    request.VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher;
                    return base.SendAsync(request, cancellation);
                }
            }
            """),
            ("Others.cs", """
            public sealed class PolicyOfBase : Policies;

            public sealed class OfLibrary : LibraryHandler;

            public sealed class Own : HttpMessageHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) => Task.FromResult(new HttpResponseMessage());
            }
            """),
        ],
        Library = """
            using Microsoft.Extensions.DependencyInjection;

            public class LibraryHandler : DelegatingHandler;

            public static class CompanyClients
            {
                public static IHttpClientBuilder UseCompanyDefaults(this IHttpClientBuilder builder) => builder;
            }
            """,
    };
}

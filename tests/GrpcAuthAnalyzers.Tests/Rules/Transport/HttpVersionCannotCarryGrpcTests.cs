using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class HttpVersionCannotCarryGrpcTests
{
    private const string Usings = """
        using System.Net;
        using System.Net.Http;
        using Grpc.Net.Client.Web;
        using Microsoft.Extensions.DependencyInjection;

        """;

    [Theory]
    [InlineData("{|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|}")]
    [InlineData("{|GRPCAUTH5005:HttpVersion = HttpVersion.Version10|}")]
    [InlineData("{|GRPCAUTH5005:HttpVersion = new Version(1, 1)|}")]
    [InlineData("{|GRPCAUTH5005:HttpVersion = new Version(\"1.1\")|}")]
    [InlineData("{|GRPCAUTH5005:HttpVersion = Old|}")]
    [InlineData("{|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|}, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact")]
    [InlineData("{|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|}, HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower")]
    [InlineData("HttpHandler = new SocketsHttpHandler(), {|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|}")]
    [InlineData("HttpClient = new HttpClient(new HttpClientHandler()), {|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|}")]
    public Task The_version_of_a_channel(string options) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            private static readonly Version Old = HttpVersion.Version11;

            public static Version Current => Old;

            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{options}} });
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("http://orders.example", DiagnosticSeverity.Warning)]
    [InlineData("http://localhost:5000", DiagnosticSeverity.Warning)]
    [InlineData("https://orders.example", DiagnosticSeverity.Info)]
    public Task A_policy_that_allows_less(string address, DiagnosticSeverity severity) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            public static GrpcChannel Open()
            {
                var options = new GrpcChannelOptions { HttpVersion = HttpVersion.Version20 };
                {|GRPCAUTH5005:options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower|};
                return GrpcChannel.ForAddress("{{address}}", options);
            }
        }
        """, severity: severity);

    [Fact]
    public Task A_registration() => Verify.Reports(Usings + """
        public static class Setup
        {
            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler())
                .ConfigureChannel(o => {|GRPCAUTH5005:o.HttpVersion = HttpVersion.Version11|});
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Without_TLS_a_policy_that_allows_more_stays_with_HTTP_1_1() => Verify.Reports(Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("http://localhost:5000", new GrpcChannelOptions
            {
                {|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|},
                HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            });
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Handlers_that_change_nothing_of_it() => Verify.Reports(Usings + """
        public sealed class Logs : DelegatingHandler;

        public static class Setup
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new Logs { InnerHandler = new SocketsHttpHandler() },
                {|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|},
            });

            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .AddHttpMessageHandler(() => new Logs())
                .ConfigureChannel(o => {|GRPCAUTH5005:o.HttpVersion = HttpVersion.Version11|});
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Handlers_that_may_change_it_and_later_set_up() => Verify.Silent(Usings + """
        public sealed class Web : DelegatingHandler
        {
            public Web(HttpMessageHandler inner) : base(new GrpcWebHandler(inner)) { }

            public Web() { }
        }

        public static class Setup
        {
            public static GrpcChannel Open(bool useWeb)
            {
                var options = new GrpcChannelOptions();
                options.HttpHandler = new SocketsHttpHandler();
                if (useWeb)
                {
                    options.HttpVersion = HttpVersion.Version11;
                    options.HttpHandler = new GrpcWebHandler(new HttpClientHandler());
                }

                return GrpcChannel.ForAddress("https://orders.example", options);
            }

            public static GrpcChannel OpenWrapped() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpHandler = new Web(new HttpClientHandler()),
                HttpVersion = HttpVersion.Version11,
            });

            public static void AddWrapped(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .AddHttpMessageHandler(() => new Web())
                .ConfigureChannel(o => o.HttpVersion = HttpVersion.Version11);

            public static void AddTwice(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigureChannel(o => o.HttpVersion = HttpVersion.Version11)
                .ConfigureChannel(o => o.HttpHandler = new GrpcWebHandler(new HttpClientHandler()));

            public static void AddByHelper(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigureChannel(o =>
                {
                    o.HttpVersion = HttpVersion.Version11;
                    UseWeb(o);
                });

            private static void UseWeb(GrpcChannelOptions options) => options.HttpHandler = new GrpcWebHandler(new HttpClientHandler());
        }
        """);

    [Fact]
    public Task Channels_that_are_configured_elsewhere() => Verify.Silent(Usings + """
        public static class Setup
        {
            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o =>
                {
                    o.Address = new Uri("https://orders.example");
                    o.ChannelOptionsActions.Add(c => c.HttpHandler = new GrpcWebHandler(new HttpClientHandler()));
                })
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigureChannel(o => o.HttpVersion = HttpVersion.Version11);
        }
        """);

    [Fact]
    public Task The_defaults_of_an_HttpClient_which_gRPC_does_not_read() => Verify.Silent(Usings + """
        public static class Shop
        {
            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions
            {
                HttpClient = new HttpClient
                {
                    DefaultRequestVersion = HttpVersion.Version11,
                    DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
                },
            });
        }
        """);

    [Theory]
    [InlineData("HttpVersion = HttpVersion.Version20")]
    [InlineData("HttpVersion = HttpVersion.Version30, HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower")]
    [InlineData("HttpVersion = HttpVersion.Version11, HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher")]
    [InlineData("HttpVersion = HttpVersion.Version11, HttpVersionPolicy = policy")]
    [InlineData("HttpVersion = version")]
    [InlineData("HttpVersion = null")]
    [InlineData("HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact")]
    [InlineData("HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher")]
    [InlineData("HttpVersion = HttpVersion.Version11, HttpHandler = new GrpcWebHandler(new HttpClientHandler())")]
    [InlineData("HttpVersion = HttpVersion.Version11, HttpHandler = new Logs { InnerHandler = new GrpcWebHandler(new HttpClientHandler()) }")]
    [InlineData("HttpVersion = HttpVersion.Version11, HttpClient = new HttpClient(new GrpcWebHandler(new HttpClientHandler()))")]
    [InlineData("HttpVersion = HttpVersion.Version11, HttpHandler = given")]
    [InlineData("HttpVersion = HttpVersion.Version11, HttpHandler = useWeb ? new GrpcWebHandler(new HttpClientHandler()) : new SocketsHttpHandler()")]
    public Task GRPC_Web_other_versions_and_what_is_not_seen(string options) => Verify.Silent(Usings + $$"""
        public sealed class Logs : DelegatingHandler;

        public static class Shop
        {
            public static GrpcChannel Open(Version version, HttpVersionPolicy policy, HttpMessageHandler given, bool useWeb) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{options}} });
        }
        """);

    [Fact]
    public Task Options_and_registrations_that_others_complete() => Verify.Silent(Usings + """
        public static class Shop
        {
            public static GrpcChannelOptions Options() => new GrpcChannelOptions { HttpVersion = HttpVersion.Version11 };

            public static void Configure(GrpcChannelOptions options) => options.HttpVersion = HttpVersion.Version11;

            public static GrpcChannel Open()
            {
                var options = new GrpcChannelOptions { HttpVersion = HttpVersion.Version11 };
                AddWeb(options);
                return GrpcChannel.ForAddress("https://orders.example", options);
            }

            public static GrpcChannel OpenLater()
            {
                var options = new GrpcChannelOptions { HttpVersion = HttpVersion.Version11 };
                options.HttpHandler = new GrpcWebHandler(new HttpClientHandler());
                return GrpcChannel.ForAddress("https://orders.example", options);
            }

            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .AddHttpMessageHandler(() => new GrpcWebHandler(GrpcWebMode.GrpcWeb))
                .ConfigureChannel(o => o.HttpVersion = HttpVersion.Version11);

            public static void AddWrapped(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                .AddCallCredentials((context, metadata) => Task.CompletedTask)
                .ConfigurePrimaryHttpMessageHandler(() => new GrpcWebHandler(new HttpClientHandler()))
                .ConfigureChannel(o => o.HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrLower);

            private static void AddWeb(GrpcChannelOptions options) => options.HttpHandler = new GrpcWebHandler(new HttpClientHandler());
        }
        """);

    [Theory]
    [InlineData("private static GrpcChannelOptions Made => new() { {|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|} };", "Made")]
    [InlineData("private static readonly GrpcChannelOptions Made = new() { {|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|} };", "Made")]
    [InlineData("private static GrpcChannelOptions Make() { var o = new GrpcChannelOptions(); {|GRPCAUTH5005:o.HttpVersion = HttpVersion.Version11|}; return o; }", "Make()")]
    [InlineData("private static readonly Func<GrpcChannelOptions> Make = () => new() { {|GRPCAUTH5005:HttpVersion = HttpVersion.Version11|} };", "Make()")]
    public Task Options_of_a_helper(string helper, string options) => Verify.Reports(Usings + $$"""
        public static class Shop
        {
            {{helper}}

            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://orders.example", {{options}});
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Make(), options => options.HttpHandler = new GrpcWebHandler(new HttpClientHandler())")]
    [InlineData("Make(), options => options.HttpVersion = HttpVersion.Version20")]
    [InlineData("Make(), Change")]
    [InlineData("Web, options => { }")]
    public Task Options_of_a_helper_that_another_completes(string arguments) => Verify.Silent(Usings + $$"""
        public static class Shop
        {
            private static GrpcChannelOptions Web => new() { HttpVersion = HttpVersion.Version11, HttpHandler = new GrpcWebHandler(new HttpClientHandler()) };

            public static Action<GrpcChannelOptions> Change { get; set; } = options => { };

            public static GrpcChannel Open() => Open({{arguments}});

            private static GrpcChannelOptions Make() => new() { HttpVersion = HttpVersion.Version11 };

            private static GrpcChannel Open(GrpcChannelOptions options, Action<GrpcChannelOptions> complete)
            {
                complete(options);
                return GrpcChannel.ForAddress("https://orders.example", options);
            }

            public static GrpcChannel OpenWeb()
            {
                var options = Make();
                options.HttpHandler = new GrpcWebHandler(new HttpClientHandler());
                return GrpcChannel.ForAddress("https://orders.example", options);
            }

            public static GrpcChannel OpenNew()
            {
                var options = Make();
                options.HttpVersion = HttpVersion.Version20;
                return GrpcChannel.ForAddress("https://orders.example", options);
            }
        }
        """);
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Code that looks like GRPCAUTH1001 and is right, or cannot be known.</summary>
public sealed class CallWithoutCredentialsSilentTests
{
    private const string Token = """Environment.GetEnvironmentVariable("TOKEN")""";

    [Theory]
    [InlineData("client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("client.GetOrder(new OrderRequest(), new CallOptions(headers));")]
    [InlineData("client.GetOrder(new OrderRequest(), new CallOptions().WithDeadline(DateTime.UtcNow).WithHeaders(headers).WithWaitForReady());")]
    [InlineData("var options = new CallOptions(); options = options.WithHeaders(headers); client.GetOrder(new OrderRequest(), options);")]
    [InlineData("client.GetOrder(cancellationToken: default, headers: headers, request: new OrderRequest());")]
    [InlineData("client.GetOrder(new OrderRequest(), headers.Count > 0 ? headers : null);")]
    [InlineData("client.TrackOrders(headers);")]
    public Task Headers_with_a_credential(string call) => Verify.Silent($$"""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var headers = new Metadata { { "authorization", $"Bearer {{{Token}}}" } };
        {{call}}
        """);

    [Theory]
    [InlineData("Authorization")]
    [InlineData("x-api-key")]
    [InlineData("macaroon")]
    [InlineData("X-Acme-Api-Token")]
    [InlineData("acme-auth")]
    [InlineData("session-ticket-bin")]
    public Task Headers_whose_name_says_that_they_are_a_credential(string header) => Verify.Silent($$"""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var headers = new Metadata();
        headers.Add(new Metadata.Entry("{{header}}", {{(header.EndsWith("-bin", System.StringComparison.Ordinal) ? "new byte[] { 1 }" : Token)}}));
        client.GetOrder(new OrderRequest(), headers);
        """);

    [Fact]
    public Task A_header_of_the_options() => Verify.Silent("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        client.GetOrder(new OrderRequest(), new Metadata { { "x-acme-pass", Environment.MachineName } });
        """, Setup.Usual with { EditorConfig = "grpc_auth.credential_headers = x-acme-pass" });

    [Theory]
    [InlineData("Headers(true)")]
    [InlineData("Fill(new Metadata())")]
    [InlineData("Unseen.Headers")]
    public Task Headers_from_code_that_adds_them_or_cannot_be_seen(string headers) => Verify.Silent($$"""
        public static class Unseen { public static Metadata? Headers { get; set; } }

        public static class Program
        {
            private static Metadata? Headers(bool on) => on ? new Metadata { { "authorization", {{Token}}! } } : null;

            private static Metadata Fill(Metadata headers) { AddTo(headers); return headers; }

            private static void AddTo(Metadata headers) => headers.Add("authorization", {{Token}}!);

            public static void Run()
            {
                var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                client.GetOrder(new OrderRequest(), {{headers}});
            }
        }
        """);

    [Fact]
    public Task A_helper_that_fills_the_headers_of_a_local() => Verify.Silent("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var headers = new Metadata();
        var options = new CallOptions(headers);
        Add(headers);
        client.GetOrder(new OrderRequest(), options);

        static void Add(Metadata target) => target.Add("authorization", Environment.MachineName);
        """);

    [Theory]
    [InlineData("Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((c, m) => Task.CompletedTask))")]
    [InlineData("HttpHandler = new HttpClientHandler { ClientCertificates = { certificate } }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { ClientCertificates = new X509CertificateCollection { certificate } } }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { SslOptions = { LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate } }")]
    [InlineData("HttpHandler = new SocketsHttpHandler { ConnectCallback = (_, _) => throw new Exception() }")]
    [InlineData("HttpHandler = new AuthHandler(new SocketsHttpHandler())")]
    [InlineData("HttpHandler = new Grpc.Net.Client.Web.GrpcWebHandler(new AuthHandler(new HttpClientHandler()))")]
    [InlineData("HttpClient = authorized")]
    public Task Channel_options_that_authenticate(string option) => Verify.Silent($$"""
        using System.Net.Http.Headers;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        using System.Threading;

        public sealed class AuthHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Environment.MachineName);
                return base.SendAsync(request, cancellationToken);
            }
        }

        public static class Program
        {
            public static void Run(X509Certificate2 certificate)
            {
                var authorized = new HttpClient();
                authorized.DefaultRequestHeaders.Add("Authorization", "Bearer " + Environment.MachineName);
                var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { {{option}} });
                new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Options_that_are_configured_later_or_elsewhere() => Verify.Silent("""
        public static class Program
        {
            public static void Run(Action<GrpcChannelOptions> configure, ChannelCredentials credentials)
            {
                var first = new GrpcChannelOptions();
                configure(first);
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://a.example.com", first)).GetOrder(new OrderRequest());

                var second = new GrpcChannelOptions();
                second.Credentials = credentials;
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://b.example.com", second)).GetOrder(new OrderRequest());
            }
        }
        """);

    [Theory]
    [InlineData("channel.Intercept(new Auth())")]
    [InlineData("channel.CreateCallInvoker().Intercept(new Interceptor[] { new Auth() })")]
    [InlineData("channel.Intercept(m => { m.Add(\"authorization\", Environment.MachineName); return m; })")]
    [InlineData("channel.Intercept(Attach)")]
    [InlineData("channel.Intercept(_ => shared)")]
    [InlineData("channel.Intercept(m => m.Count > 0 ? m : Unseen())")]
    [InlineData("channel.Intercept(injected)")]
    [InlineData("channel.Intercept(new Derived())")]
    public Task An_interceptor_that_authenticates_or_cannot_be_seen(string invoker) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public class Auth : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", Environment.MachineName);
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public sealed class Derived : Auth;

        public static class Program
        {
            private static Metadata Attach(Metadata metadata) { metadata.Add("authorization", Environment.MachineName); return metadata; }

            private static Metadata Unseen() => Environment.GetCommandLineArgs().Length > 0 ? Other.Value! : new Metadata();

            public static class Other { public static Metadata? Value { get; set; } }

            public static void Run(Interceptor injected, Metadata shared)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com");
                new Orders.OrdersClient({{invoker}}).GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Clients_whose_making_is_not_seen() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public class Service(Orders.OrdersClient injected, GrpcChannel channel, IServiceProvider services)
        {
            protected Orders.OrdersClient Settable { get; set; } = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public Orders.OrdersClient? Field = new(GrpcChannel.ForAddress("https://orders.example.com"));

            protected virtual Orders.OrdersClient Create() => new(GrpcChannel.ForAddress("https://orders.example.com"));

            public void Run(Func<Orders.OrdersClient> factory)
            {
                injected.GetOrder(new OrderRequest());
                new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
                services.GetRequiredService<Orders.OrdersClient>().GetOrder(new OrderRequest());
                factory().GetOrder(new OrderRequest());
                Settable.GetOrder(new OrderRequest());
                Field!.GetOrder(new OrderRequest());
                Create().GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Channel_options_that_are_read_after_they_are_set() => Verify.Silent("""
        var options = new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((c, m) => Task.CompletedTask)) };
        Console.WriteLine(options.Credentials);
        new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", options)).GetOrder(new OrderRequest());
        """);

    [Fact]
    public Task A_channel_that_is_authenticated_in_one_branch() => Verify.Silent("""
        GrpcChannel channel;
        if (args.Length > 0)
            channel = GrpcChannel.ForAddress("https://orders.example.com");
        else
            channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((c, m) => Task.CompletedTask)) });
        new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
        """);

    [Fact]
    public Task A_subclass_of_a_client_may_add_anything() => Verify.Silent("""
        public sealed class AuthorizedClient(ChannelBase channel) : Orders.OrdersClient(channel)
        {
            public override Order GetOrder(OrderRequest request, CallOptions options) =>
                base.GetOrder(request, options.WithHeaders(new Metadata { { "authorization", Environment.MachineName } }));
        }

        public static class Program
        {
            public static void Run() => new AuthorizedClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder(new OrderRequest(), default(CallOptions));
        }
        """);

    [Fact]
    public Task Calls_that_are_anonymous_by_nature() => Verify.Silent("""
        var channel = GrpcChannel.ForAddress("https://orders.example.com");
        await new Accounts.AccountsClient(channel).LoginAsync(new LoginRequest());
        new Orders.OrdersClient(GrpcChannel.ForAddress("unix:///var/run/orders.sock")).GetOrder(new OrderRequest());
        """);

    [Theory]
    [InlineData("grpc_auth.anonymous_methods = Acme.Orders.Orders/GetOrder")]
    [InlineData("grpc_auth.anonymous_methods = acme.other/X, Orders/Get*")]
    [InlineData("grpc_auth.anonymous_methods = *.Orders/*")]
    [InlineData("grpc_auth.anonymous_services = Acme.Orders.Orders")]
    [InlineData("grpc_auth.anonymous_services = Acme.*")]
    public Task Calls_that_the_options_name(string option) => Verify.Silent("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        await client.GetOrderAsync(new OrderRequest());
        """, Setup.Usual with { EditorConfig = option });

    [Theory]
    [InlineData("grpc_auth.anonymous_methods = acme.orders.v1.Orders/GetOrder")]
    [InlineData("grpc_auth.anonymous_services = acme.orders.v1.*")]
    public Task The_proto_name_is_known_where_the_generated_source_is(string option) => Verify.Silent("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        await client.GetOrderAsync(new OrderRequest());
        """, Setup.Usual with { EditorConfig = option, GeneratedContracts = true });

    [Fact]
    public Task Other_libraries_with_the_same_names() => Verify.Silent("""
        namespace Other
        {
            public class ClientBase<T> { }
            public class Metadata { public void Add(string key, string value) { } }
            public class OrdersClient : ClientBase<OrdersClient>
            {
                public int GetOrder(int request, Metadata? headers = null) => request;
            }

            public static class Program
            {
                public static int Run() => new OrdersClient().GetOrder(1);
            }
        }
        """);

    [Theory]
    [InlineData("new(context.Method, context.Host, context.Options.Headers is null ? new CallOptions(_source.Headers(), credentials: context.Options.Credentials) : context.Options)")]
    [InlineData("new(context.Method, context.Host, context.Options.WithHeaders(_source.Headers()))")]
    [InlineData("new(context.Method, context.Host, _source.Enrich(context.Options))")]
    [InlineData("_enrich(new(context.Method, context.Host, context.Options))")]
    public Task An_interceptor_that_takes_headers_from_a_service(string changed) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public interface ISource { Metadata Headers(); CallOptions Enrich(CallOptions options); }

        public sealed class Auth(ISource _source) : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                Func<ClientInterceptorContext<TRequest, TResponse>, ClientInterceptorContext<TRequest, TResponse>> _enrich = Settings.Enrich<TRequest, TResponse>()!;
                return continuation(request, {{changed}});
            }
        }

        public static class Settings
        {
            public static Func<ClientInterceptorContext<TRequest, TResponse>, ClientInterceptorContext<TRequest, TResponse>>? Enrich<TRequest, TResponse>() where TRequest : class where TResponse : class => null;

            public static void Run(ISource source) =>
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com").Intercept(new Auth(source))).GetOrder(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("private", "public static Archive Open(GrpcChannel other) => new(other);")]
    [InlineData("private", "private sealed class Derived(GrpcChannel other) : Archive(other);")]
    [InlineData("private", "private sealed class Derived : Archive { public Derived(GrpcChannel other) : base(other) { } }")]
    [InlineData("private", "public Archive(GrpcChannel other, int _) : this(other) { }")]
    [InlineData("public", "")]
    [InlineData("protected", "")]
    public Task A_constructor_that_gets_other_channels_too(string accessibility, string other) => Verify.Silent($$"""
        public class Archive
        {
            private readonly GrpcChannel _channel;

            {{accessibility}} Archive(GrpcChannel channel) => _channel = channel;

            public static Archive Open() => new(GrpcChannel.ForAddress("https://orders.example.com"));

            {{other}}

            public Order Get() => new Orders.OrdersClient(_channel).GetOrder(new OrderRequest());
        }
        """);
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>Channels without TLS, for 5001 to 5003: which of the three speaks, where, and where none does.</summary>
public sealed class PlainChannelTests
{
    private const string Tokens = CallCredentialsOverPlaintextTests.Tokens;

    private const string Interceptor = """
        public sealed class TokenInterceptor : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(
                    context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithCredentials(Tokens.Credentials)|}));
        }

        """;

    private static readonly Setup WithoutMissedCalls = new() { EditorConfig = "dotnet_diagnostic.GRPCAUTH1005.severity = none" };

    [Fact]
    public Task Credentials_of_an_interceptor_of_a_registration_are_reported_there_and_not_at_its_calls() => Verify.Reports(
        Tokens + Interceptor + """
        public static class Program
        {
            public static void Add(IServiceCollection services) =>
                {|#0:services.{|GRPCAUTH5001:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("http://localhost:5000"))|}
                    .AddInterceptor<TokenInterceptor>(InterceptorScope.Client);
        }

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public async Task<Order> GetAsync(string id) => await orders.GetOrderAsync(new OrderRequest { Id = id });
        }
        """, WithoutMissedCalls, message: "Call credentials need TLS, which this channel does not have: calls of 'OrdersClient' are sent without them, and only a log warning says so");

    [Fact]
    public Task Credentials_of_an_interceptor_of_a_registration_whose_options_are_set_elsewhere() => Verify.Silent(
        Tokens + Interceptor.Replace("{|GRPCAUTH1008:", "").Replace("|}", "") + """
        public static class Program
        {
            public static void Add(IServiceCollection services, string address)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://localhost:5000"))
                    .AddInterceptor<TokenInterceptor>(InterceptorScope.Client);
                services.Configure<GrpcClientFactoryOptions>(nameof(Orders.OrdersClient), o => o.Address = new Uri(address));
            }
        }
        """, new() { EditorConfig = "dotnet_diagnostic.GRPCAUTH1005.severity = none\ndotnet_diagnostic.GRPCAUTH1008.severity = none" });

    [Fact]
    public Task Credentials_of_a_call_beside_those_of_its_channel() => Verify.Reports(Tokens + """
        public sealed class OrderDesk
        {
            private readonly Orders.OrdersClient _orders = new({|#0:GrpcChannel.ForAddress("http://localhost:5000", new GrpcChannelOptions
            {
                Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|},
            })|});

            public Order Get(string id) => _orders.GetOrder(new OrderRequest { Id = id }, new CallOptions(credentials: Tokens.Credentials));
        }
        """, new() { EditorConfig = "dotnet_diagnostic.GRPCAUTH1009.severity = none" });

    [Theory]
    [InlineData("new(new Channel(\"orders.example.com\", 5000, ChannelCredentials.Create(new SslCredentials(), Tokens.Credentials)))")]
    [InlineData("new(new Channel(\"orders.example.com:5000\", isPlain ? ChannelCredentials.Insecure : ChannelCredentials.Create(new SslCredentials(), Tokens.Credentials)))")]
    [InlineData("new(new Channel(\"orders.example.com:5000\", ChannelCredentials.Insecure, Options))")]
    [InlineData("new(GrpcChannel.ForAddress(\"http://orders.example.com\", Options.Length == 0 ? new GrpcChannelOptions() : new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials) }))")]
    [InlineData("new(GrpcChannel.ForAddress(\"http://orders.example.com\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials), UnsafeUseInsecureChannelCallCredentials = isPlain }))")]
    public Task Channels_that_can_be_made(string client) => Verify.Silent(Tokens + $$"""
        public sealed class OrderDesk(bool isPlain)
        {
            private static readonly ChannelOption[] Options = [];

            public Orders.OrdersClient Orders { get; } = {{client}};
        }
        """);

    [Fact]
    public Task A_composition_of_another_file_is_reported_where_the_channel_is_made() => Verify.Reports(
        Tokens + """
        public static class Program
        {
            public static GrpcChannel Open() => {|GRPCAUTH5001:{|#0:GrpcChannel.ForAddress("http://localhost:5000", new GrpcChannelOptions { Credentials = Secure.Credentials })|}|};

            public static Channel OpenOld() => {|GRPCAUTH5001:{|#1:new Channel("orders", Secure.Plain)|}|};
        }
        """,
        new()
        {
            Documents =
            [
                ("Secure.cs", """
                public static class Secure
                {
                    public static readonly ChannelCredentials Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials);
                    public static readonly ChannelCredentials Plain = ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials);
                }
                """),
            ],
        });

    [Theory]
    [InlineData("options.Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|}; Console.WriteLine(options.Credentials);")]
    [InlineData("options.Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|}; Console.WriteLine(options.GetHashCode());")]
    [InlineData("options.Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials)|}; options.UnsafeUseInsecureChannelCallCredentials = true;")]
    [InlineData("if (isPlain) { options.MaxRetryAttempts = 3; } Fill(options);")]
    public Task Options_that_are_filled_before(string statements) => Verify.Reports(Tokens + $$"""
        public static class Program
        {
            public static GrpcChannel Open(bool isPlain)
            {
                var options = new GrpcChannelOptions();
                {{statements}}
                return {|#0:GrpcChannel.ForAddress("http://localhost:5000", options)|};
            }

            private static void Fill(GrpcChannelOptions options) => options.Credentials = {{(statements.Contains("Fill") ? "{|GRPCAUTH5001:" : "")}}ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials){{(statements.Contains("Fill") ? "|}" : "")}};
        }
        """);

    [Theory]
    [InlineData("if (isPlain) Fill(options);")]
    [InlineData("Fill(options); if (isPlain) options.Credentials = ChannelCredentials.Insecure;")]
    [InlineData("for (var i = 0; i < count; i++) options.Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials);")]
    [InlineData("options.Credentials = ChannelCredentials.Create(isPlain ? ChannelCredentials.Insecure : ChannelCredentials.SecureSsl, Tokens.Credentials);")]
    [InlineData("options.Credentials = ChannelCredentials.Insecure;")]
    public Task Options_that_may_not_have_them(string statements) => Verify.Silent(Tokens + $$"""
        public static class Program
        {
            public static GrpcChannel Open(bool isPlain, int count)
            {
                var options = new GrpcChannelOptions();
                {{statements}}
                return GrpcChannel.ForAddress("http://localhost:5000", options);
            }

            private static void Fill(GrpcChannelOptions options) => options.Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials);
        }
        """);

    [Theory]
    [InlineData("if (environment.IsDevelopment()) new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://orders.dev.example.com\")).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token() } });")]
    [InlineData("var address = \"http://orders.example.com\"; if (environment.IsDevelopment()) address = \"http://orders.dev.example.com\"; new Orders.OrdersClient(GrpcChannel.ForAddress(address)).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token() } });")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://orders.example.com\")).GetOrder(new OrderRequest(), environment.IsDevelopment() ? new Metadata() : new Metadata { { \"authorization\", token() } });")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://orders.example.com\")).GetOrder(new OrderRequest(), isSecure ? new Metadata { { \"authorization\", token() } } : new Metadata { { \"authorization\", token() } });")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://orders.example.com\", new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = isSecure })).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token() } });")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://orders.example.com\", new GrpcChannelOptions { Credentials = new SslCredentials() })).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token() } });")]
    public Task Headers_that_are_for_development_or_for_TLS_or_may_be_missing(string statements) => Verify.Silent($$"""
        using Microsoft.Extensions.Hosting;

        public static class Desk
        {
            public static void Run(Func<string> token, IHostEnvironment environment, bool isSecure)
            {
                {{statements}}
            }
        }
        """);

    [Theory]
    [InlineData("isFirst ? new Metadata { {|GRPCAUTH5003:{ \"authorization\", token() }|} } : new Metadata { { \"authorization\", token() } }")]
    [InlineData("isFirst ? [{|GRPCAUTH5003:new(\"authorization\", token())|}] : [new(\"x-api-key\", token())]")]
    [InlineData("new CallOptions([{|GRPCAUTH5003:new(\"authorization\", token())|}])")]
    [InlineData("new CallOptions(new Metadata { {|GRPCAUTH5003:{ \"authorization\", token() }|} }).WithDeadline(DateTime.UtcNow)")]
    [InlineData("new Metadata { { \"x-api-key\", \"\" }, {|GRPCAUTH5003:{ \"authorization\", token() }|} }")]
    public Task Headers_that_every_call_has(string headers) => Verify.Reports($$"""
        public static class Desk
        {
            public static Order Get(Func<string> token, bool isFirst)
            {
                var orders = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("http://orders.example.com")|});
                return orders.GetOrder(new OrderRequest(), {{headers}});
            }
        }
        """, new() { EditorConfig = "dotnet_diagnostic.GRPCAUTH1011.severity = none" }, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Headers_of_a_handler_of_a_registration_whose_options_are_set_elsewhere() => Verify.Silent(CredentialOverPlaintextTests.Handler + """
        public static class Program
        {
            public static void Add(IServiceCollection services, string address)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://orders.example.com")).AddHttpMessageHandler<TokenHandler>();
                services.Configure<Grpc.Net.ClientFactory.GrpcClientFactoryOptions>(nameof(Orders.OrdersClient), o => o.Address = new Uri(address));
            }
        }
        """);

    [Fact]
    public Task Headers_of_a_registration_are_reported_there_and_not_at_its_calls() => Verify.Reports(CredentialOverPlaintextTests.Handler + """
        public static class Program
        {
            public static void Add(IServiceCollection services) =>
                {|#0:services.{|GRPCAUTH5003:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("http://orders.example.com"))|}
                    .AddHttpMessageHandler<TokenHandler>();
        }

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id) => orders.GetOrder(new OrderRequest { Id = id });
        }
        """, message: "A credential is sent unencrypted to 'orders.example.com'; whoever reads it on the way can use it");

    [Theory]
    [InlineData("public static GrpcChannel Get() => Open(\"http://orders.example.com\", true);", "plain = plain && Environment.MachineName.Length > 3;")]
    [InlineData("public static GrpcChannel Get() => Open(\"http://orders.example.com\", !true);", "")]
    [InlineData("public static GrpcChannel Get(bool skipTls) => skipTls ? Open(\"http://orders.example.com\", true) : Open(\"https://orders.example.com\", true);", "")]
    public Task Silent_for_a_flag_that_is_another_one(string callers, string statement) => Verify.Silent(Wrapper(callers, statement));

    [Theory]
    [InlineData("private static GrpcChannel First(bool on) => Second(on); private static GrpcChannel Second(bool on) => Open(\"http://orders.example.com\", on); public static GrpcChannel Get() => First({|GRPCAUTH5002:true|});")]
    [InlineData("public static GrpcChannel Get() => Open(\"http://orders.example.com\", {|GRPCAUTH5002:true|}); public static GrpcChannel Other() => Open(Environment.MachineName, true);")]
    public Task A_flag_that_callers_give(string callers) => Verify.Reports(
        Wrapper(callers, "").Replace("GrpcChannel.ForAddress(address, options)", "{|#0:GrpcChannel.ForAddress(address, options)|}"), severity: DiagnosticSeverity.Warning);

    private static string Wrapper(string callers, string statement) => $$"""
        public static class Channels
        {
            {{callers}}

            private static GrpcChannel Open(string address, bool plain)
            {
                {{statement}}
                var options = new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = plain };
                return GrpcChannel.ForAddress(address, options);
            }
        }
        """;

    [Fact]
    public Task Options_of_two_channels_have_one_report() => Verify.Reports("""
        public static class Channels
        {
            private static GrpcChannelOptions Options => new() { {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|} };

            public static GrpcChannel Orders() => {|#0:GrpcChannel.ForAddress("http://orders.example.com", Options)|};

            public static GrpcChannel Stock() => GrpcChannel.ForAddress("http://stock.example.com", Options);
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Silent_where_development_calls_the_helper_for_one_registration_and_another_is_on_this_machine() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        internal static class Registrations
        {
            public static void Add(IServiceCollection services, IHostEnvironment environment, Func<string> token)
            {
                var orders = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://orders.example.com"))
                    .AddCallCredentials((context, metadata) => Task.CompletedTask);
                if (environment.IsDevelopment())
                    Allow(orders);
                Allow(services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri("http://localhost:5000"))
                    .AddCallCredentials((context, metadata) => Task.CompletedTask));
            }

            private static void Allow(IHttpClientBuilder builder) => builder.ConfigureChannel(o => o.UnsafeUseInsecureChannelCallCredentials = true);
        }
        """);

    [Theory]
    [InlineData("services.AddGrpcClient<T>(o => o.Address = new Uri(\"http://orders.example.com\"))", "http://orders.example.com")]
    [InlineData("services.AddGrpcClient<T>(\"orders\", o => o.Address = new Uri(\"http://orders.example.com\"))", "")]
    public Task The_opt_in_of_generic_code(string registration, string address) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Registrations
        {
            public static void Add<T>(IServiceCollection services)
                where T : ClientBase<T> => {|#0:{{registration}}|}
                .EnableCallContextPropagation()
                .ConfigureChannel(o => {|GRPCAUTH5002:o.UnsafeUseInsecureChannelCallCredentials = true|});
        }
        """, severity: DiagnosticSeverity.Warning, message: address.Length == 0 ? null : "Call credentials are sent unencrypted to 'orders.example.com'; whoever reads them on the way can use them");

    [Fact]
    public Task The_opt_in_on_a_builder_that_is_given() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Registrations
        {
            public static IHttpClientBuilder Allow(IHttpClientBuilder builder) => builder.ConfigureChannel(o => o.UnsafeUseInsecureChannelCallCredentials = true);
        }
        """);
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class CallCredentialsOverPlaintextTests
{
    internal const string Tokens = """
        using System.IO;
        using Grpc.Core.Interceptors;
        using Grpc.Net.ClientFactory;
        using Microsoft.Extensions.DependencyInjection;

        public static class Tokens
        {
            public static CallCredentials Credentials { get; } = CallCredentials.FromInterceptor(async (context, metadata) =>
                metadata.Add("authorization", "Bearer " + await GetAsync(context.CancellationToken)));

            public static Task<string> GetAsync(CancellationToken cancellation) => Task.FromResult(cancellation.CanBeCanceled ? Environment.MachineName : Environment.UserName);

            public static async Task AddAsync(AuthInterceptorContext context, Metadata metadata) =>
                metadata.Add("authorization", "Bearer " + await GetAsync(context.CancellationToken));
        }

        """;

    [Theory]
    [InlineData("\"http://localhost:5000\"")]
    [InlineData("\"HTTP://orders.example.com\"")]
    [InlineData("new Uri(\"http://orders:8080\")")]
    [InlineData("$\"http://{Environment.MachineName}:5000\"")]
    [InlineData("Environment.MachineName == \"a\" ? \"http://localhost:5000\" : \"http://orders.example.com\"")]
    [InlineData("(new Shop(\"https://orders.example.com\") with { Address = \"http://orders.example.com\" }).Address")]
    [InlineData("(new Shop(\"http://orders.example.com\") with { Depth = 2 }).Address")]
    [InlineData("\"http://\" + string.Join('.', \"orders\", Environment.MachineName)")]
    public Task Credentials_of_call_options_are_dropped(string address) => Verify.Reports(Tokens + $$"""
        public static class Program
        {
            public static async Task Main()
            {
                using var channel = {|#0:GrpcChannel.ForAddress({{address}})|};
                var orders = new Orders.OrdersClient(channel);
                await {|GRPCAUTH5001:orders.GetOrderAsync|}(new OrderRequest { Id = "1" }, new CallOptions(credentials: Tokens.Credentials));
            }
        }

        internal sealed record Shop(string Address, int Depth = 1);
        """);

    [Theory]
    [InlineData("default(CallOptions).WithCredentials(Tokens.Credentials)")]
    [InlineData("new CallOptions(deadline: DateTime.UtcNow).WithCredentials(Tokens.Credentials).WithCancellationToken(default)")]
    [InlineData("new CallOptions(headers: new Metadata { { \"request-id\", \"1\" } }, credentials: Tokens.Credentials)")]
    public Task However_they_come_into_the_options(string options) => Verify.Reports(Tokens + $$"""
        public sealed class OrderDesk
        {
            private readonly Orders.OrdersClient _orders = new({|#0:GrpcChannel.ForAddress("http://localhost:5000", new GrpcChannelOptions { MaxRetryAttempts = 2 })|});

            public Order Get(string id)
            {
                var options = {{options}};
                return {|GRPCAUTH5001:_orders.GetOrder|}(new OrderRequest { Id = id }, options);
            }
        }
        """);

    private const string CredentialsInterceptor = """
        public sealed class TokenInterceptor : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(
                    context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithCredentials(Tokens.Credentials)|}));
        }

        """;

    [Fact]
    public Task An_interceptor_that_sets_credentials_sets_them_in_vain() => Verify.Reports(
        Tokens + CredentialsInterceptor.Replace("class TokenInterceptor", "class {|GRPCAUTH1005:TokenInterceptor|}") + """
        public sealed class OrderDesk
        {
            private readonly Orders.OrdersClient _orders = new({|#0:GrpcChannel.ForAddress("http://localhost:5000")|}.Intercept(new TokenInterceptor()));

            public async Task<Order> GetAsync(string id) => await {|GRPCAUTH5001:_orders.GetOrderAsync|}(new OrderRequest { Id = id });
        }
        """);

    [Fact]
    public Task Also_on_a_registration() => Verify.Reports(
        Tokens + CredentialsInterceptor.Replace("class TokenInterceptor", "class {|GRPCAUTH1005:TokenInterceptor|}") + """
        public static class Program
        {
            public static void Add(IServiceCollection services) =>
                {|#0:services.{|GRPCAUTH5001:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("http://localhost:5000"))|}
                    .AddInterceptor<TokenInterceptor>(InterceptorScope.Client);
        }
        """);

    [Fact]
    public Task Per_call_credentials_of_a_registered_client() => Verify.Reports(Tokens + """
        public static class Program
        {
            public static void Add(IServiceCollection services) =>
                {|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://localhost:5000"))|};
        }

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id) =>
                {|GRPCAUTH5001:orders.GetOrder|}(new OrderRequest { Id = id }, new CallOptions(credentials: Tokens.Credentials));
        }
        """);

    [Theory]
    [InlineData("\"http://localhost:5000\"", "Insecure")]
    [InlineData("\"http://localhost:5000\"", "SecureSsl")]
    [InlineData("new Uri(\"http://orders.example.com\")", "SecureSsl")]
    [InlineData("args[0]", "Insecure")]
    public Task A_composition_throws_where_the_channel_is_made(string address, string transport) => Verify.Reports(Tokens + $$"""
        public static class Program
        {
            public static GrpcChannel Open(string[] args) => {|#0:GrpcChannel.ForAddress({{address}}, new GrpcChannelOptions
            {
                Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.{{transport}}, Tokens.Credentials)|},
            })|};
        }
        """);

    [Fact]
    public Task A_composition_that_is_made_before() => Verify.Reports(Tokens + """
        public static class Program
        {
            public static GrpcChannel Open()
            {
                var credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|};
                var options = new GrpcChannelOptions();
                options.Credentials = credentials;
                return {|#0:GrpcChannel.ForAddress("http://localhost:5000", options)|};
            }
        }
        """);

    [Fact]
    public Task Secure_credentials_throw_on_http_in_spite_of_the_opt_in() => Verify.Reports(Tokens + """
        public static class Program
        {
            public static GrpcChannel Open(bool unsafely) => {|#0:GrpcChannel.ForAddress("http://localhost:5000", new GrpcChannelOptions
            {
                UnsafeUseInsecureChannelCallCredentials = unsafely,
                Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(new SslCredentials(), Tokens.Credentials)|},
            })|};
        }
        """);

    [Theory]
    [InlineData("AddCallCredentials(Tokens.AddAsync)")]
    [InlineData("AddCallCredentials(Tokens.Credentials)")]
    [InlineData("AddCallCredentials(async (context, metadata, services) => metadata.Add(\"authorization\", \"Bearer \" + await Tokens.GetAsync(default)))")]
    public Task Credentials_of_a_registration_throw_when_the_client_is_resolved(string added) => Verify.Reports(Tokens + $$"""
        public static class Program
        {
            public static void Add(IServiceCollection services) => {|#0:services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://localhost:5000"))|}
                .EnableCallContextPropagation()
                .{|GRPCAUTH5001:{{added[..added.IndexOf('(')]}}|}{{added[added.IndexOf('(')..]}};
        }
        """);

    [Theory]
    [InlineData("return builder.AddCallCredentials(Tokens.AddAsync);")]
    [InlineData("builder.AddCallCredentials(Tokens.AddAsync); return builder;")]
    [InlineData("return builder.AddMore();")]
    [InlineData("return builder.ConfigureChannel(o => o.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials));")]
    public Task Credentials_that_an_own_extension_method_adds(string body) => Verify.Reports(Tokens + Extension(body) + """
        public static class Program
        {
            public static void Add(IServiceCollection services) => {|#0:services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://localhost:5000"))|}
                .{|GRPCAUTH5001:AddToken|}();
        }
        """);

    internal static string Extension(string body) => $$"""
        public static class BuilderExtensions
        {
            public static IHttpClientBuilder AddToken(this IHttpClientBuilder builder, string? address = null)
            {
                {{body}}
            }

            public static IHttpClientBuilder AddMore(this IHttpClientBuilder builder)
            {
                builder.AddCallCredentials(Tokens.Credentials);
                return builder;
            }
        }

        """;

    [Fact]
    public Task A_composition_in_ConfigureChannel() => Verify.Reports(Tokens + """
        public static class Program
        {
            public static void Add(IServiceCollection services) => {|#0:services
                .AddGrpcClient<Orders.OrdersClient>("orders", o => o.Address = new Uri("http://localhost:5000"))|}
                .ConfigureChannel(o => o.Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials)|});
        }
        """);

    [Fact]
    public Task An_insecure_channel_of_Grpc_Core() => Verify.Reports(Tokens + """
        public static class Program
        {
            public static Order Get()
            {
                var orders = new Orders.OrdersClient({|#0:new Channel("orders.example.com", 5000, ChannelCredentials.Insecure)|});
                return {|GRPCAUTH5001:orders.GetOrder|}(new OrderRequest { Id = "1" }, new CallOptions(credentials: Tokens.Credentials));
            }

            public static Channel Open() =>
                {|#1:new Channel("orders", {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|})|};
        }
        """);

    [Fact]
    public Task Information_in_tests() => Verify.Reports(
        Tokens + """
        public static class Program
        {
            public static GrpcChannel Open() => {|#0:GrpcChannel.ForAddress("http://localhost:5000", new GrpcChannelOptions
            {
                Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|},
            })|};
        }
        """,
        new Setup { GlobalConfig = "build_property.IsTestProject = true" });
}

using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>The fix of GRPCAUTH1002 for clients that are put into the container by hand.</summary>
public sealed class ContainerClientFixTests
{
    private const string Usings = """
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        public interface ITokens { Task<string> GetTokenAsync(CancellationToken cancellation = default); }

        public sealed class Tokens : ITokens { public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName); }

        """;

    [Fact]
    public Task The_channel_in_the_factory_gets_call_credentials() => Verify.Fixes(
        Usings + """
        public static class Startup
        {
            public static void AddOrders(this IServiceCollection services)
            {
                services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("https://orders.example.com")|}));
            }
        }
        """,
        Usings + """
        public static class Startup
        {
            public static void AddOrders(this IServiceCollection services)
            {
                services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor((context, metadata) =>
                        {
                            var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                                ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
                            metadata.Add("authorization", $"Bearer {token}");
                            return Task.CompletedTask;
                        })),
                })));
            }
        }
        """);

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}(new Orders.OrdersClient({|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}));")]
    [InlineData("var channel = {|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}; services.{|GRPCAUTH1002:AddScoped|}(_ => new Orders.OrdersClient(channel));")]
    [InlineData("services.AddSingleton(_ => {|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}); services.{|GRPCAUTH1002:AddSingleton|}(sp => new Orders.OrdersClient(sp.GetRequiredService<GrpcChannel>()));")]
    [InlineData("services.{|GRPCAUTH1002:TryAddTransient|}(_ => { var channel = {|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}; var client = new Orders.OrdersClient(channel); return client; });")]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}<Orders.OrdersClient>(static _ => new({|#0:GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { MaxRetryAttempts = 2 })|}));")]
    public async Task Every_way_to_register(string registrations)
    {
        var after = await FixPromise.HoldsAsync(Program(registrations));
        Assert.Contains("CallCredentials.FromInterceptor(", after);
        Assert.Equal(2, after.Split("GetEnvironmentVariable").Length);
    }

    [Fact]
    public async Task The_token_comes_from_a_registered_provider()
    {
        var after = await FixPromise.HoldsAsync(Program(
            "services.AddSingleton<ITokens, Tokens>(); services.{|GRPCAUTH1002:AddSingleton|}(sp => new Orders.OrdersClient({|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}));"));
        Assert.Contains("sp.GetRequiredService<ITokens>().GetTokenAsync(context.CancellationToken)", after);
    }

    [Fact]
    public async Task A_provider_of_a_scope_is_not_asked_by_a_channel_that_outlives_it()
    {
        var after = await FixPromise.HoldsAsync(Program(
            "services.AddScoped<ITokens, Tokens>(); services.{|GRPCAUTH1002:AddSingleton|}(sp => new Orders.OrdersClient({|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}));"));
        Assert.DoesNotContain("GetRequiredService<ITokens>", after);
    }

    [Fact]
    public async Task Over_http_an_interceptor_sends_the_token()
    {
        var after = await FixPromise.HoldsAsync(Program(
            "services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient({|#0:GrpcChannel.ForAddress(\"http://orders.internal\")|}));"));
        Assert.Contains("GrpcChannel.ForAddress(\"http://orders.internal\").Intercept(metadata =>", after);
        Assert.DoesNotContain("CallCredentials", after);
    }

    [Theory]
    [InlineData("var channel = GrpcChannel.ForAddress(\"https://orders.example.com\"); services.{|GRPCAUTH1002:AddSingleton|}(new Orders.OrdersClient(channel)); services.{|GRPCAUTH1002:AddSingleton|}(new Accounts.AccountsClient(channel));")]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\")); services.{|GRPCAUTH1002:AddSingleton|}(sp => new Orders.OrdersClient(sp.GetRequiredService<GrpcChannel>())); services.AddSingleton<Other>();")]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\")); services.{|GRPCAUTH1002:AddSingleton|}(sp => new Orders.OrdersClient(sp.GetRequiredService<GrpcChannel>())); Use(services.BuildServiceProvider().GetService<Lazy<GrpcChannel>>());")]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}(_ => new Accounts.AccountsClient(GrpcChannel.ForAddress(\"https://orders.example.com\"))); Use(services.BuildServiceProvider().GetRequiredService<Accounts.AccountsClient>());")]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a.example.com\"))); services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://b.example.com\")));")]
    public Task A_channel_that_something_else_uses(string registrations) => Verify.NotFixable(Program(registrations));

    private const string Other = """

        public sealed class Other
        {
            public Other(GrpcChannel channel) => Channel = channel;
            public GrpcChannel Channel { get; }
        }

        """;

    private static string Program(string registrations) => Usings + (registrations.Contains("<Other>", System.StringComparison.Ordinal) ? Other : "") + $$"""
        public static class Startup
        {
            public static void Run(IServiceCollection services)
            {
                {{registrations.Replace("; ", ";\n        ")}}
            }

            public static object? Use(object? value) => value;
            public static LoginReply Use(Accounts.AccountsClient accounts) => accounts.GetAccount(new LoginRequest { User = accounts.Login(new LoginRequest()).Token });
        }
        """;
}

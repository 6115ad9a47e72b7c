using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Credentials.Clients;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>The clients whose calls an interceptor or handler changes, where all of its uses are seen.</summary>
public sealed class ClientsBehindInterceptorTests
{
    [Theory]
    [InlineData("new Accounts.AccountsClient(Open().Intercept(new Auth())).Login(new());", "AccountsClient")]
    [InlineData("var invoker = Open().Intercept(new Auth()); new Accounts.AccountsClient(invoker).Login(new()); new Orders.OrdersClient(invoker).UploadOrders();", "AccountsClient OrdersClient")]
    [InlineData("var invoker = Open().Intercept(new Auth()); Console.WriteLine(invoker);", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor(() => new Auth());", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor(_ => { var made = new Auth(); return made; });", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>();", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Shop.Auth>(); services.AddGrpcClient<Accounts.AccountsClient>().AddInterceptor<global::Shop.Auth>();", "AccountsClient OrdersClient")]
    [InlineData("GrpcHttpClientBuilderExtensions.AddInterceptor<Auth>(services.AddGrpcClient<Orders.OrdersClient>());", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor(p => p.GetRequiredService<Auth>()); services.AddSingleton<Auth>();", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); services.AddSingleton(new Auth());", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); services.AddSingleton(_ => new Auth());", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); Console.WriteLine(new List<Auth>());", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); Console.WriteLine(nameof(Auth));", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); services.AddSingleton<Interceptor, Auth>();", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); Console.WriteLine(typeof(Auth));", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); Console.WriteLine(typeof(Shop.Auth));", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); Use<Auth>();", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); loose.AddInterceptor<Auth>();", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); builder.AddInterceptor<Auth>();", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); builder.AddInterceptor(() => new Auth());", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Auth>(); Keep(() => new Auth());", null)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>();", null)]
    public async Task Of_an_interceptor(string statements, string? expected) => Assert.Equal(expected, await OfAsync("Interceptor", statements));

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddHttpMessageHandler<Auth>();", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddHttpMessageHandler(() => new Auth());", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().ConfigurePrimaryHttpMessageHandler(() => new Auth());", "OrdersClient")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().ConfigurePrimaryHttpMessageHandler<Auth>(); services.AddTransient<Auth>();", "OrdersClient")]
    [InlineData("services.AddHttpClient(\"web\").AddHttpMessageHandler<Auth>();", null)]
    public async Task Of_a_handler(string statements, string? expected) => Assert.Equal(expected, await OfAsync("DelegatingHandler", statements));

    [Theory]
    [InlineData("Orders+OrdersClient", "AsyncClientStreamingCall AsyncDuplexStreamingCall AsyncServerStreamingCall AsyncUnaryCall Order")]
    [InlineData("Accounts+AccountsClient", "AsyncUnaryCall LoginReply")]
    [InlineData("Shop.Mine", "AsyncUnaryCall LoginReply String")]
    public async Task What_the_calls_of_a_client_return(string client, string expected)
    {
        var program = await BoundProgram.OfAsync(Program("Interceptor", ""));
        Assert.Equal(expected, string.Join(" ", ClientsBehindInterceptor.ResultsOf([program.Type(client)], program.Facts).Order(StringComparer.Ordinal)));
    }

    private static async Task<string?> OfAsync(string kind, string statements)
    {
        var program = await BoundProgram.OfAsync(Program(kind, statements));
        var clients = ClientsBehindInterceptor.Of(program.Type("Shop.Auth"), program.Facts);
        return clients is null ? null : string.Join(" ", clients.Select(static client => client.Name).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Program(string kind, string statements) => $$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        namespace Shop;

        internal sealed class Auth : {{kind}};

        public class Mine(ChannelBase channel) : Accounts.AccountsClient(channel)
        {
            public string More(LoginRequest request, CallOptions options) => request.User + options;

            public int Count => 1;
        }

        public static class Program
        {
            private static GrpcChannel Open() => GrpcChannel.ForAddress("https://a");

            private static void Use<T>() => Console.WriteLine(default(T));

            private static void Keep(Func<object> make) => Console.WriteLine(make);

            public static void Run(IServiceCollection services, IHttpClientBuilder builder, dynamic loose)
            {
                {{statements}}
            }
        }
        """;
}
